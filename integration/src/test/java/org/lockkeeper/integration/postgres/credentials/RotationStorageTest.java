package org.lockkeeper.integration.postgres.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.compliance.secrets.CredentialRegister;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Renewal;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

class RotationStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID annas = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, annas);
    transactions.seller(bert, UUID.randomUUID());
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    """
                    insert into access.seller (seller_id, name, created_at) values (?, 'P', now())
                    on conflict do nothing
                    """,
                    SellerId.PLATFORM.value()));
  }

  private void comesBack(PostgresApplicationSecrets secrets, ApplicationSecret secret) {
    transactions.run(() -> secrets.save(secret));
    assertThat(transactions.in(() -> secrets.of(secret.snapshot().platform())).snapshot())
        .isEqualTo(secret.snapshot());
  }

  @Test
  void an_application_secret_comes_back_as_it_went_in_each_state() {
    PostgresApplicationSecrets secrets = new PostgresApplicationSecrets(transactions.tenancy());
    Platform platform = new Platform("p" + anna.toString().replace("-", "").substring(0, 20));
    ApplicationSecret secret = transactions.in(() -> secrets.of(platform));
    assertThat(secret.snapshot()).isEqualTo(ApplicationSecret.unknown(platform).snapshot());
    comesBack(secrets, secret);
    secret.requested(NOON);
    comesBack(secrets, secret);
    secret.gaveUp(NOON, NOON, ApplicationSecret.Reason.NOT_ARRIVED);
    comesBack(secrets, secret);
    secret.proposed(NOON, Optional.of(NOON.plusSeconds(600)), Optional.of(NOON.plusSeconds(9000)));
    comesBack(secrets, secret);
    secret.promoted(NOON, NOON, NOON.plusSeconds(60));
    comesBack(secrets, secret);
    secret.requested(NOON.plusSeconds(1));
    comesBack(secrets, secret);
    secret.overlapEnded();
    comesBack(secrets, secret);
    assertThat(transactions.in(secrets::all).stream().map(s -> s.snapshot().platform()))
        .contains(platform);
  }

  @Test
  void who_changes_an_application_secret_holds_its_row_though_there_was_none() {
    PostgresApplicationSecrets secrets = new PostgresApplicationSecrets(transactions.tenancy());
    Platform platform = new Platform("r" + anna.toString().replace("-", "").substring(0, 20));
    String tryToHold =
        """
        select platform from credentials.application_secret
        where seller_id = ? and platform = ? for update skip locked
        """;
    assertThat(transactions.in(() -> secrets.locked(platform)).snapshot())
        .isEqualTo(ApplicationSecret.unknown(platform).snapshot());
    try (Transactions other = TestDatabase.anotherNode()) {
      Supplier<Optional<String>> held =
          () ->
              other.in(
                  () ->
                      other
                          .tenancy()
                          .as(SellerId.PLATFORM)
                          .first(
                              tryToHold,
                              row -> row.getString("platform"),
                              SellerId.PLATFORM.value(),
                              platform.value()));
      assertThat(held.get()).contains(platform.value());
      transactions.run(
          () -> {
            secrets.locked(platform);
            assertThat(held.get()).isEmpty();
          });
    }
  }

  @Test
  void a_secret_that_arrives_twice_is_new_once() {
    PostgresApplicationSecrets secrets = new PostgresApplicationSecrets(transactions.tenancy());
    Platform platform = new Platform("q" + anna.toString().replace("-", "").substring(0, 20));
    String print = "ab".repeat(32);
    assertThat(transactions.in(() -> secrets.firstArrival(platform, print, NOON))).isTrue();
    assertThat(transactions.in(() -> secrets.firstArrival(platform, print, NOON))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_renewal_comes_back_as_it_went_and_to_its_seller_only(Wall wall) {
    transactions = wall.transactions();
    PostgresRenewals renewals = new PostgresRenewals(transactions.tenancy());
    Renewal renewal = Renewal.none(anna, new ConnectionId(annas));
    renewal.begin(NOON);
    transactions.run(() -> renewals.save(renewal));
    renewal.renewed(
        NOON,
        Optional.of(new Renewal.Shared("closed", 1, NOON.plusSeconds(3600))),
        NOON.plusSeconds(2400),
        Optional.of("cd".repeat(32)));
    renewal.failed(NOON.plusSeconds(5), true, Optional.empty());
    transactions.run(() -> renewals.save(renewal));
    ConnectionId id = new ConnectionId(annas);
    assertThat(transactions.in(() -> renewals.find(anna, id)).orElseThrow().snapshot())
        .isEqualTo(renewal.snapshot());
    assertThat(transactions.in(() -> renewals.find(bert, id))).isEmpty();
    transactions.run(() -> renewals.forget(bert, id));
    assertThat(transactions.in(() -> renewals.find(anna, id))).isPresent();
    transactions.run(() -> renewals.forget(anna, id));
    assertThat(transactions.in(() -> renewals.find(anna, id))).isEmpty();
  }

  @Test
  void a_wish_to_see_a_secret_comes_back_as_it_went_in_each_state() {
    PostgresBreakGlass cases = new PostgresBreakGlass(transactions.tenancy());
    UUID requester = UUID.randomUUID();
    UUID approver = UUID.randomUUID();
    BreakGlassCase wish =
        BreakGlassCase.requested(
            UUID.randomUUID(),
            new BreakGlassCase.Target(
                anna,
                Optional.of(new ConnectionId(annas)),
                new Platform("shopify"),
                new SecretRef("connection/x")),
            requester,
            "the platform asks for it",
            "OPS-17",
            NOON);
    UUID id = wish.snapshot().id();
    transactions.run(() -> cases.add(wish));
    assertThat(transactions.in(() -> cases.find(id)).orElseThrow().snapshot())
        .isEqualTo(wish.snapshot());
    wish.approve(approver, NOON.plusSeconds(1));
    transactions.run(() -> cases.save(wish));
    assertThat(transactions.in(() -> cases.find(id)).orElseThrow().snapshot())
        .isEqualTo(wish.snapshot());
    wish.show(requester, NOON.plusSeconds(2));
    transactions.run(() -> cases.save(wish));
    assertThat(transactions.in(() -> cases.since(NOON))).contains(wish.snapshot());
    assertThat(transactions.in(() -> cases.since(NOON.plusSeconds(1))))
        .doesNotContain(wish.snapshot());
  }

  @Test
  void the_register_gives_ids_of_all_sellers_those_that_need_somebody_first() {
    PostgresRegister register = new PostgresRegister(transactions.tenancy());
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(bert)
                .run(
                    """
                    update credentials.grant_of_seller
                    set standing = 'LAPSED', standing_cause = 'REFUSED' where seller_id = ?
                    """,
                    bert.value()));
    List<CredentialRegister.Entry> all =
        transactions.in(() -> register.page("shopify", "", 0, 100_000)).stream()
            .filter(e -> e.seller().equals(anna) || e.seller().equals(bert))
            .toList();
    assertThat(all.stream().map(CredentialRegister.Entry::seller)).containsExactly(bert, anna);
    assertThat(all.get(1).connection()).isEqualTo(new ConnectionId(annas));
    long lapsed = transactions.in(() -> register.count("shopify", "LAPSED"));
    assertThat(lapsed).isPositive();
    assertThat(transactions.in(() -> register.page("shopify", "LAPSED", 0, 100_000)))
        .hasSize(Math.toIntExact(lapsed))
        .extracting(CredentialRegister.Entry::seller)
        .contains(bert)
        .doesNotContain(anna);
    assertThat(transactions.in(() -> register.count("nosuch", ""))).isZero();
  }
}
