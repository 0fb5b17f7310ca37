package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.SellerId;

class AccessStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();
  private PostgresAccounts accounts = new PostgresAccounts(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private Account account(SellerId seller) {
    UUID id = UUID.randomUUID();
    Account account =
        new Account(
            seller,
            id,
            id + "@seller.example",
            "Grace",
            Role.SELLER_OWNER,
            false,
            ZoneId.of("America/Boise"),
            Locale.forLanguageTag("es"),
            Account.Theme.DARK);
    transactions.run(() -> accounts.add(account, "$argon2id$", NOON));
    return account;
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void an_account_is_found_by_its_login_or_its_id(Wall wall) {
    transactions = wall.transactions();
    accounts = new PostgresAccounts(transactions.tenancy());
    Account grace = account(anna);
    account(bert);
    assertThat(transactions.in(() -> accounts.byLogin(grace.login())).orElseThrow().account())
        .isEqualTo(grace);
    assertThat(transactions.in(() -> accounts.byId(grace.id()))).contains(grace);
    assertThat(transactions.in(() -> accounts.byLogin("nobody@seller.example"))).isEmpty();
    assertThat(transactions.in(() -> accounts.byLogin(""))).isEmpty();
    assertThat(transactions.in(() -> accounts.byId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void a_choice_and_a_sign_in_are_kept() {
    Account grace = account(anna);
    transactions.run(
        () -> {
          accounts.prefer(grace, ZoneId.of("UTC"), Locale.ENGLISH, Account.Theme.LIGHT);
          accounts.signedIn(grace, NOON);
        });
    Account back = transactions.in(() -> accounts.byId(grace.id())).orElseThrow();
    assertThat(back.theme()).isEqualTo(Account.Theme.LIGHT);
    assertThat(back.zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void an_entity_that_was_read_is_not_there_for_another_seller() {
    Account grace = account(anna);
    AccountRow.Key key = new AccountRow.Key(anna.value(), grace.id());
    transactions.run(
        () -> {
          AccountRow row = transactions.tenancy().entitiesOf(anna).find(AccountRow.class, key);
          assertThat(row).isNotNull();
          row.prefer(ZoneId.of("UTC"), Locale.ENGLISH, Account.Theme.LIGHT);
        });
    transactions.run(
        () ->
            assertThat(transactions.tenancy().entitiesOf(bert).find(AccountRow.class, key))
                .isNull());
    assertThatThrownBy(() -> transactions.tenancy().entitiesOf(bert))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void who_knows_a_login_sees_that_row_and_no_other() {
    Account grace = account(anna);
    account(anna);
    transactions.run(
        () -> {
          transactions
              .tenancy()
              .knowing(org.lockkeeper.integration.postgres.Tenancy.Key.LOGIN, grace.login());
          assertThat(transactions.tenancy().ofNobody().count("select count(*) from access.account"))
              .isEqualTo(1);
        });
  }

  @Test
  void a_seller_is_added_once_and_named_to_itself_only() {
    PostgresSellers sellers = new PostgresSellers(transactions.tenancy());
    transactions.run(() -> sellers.add(anna, "Another name", NOON));
    assertThat(transactions.in(() -> sellers.name(anna))).contains("S");
    assertThat(transactions.in(sellers::ids))
        .contains(anna, bert)
        .doesNotContain(SellerId.PLATFORM);
  }

  @ParameterizedTest(name = "{0} after the first failure: {1} failures")
  @CsvSource({"PT0S, 2", "PT14M59S, 2", "PT14M59.999999S, 2", "PT15M, 0", "PT15M1S, 0"})
  void failures_count_until_exactly_the_end_of_their_window(Duration since, int failures) {
    PostgresSignInThrottle throttle = new PostgresSignInThrottle(transactions.tenancy());
    byte[] subject = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    Instant end = NOON.plus(Duration.ofMinutes(15));
    transactions.run(
        () -> {
          throttle.failed(subject, NOON, end);
          throttle.failed(subject, NOON.plusSeconds(60), end.plusSeconds(60));
          assertThat(throttle.failures(subject, NOON.plus(since))).isEqualTo(failures);
          throttle.failed(subject, end, end.plusSeconds(900));
          assertThat(throttle.failures(subject, end)).isEqualTo(1);
          throttle.clear(subject);
          assertThat(throttle.failures(subject, end)).isZero();
        });
  }
}
