package org.lockkeeper.integration.postgres.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.credentials.Grant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

class CredentialsStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();
  private PostgresAuthorizations grants = new PostgresAuthorizations(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
  }

  private static byte[] digest(UUID token) {
    return EndpointToken.read(token.toString()).orElseThrow().digest();
  }

  private Authorization granted(SellerId seller, UUID token) {
    Authorization grant =
        Authorization.granted(
            new ConnectionId(UUID.randomUUID()),
            seller,
            Platform.AMAZON,
            new Grant(
                "account-" + token,
                "Anna's account",
                Set.of("read_orders", "write_fulfillments"),
                Map.of("region", "eu"),
                Optional.of(NOON.plusSeconds(60)),
                new Tokens(
                    TokenStyle.REPLACED,
                    Secret.of("hush"),
                    Optional.of(NOON.plusSeconds(30)),
                    Optional.empty())),
            NOON);
    transactions.run(() -> grants.add(grant, digest(token)));
    return grant;
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_grant_comes_back_as_it_went_and_to_its_seller_only(Wall wall) {
    transactions = wall.transactions();
    grants = new PostgresAuthorizations(transactions.tenancy());
    Authorization grant = granted(anna, UUID.randomUUID());
    ConnectionId id = grant.snapshot().id();
    assertThat(transactions.in(() -> grants.find(anna, id)).orElseThrow().snapshot())
        .isEqualTo(grant.snapshot());
    assertThat(transactions.in(() -> grants.all(anna))).hasSize(2);
    assertThat(transactions.in(() -> grants.find(bert, id))).isEmpty();
    assertThat(transactions.in(() -> grants.all(bert))).hasSize(1);

    grant.lapsed(NOON.plusSeconds(1), Standing.Cause.REFUSED);
    grant.secretReplaced(Optional.of(NOON.plusSeconds(90)));
    transactions.run(() -> grants.save(grant));
    assertThat(transactions.in(() -> grants.find(anna, id)).orElseThrow().snapshot())
        .isEqualTo(grant.snapshot());

    grant.revoked(NOON.plusSeconds(2));
    transactions.run(() -> grants.save(grant));
    assertThat(transactions.in(() -> grants.find(anna, id)).orElseThrow().snapshot())
        .isEqualTo(grant.snapshot());
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void an_address_leads_to_the_one_grant_of_exactly_its_digest(Wall wall) {
    transactions = wall.transactions();
    grants = new PostgresAuthorizations(transactions.tenancy());
    UUID annas = UUID.randomUUID();
    Authorization grant = granted(anna, annas);
    granted(bert, UUID.randomUUID());
    assertThat(transactions.in(() -> grants.behindEndpoint(digest(annas))).orElseThrow().snapshot())
        .isEqualTo(grant.snapshot());
    assertThat(transactions.in(() -> grants.behindEndpoint(digest(UUID.randomUUID())))).isEmpty();
    assertThat(transactions.in(() -> grants.behindEndpoint(new byte[0]))).isEmpty();
  }

  @Test
  void who_knows_an_address_sees_that_row_and_no_other() {
    UUID annas = UUID.randomUUID();
    granted(anna, annas);
    transactions.run(
        () -> {
          grants.behindEndpoint(digest(annas));
          assertThat(
                  transactions
                      .tenancy()
                      .ofNobody()
                      .count("select count(*) from credentials.grant_of_seller"))
              .isEqualTo(1);
        });
  }

  @Test
  void one_account_is_open_to_us_through_one_seller() {
    UUID token = UUID.randomUUID();
    granted(anna, token);
    assertThatThrownBy(() -> granted(bert, token))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23505");
  }
}
