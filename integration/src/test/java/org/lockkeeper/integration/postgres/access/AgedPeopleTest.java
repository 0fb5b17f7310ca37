package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;

/** What tells of people goes when the log of the same time does. */
class AgedPeopleTest {

  /** Long before anything that other tests keep. */
  private static final Instant THEN = Instant.parse("2001-03-04T05:06:07Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final Transactions transactions = TestDatabase.portal();
  private final PostgresAccounts accounts = new PostgresAccounts(transactions.tenancy());
  private final AgedRecords names = new AgedPeople.Accounts(transactions.tenancy());

  @BeforeEach
  void a_seller() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.run(
        () -> new PostgresSellers(transactions.tenancy()).add(SellerId.PLATFORM, "We", THEN));
  }

  private Account account(SellerId of, Role role) {
    UUID id = UUID.randomUUID();
    Account account =
        new Account(
            of,
            id,
            id + "@people.example",
            "Grace Hopper",
            role,
            false,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    transactions.run(() -> accounts.add(account, "$argon2id$", THEN));
    return account;
  }

  private void leaves(Account account) {
    transactions.run(
        () ->
            new PostgresRoster(transactions.tenancy(), Clock.fixed(THEN, ZoneOffset.UTC))
                .status(account.seller(), account.id(), Account.Status.LEFT, Optional.empty()));
  }

  private int dispose(AgedRecords records, SellerId of, Instant lastToGo, LegalHold... holds) {
    return transactions.in(() -> records.dispose(of, lastToGo, List.of(holds), lastToGo, 100));
  }

  private Account read(Account account) {
    return transactions.in(() -> accounts.byId(account.id())).orElseThrow();
  }

  private long count(String table, SellerId of, UUID id) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(of)
                .count(
                    "select count(*) from " + table + " where seller_id = ? and id = ?",
                    of.value(),
                    id));
  }

  private long passwordsOf(Account account) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(account.seller())
                .count(
                    "select count(*) from access.password_history where account_id = ?",
                    account.id()));
  }

  private void insert(String sql, Object... values) {
    transactions.run(() -> transactions.tenancy().as(SellerId.PLATFORM).run(sql, values));
  }

  @Test
  void who_left_has_no_name_and_no_way_in_any_more_after_so_long_to_the_microsecond() {
    Account left = account(anna, Role.SELLER_VIEWER);
    Account here = account(anna, Role.SELLER_OWNER);
    leaves(left);
    assertThat(dispose(names, anna, THEN.minusNanos(1000))).isZero();
    assertThat(read(left).displayName()).isEqualTo("Grace Hopper");
    assertThat(passwordsOf(left)).isEqualTo(1);
    assertThat(dispose(names, anna, THEN)).isEqualTo(1);
    assertThat(read(left).displayName()).isEmpty();
    assertThat(read(left).login()).isEqualTo("left-" + left.id());
    assertThat(passwordsOf(left)).isZero();
    assertThat(read(here)).isEqualTo(here);
    assertThat(dispose(names, anna, THEN)).as("once").isZero();
  }

  @Test
  void who_is_invited_again_is_no_leaver() {
    Account back = account(anna, Role.SELLER_VIEWER);
    leaves(back);
    transactions.run(
        () ->
            new PostgresRoster(transactions.tenancy(), Clock.fixed(THEN, ZoneOffset.UTC))
                .inviteAgain(back));
    assertThat(dispose(names, anna, THEN)).isZero();
    assertThat(read(back).login()).isEqualTo(back.login());
  }

  @Test
  void the_addresses_of_a_closed_seller_stay_for_its_certificates() {
    Account left = account(anna, Role.SELLER_OWNER);
    leaves(left);
    transactions.run(() -> new PostgresSellers(transactions.tenancy()).close(anna, THEN));
    assertThat(dispose(names, anna, THEN)).isZero();
    assertThat(read(left).login()).isEqualTo(left.login());
  }

  @Test
  void a_hold_of_the_log_keeps_the_names_that_belong_to_it() {
    Account left = account(anna, Role.SELLER_OWNER);
    leaves(left);
    LegalHold hold =
        new LegalHold(
            UUID.randomUUID(),
            anna,
            new LegalHold.Scope.WholeSeller(),
            Set.of(DataKind.AUDIT_LOG),
            "The tax office audits the year.",
            "Tax Code",
            UUID.randomUUID(),
            THEN,
            THEN.plus(Duration.ofDays(1)));
    assertThat(dispose(names, anna, THEN, hold)).isZero();
    assertThat(dispose(names, anna, THEN)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_request", "training", "leaver", "review"})
  void evidence_of_access_goes_from_its_end_on(String table) {
    UUID ours = SellerId.PLATFORM.value();
    UUID id = UUID.randomUUID();
    UUID who = account(SellerId.PLATFORM, Role.ADMIN).id();
    Instant before = THEN.minus(Duration.ofDays(1));
    AgedRecords records =
        switch (table) {
          case "access_request" -> {
            insert(
                """
                insert into access.access_request (seller_id, id, requester, wanted, reason,
                  ends_at, asked_at, state)
                values (?, ?, ?, 'Harbor Goods', 'a long enough reason', ?, ?, 'ASKED')
                """,
                ours,
                id,
                who,
                THEN,
                before);
            yield new AgedPeople.Requests(transactions.tenancy());
          }
          case "training" -> {
            insert(
                """
                insert into access.training (seller_id, id, account_id, done_at, valid_until, proof,
                  recorded_by, recorded_at)
                values (?, ?, ?, ?, ?, 'a course', ?, ?)
                """,
                ours,
                id,
                who,
                before,
                THEN,
                who,
                before);
            yield new AgedPeople.Trainings(transactions.tenancy());
          }
          case "leaver" -> {
            insert(
                """
                insert into access.leaver (seller_id, id, person, done_by, reason, left_at, began_at,
                  disabled_at, done_at, accounts, sessions)
                values (?, ?, ?, ?, 'gone', ?, ?, ?, ?, 1, 0)
                """,
                ours,
                id,
                who,
                who,
                before,
                before,
                before,
                THEN);
            yield new AgedPeople.Leavers(transactions.tenancy());
          }
          default -> {
            insert(
                """
                insert into access.review (seller_id, id, opened_by, opened_at, due_at, closed_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                ours,
                id,
                who,
                before,
                THEN,
                THEN);
            insert(
                """
                insert into access.review_item (seller_id, id, review_id, kind, subject, what, since)
                values (?, ?, ?, 'ACCOUNT', ?, 'ADMIN', ?)
                """,
                ours,
                UUID.randomUUID(),
                id,
                who,
                before);
            yield new AgedPeople.Reviews(transactions.tenancy());
          }
        };
    assertThat(records.holder()).isEqualTo("access." + table);
    assertThat(dispose(records, SellerId.PLATFORM, THEN.minusNanos(1000))).isZero();
    assertThat(count("access." + table, SellerId.PLATFORM, id)).isEqualTo(1);
    assertThat(dispose(records, SellerId.PLATFORM, THEN)).isEqualTo(1);
    assertThat(count("access." + table, SellerId.PLATFORM, id)).isZero();
  }
}
