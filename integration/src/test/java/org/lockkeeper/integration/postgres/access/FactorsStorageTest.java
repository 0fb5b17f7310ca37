package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.factors.Challenges;
import org.lockkeeper.compliance.access.factors.Factor;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;

/** Second factors on one database, as two nodes see them. */
class FactorsStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Transactions OTHER = TestDatabase.anotherNode();
  private static final int ROUNDS = 40;

  private final SellerId seller = new SellerId(UUID.randomUUID());
  private final SellerId neighbour = new SellerId(UUID.randomUUID());
  private final UUID grace = UUID.randomUUID();
  private final UUID bert = UUID.randomUUID();
  private final Node here = new Node(TestDatabase.portal());
  private final Node there = new Node(OTHER);

  /** One process. */
  private record Node(
      Transactions transactions, PostgresFactors factors, PostgresChallenges challenges) {
    Node(Transactions transactions) {
      this(
          transactions,
          new PostgresFactors(transactions.tenancy()),
          new PostgresChallenges(transactions.tenancy()));
    }

    <T> T in(java.util.function.Supplier<T> work) {
      return transactions.in(work);
    }
  }

  @BeforeEach
  void people() {
    person(seller, grace);
    person(neighbour, bert);
  }

  private void person(SellerId of, UUID id) {
    here.transactions()
        .run(
            () -> {
              new PostgresSellers(here.transactions().tenancy()).add(of, "S", NOON);
              new PostgresAccounts(here.transactions().tenancy())
                  .add(
                      new Account(
                          of,
                          id,
                          id + "@seller.example",
                          "Grace",
                          Role.SELLER_OWNER,
                          false,
                          ZoneId.of("UTC"),
                          Locale.ENGLISH,
                          Account.Theme.SYSTEM),
                      "hash",
                      NOON);
            });
  }

  @AfterAll
  static void close() {
    OTHER.close();
  }

  private static Opaque bytes(String text) {
    return new Opaque(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Opaque digest(int n) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) n;
    return new Opaque(bytes);
  }

  private UUID app() {
    UUID id = UUID.randomUUID();
    assertThat(here.in(() -> here.factors().add(factor(seller, id, grace, totp())))).isTrue();
    return id;
  }

  private static Factor.Means totp() {
    return new Factor.Means.Totp("closed", 100);
  }

  private static Factor factor(SellerId of, UUID id, UUID account, Factor.Means means) {
    return new Factor(of, id, account, "Phone", means, NOON, Optional.empty());
  }

  private UUID passkey(String credential, long count) {
    UUID id = UUID.randomUUID();
    Factor.Means means =
        new Factor.Means.Passkey(bytes(credential + id), bytes("key"), count, true);
    assertThat(here.in(() -> here.factors().add(factor(seller, id, grace, means)))).isTrue();
    return id;
  }

  @Test
  void what_was_stored_comes_back_oldest_first() {
    UUID app = app();
    UUID key = passkey("c", 7);

    List<Factor> all = there.in(() -> there.factors().all(seller, grace));

    assertThat(all).extracting(Factor::id).containsExactlyInAnyOrder(app, key);
    assertThat(all)
        .extracting(Factor::means)
        .contains(totp())
        .anySatisfy(
            means ->
                assertThat(means)
                    .isInstanceOfSatisfying(
                        Factor.Means.Passkey.class,
                        passkey -> {
                          assertThat(passkey.count()).isEqualTo(7);
                          assertThat(passkey.backupEligible()).isTrue();
                          assertThat(passkey.publicKey()).isEqualTo(bytes("key"));
                        }));
  }

  /** Has both nodes do the same at the same time, and counts the ones that were told yes. */
  private int yes(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      int yes = 0;
      for (Future<Boolean> answer : both.invokeAll(List.of(one, other))) {
        yes += answer.get() ? 1 : 0;
      }
      return yes;
    }
  }

  @Test
  @Tag("ASVS-V6.5.1")
  void of_two_nodes_that_are_shown_the_same_code_one_says_yes() throws Exception {
    UUID app = app();
    for (long step = 101; step < 101 + ROUNDS; step++) {
      long same = step;
      assertThat(
              yes(
                  () -> here.in(() -> here.factors().useStep(seller, app, same, NOON)),
                  () -> there.in(() -> there.factors().useStep(seller, app, same, NOON))))
          .isEqualTo(1);
    }
    assertThat(there.in(() -> there.factors().useStep(seller, app, 120, NOON)))
        .as("an earlier step")
        .isFalse();
  }

  @Test
  void of_two_nodes_that_are_shown_the_same_counter_one_says_yes() throws Exception {
    UUID key = passkey("k", 1);
    for (long count = 2; count < 2 + ROUNDS; count++) {
      long same = count;
      assertThat(
              yes(
                  () -> here.in(() -> here.factors().useCount(seller, key, same, NOON)),
                  () -> there.in(() -> there.factors().useCount(seller, key, same, NOON))))
          .isEqualTo(1);
    }
    assertThat(here.in(() -> here.factors().useCount(seller, key, 0, NOON))).isFalse();
    UUID quiet = passkey("q", 0);
    assertThat(here.in(() -> here.factors().useCount(seller, quiet, 0, NOON))).isTrue();
    assertThat(there.in(() -> there.factors().useCount(seller, quiet, 0, NOON))).isTrue();
  }

  @Test
  @Tag("ASVS-V6.5.1")
  void of_two_nodes_that_are_shown_the_same_recovery_code_one_says_yes() throws Exception {
    List<Opaque> codes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      codes.add(digest(i));
    }
    here.transactions().run(() -> here.factors().replaceCodes(seller, grace, codes, NOON));
    for (Opaque code : codes) {
      assertThat(
              yes(
                  () -> here.in(() -> here.factors().useCode(seller, grace, code, NOON)),
                  () -> there.in(() -> there.factors().useCode(seller, grace, code, NOON))))
          .isEqualTo(1);
    }
    assertThat(here.in(() -> here.factors().codesLeft(seller, grace))).isZero();

    here.transactions().run(() -> here.factors().replaceCodes(seller, grace, codes, NOON));
    assertThat(there.in(() -> there.factors().codesLeft(seller, grace))).isEqualTo(10);
  }

  @Test
  void of_two_nodes_that_are_shown_the_same_challenge_one_says_yes() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Opaque digest = digest(i);
      here.transactions()
          .run(
              () ->
                  here.challenges()
                      .keep(
                          seller,
                          grace,
                          Challenges.Use.ANSWER,
                          digest,
                          NOON,
                          NOON.plusSeconds(300)));
      assertThat(here.in(() -> take(here, Challenges.Use.ENROLL, digest, NOON))).isFalse();
      assertThat(
              yes(
                  () -> here.in(() -> take(here, Challenges.Use.ANSWER, digest, NOON)),
                  () -> there.in(() -> take(there, Challenges.Use.ANSWER, digest, NOON))))
          .isEqualTo(1);
    }
  }

  private boolean take(Node node, Challenges.Use use, Opaque digest, Instant now) {
    return node.challenges().take(seller, grace, use, digest, now);
  }

  @Test
  void a_challenge_and_an_offer_end_at_their_instant() {
    Instant end = NOON.plusSeconds(300);
    Challenges.Offer offer = new Challenges.Offer(UUID.randomUUID(), "closed", end);
    here.transactions()
        .run(
            () -> {
              here.challenges().keep(seller, grace, Challenges.Use.ANSWER, digest(1), NOON, end);
              here.challenges().offer(seller, grace, offer);
            });

    assertThat(there.in(() -> take(there, Challenges.Use.ANSWER, digest(1), end))).isFalse();
    assertThat(there.in(() -> there.challenges().offer(seller, grace, end))).isEmpty();
    assertThat(there.in(() -> there.challenges().offer(seller, grace, end.minusSeconds(1))))
        .contains(offer);
    here.transactions().run(() -> here.challenges().withdraw(seller, grace));
    assertThat(there.in(() -> there.challenges().offer(seller, grace, NOON))).isEmpty();
  }

  @Test
  void one_credential_is_one_persons_over_all_sellers() {
    Factor.Means means = new Factor.Means.Passkey(bytes("same" + seller), bytes("k"), 0, false);

    assertThat(here.in(() -> here.factors().add(factor(seller, UUID.randomUUID(), grace, means))))
        .isTrue();
    assertThat(here.in(() -> here.factors().add(factor(neighbour, UUID.randomUUID(), bert, means))))
        .isFalse();
  }

  @Test
  void a_neighbour_neither_sees_nor_uses_nor_removes_a_factor() {
    UUID app = app();

    assertThat(here.in(() -> here.factors().all(neighbour, grace))).isEmpty();
    assertThat(here.in(() -> here.factors().useStep(neighbour, app, 101, NOON))).isFalse();
    here.transactions().run(() -> here.factors().remove(neighbour, app));
    here.transactions().run(() -> here.factors().rename(neighbour, app, "Mine"));
    assertThat(here.in(() -> here.factors().all(seller, grace)))
        .extracting(Factor::name)
        .containsExactly("Phone");

    here.transactions().run(() -> here.factors().rename(seller, app, "Old phone"));
    assertThat(here.in(() -> here.factors().all(seller, grace)))
        .extracting(Factor::name)
        .containsExactly("Old phone");
    here.transactions().run(() -> here.factors().remove(seller, app));
    assertThat(here.in(() -> here.factors().all(seller, grace))).isEmpty();
  }
}
