package org.lockkeeper.integration.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Assignments.Assignment;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;

class AssignmentStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID staff = UUID.randomUUID();
  private final Transactions transactions = TestDatabase.portal();
  private final PostgresAssignments assignments = new PostgresAssignments(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private Assignment fresh(SellerId seller, Instant since) {
    return new Assignment(
        seller,
        UUID.randomUUID(),
        staff,
        "first line",
        UUID.randomUUID(),
        since,
        since.plus(Duration.ofDays(30)),
        Optional.empty());
  }

  private boolean grant(Assignment fresh) {
    return transactions.in(() -> assignments.grant(fresh));
  }

  @ParameterizedTest(name = "{0} after it began: counts = {1}")
  @CsvSource({"PT-1S, false", "PT0S, true", "P29DT23H59M59S, true", "P30D, false", "P31D, false"})
  void an_assignment_counts_until_exactly_its_end(Duration since, boolean counts) {
    grant(fresh(anna, NOON));
    assertThat(transactions.in(() -> assignments.assigned(staff, anna, NOON.plus(since))))
        .isEqualTo(counts);
    assertThat(transactions.in(() -> assignments.assigned(staff, bert, NOON.plus(since))))
        .isFalse();
  }

  @Test
  void a_person_has_one_assignment_for_a_seller_at_a_time_and_another_after_its_end() {
    assertThat(grant(fresh(anna, NOON))).isTrue();
    assertThat(grant(fresh(anna, NOON.plusSeconds(1)))).isFalse();
    assertThat(grant(fresh(bert, NOON))).isTrue();
    assertThat(transactions.in(() -> assignments.sellersOf(staff, NOON)))
        .containsExactlyInAnyOrder(anna, bert);
    assertThat(grant(fresh(anna, NOON.plus(Duration.ofDays(30))))).isTrue();
    assertThat(transactions.in(() -> assignments.of(anna))).hasSize(2);
    assertThat(transactions.in(() -> assignments.openOf(staff))).hasSize(2);
  }

  @Test
  void what_was_ended_counts_no_more_and_is_ended_once() {
    Assignment granted = fresh(anna, NOON);
    grant(granted);
    assertThat(transactions.in(() -> assignments.end(anna, granted.id(), NOON.plusSeconds(5))))
        .isTrue();
    assertThat(transactions.in(() -> assignments.end(anna, granted.id(), NOON.plusSeconds(6))))
        .isFalse();
    assertThat(transactions.in(() -> assignments.sellersOf(staff, NOON))).isEmpty();
    assertThat(transactions.in(() -> assignments.open(10_000)))
        .noneMatch(open -> open.staff().equals(staff));
    assertThat(transactions.in(() -> assignments.end(bert, granted.id(), NOON))).isFalse();
  }

  @Test
  void the_last_use_is_the_last_trace_in_the_log_of_that_seller() {
    assertThat(transactions.in(() -> assignments.lastUsed(anna, staff))).isEmpty();
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    """
                    insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
                    values (?, ?, ?, ?, 'desk.found', 'order:1', '{}')
                    """,
                    anna.value(),
                    UUID.randomUUID(),
                    NOON,
                    "person:" + staff));
    assertThat(transactions.in(() -> assignments.lastUsed(anna, staff))).contains(NOON);
    assertThat(transactions.in(() -> assignments.lastUsed(bert, staff))).isEmpty();
  }
}
