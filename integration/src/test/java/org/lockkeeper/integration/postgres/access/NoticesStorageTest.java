package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.SellerId;

class NoticesStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID annas = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, annas);
    transactions.seller(bert, UUID.randomUUID());
  }

  private Notice notice(int days) {
    return new Notice(
        anna,
        UUID.randomUUID(),
        Notice.Kind.CONSENT_ENDS,
        "connection:" + annas,
        "amazon",
        "Harbor Goods",
        NOON,
        days,
        NOON.minusSeconds(60),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void the_same_warning_is_raised_once_and_belongs_to_its_seller(Wall wall) {
    transactions = wall.transactions();
    PostgresNotices notices = new PostgresNotices(transactions.tenancy());
    Notice first = notice(30);
    assertThat(transactions.in(() -> notices.raise(first))).isTrue();
    assertThat(transactions.in(() -> notices.raise(notice(30)))).isFalse();
    assertThat(transactions.in(() -> notices.raise(notice(14)))).isTrue();
    assertThat(transactions.in(() -> notices.find(anna, first.id()))).contains(first);
    assertThat(transactions.in(() -> notices.find(bert, first.id()))).isEmpty();
    assertThat(transactions.in(() -> notices.open(anna))).hasSize(2);
    assertThat(transactions.in(() -> notices.open(bert))).isEmpty();
    transactions.run(() -> notices.dismiss(bert, first.id(), NOON));
    assertThat(transactions.in(() -> notices.open(anna))).hasSize(2);
    transactions.run(() -> notices.dismiss(anna, first.id(), NOON));
    assertThat(transactions.in(() -> notices.open(anna))).hasSize(1);
    assertThat(transactions.in(() -> notices.raise(notice(30))))
        .as("put away is not new")
        .isFalse();
  }

  @Test
  void a_mail_is_noted_once_for_each_person() {
    PostgresNotices notices = new PostgresNotices(transactions.tenancy());
    Notice notice = notice(7);
    UUID person = UUID.randomUUID();
    transactions.run(
        () -> {
          transactions
              .tenancy()
              .as(anna)
              .run(
                  """
                  insert into access.account (seller_id, id, login, display_name, role,
                    password_hash, created_at, version)
                  values (?, ?, ?, 'A', 'SELLER_OWNER', 'x', now(), 1)
                  """,
                  anna.value(),
                  person,
                  person + "@x.example");
          notices.raise(notice);
        });
    assertThat(transactions.in(() -> notices.mayMail(anna, notice.id(), person))).isTrue();
    transactions.run(() -> notices.mailed(anna, notice.id(), person, NOON));
    transactions.run(() -> notices.mailed(anna, notice.id(), person, NOON));
    assertThat(transactions.in(() -> notices.mayMail(anna, notice.id(), person))).isFalse();
    assertThat(
            transactions.in(
                () -> new PostgresAccounts(transactions.tenancy()).all(anna).getFirst().id()))
        .isEqualTo(person);
  }

  @Test
  void sellers_are_found_of_whom_something_ends() {
    PostgresNotices notices = new PostgresNotices(transactions.tenancy());
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    "update credentials.grant_of_seller set consent_until = ? where seller_id = ?",
                    NOON,
                    anna.value()));
    assertThat(transactions.in(() -> notices.sellersWithEnds(NOON)))
        .contains(anna)
        .doesNotContain(bert);
    assertThat(transactions.in(() -> notices.sellersWithEnds(NOON.minusSeconds(1))))
        .doesNotContain(anna);
  }
}
