package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.compliance.disposal.LedgerMarks;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;

class LedgerMarksTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Transactions transactions = TestDatabase.portal();
  private final LedgerMarks marks = new PostgresLedgerMarks(transactions.tenancy());

  private static ErasureLedger.Line line(long position) {
    return new ErasureLedger.Line(
        position,
        UUID.randomUUID(),
        new SellerId(UUID.randomUUID()),
        new ErasureLedger.Scope.WholeSeller(),
        "policy",
        NOON,
        String.format("%064x", position));
  }

  @BeforeEach
  void no_marks() {
    TestDatabase.unwalled()
        .run(
            () ->
                TestDatabase.unwalled()
                    .tenancy()
                    .ofNobody()
                    .run("delete from retention.ledger_mark"));
  }

  @Test
  void what_is_marked_is_known_and_what_lies_between_is_missing() {
    assertThat(transactions.in(marks::marked))
        .isEqualTo(new LedgerMarks.Extent(0, Optional.empty()));
    ErasureLedger.Line third = line(3);
    transactions.run(
        () -> {
          marks.mark(line(1), NOON);
          marks.mark(third, NOON);
          marks.mark(third, NOON);
        });
    assertThat(transactions.in(marks::marked))
        .isEqualTo(new LedgerMarks.Extent(2, Optional.of(new LedgerMarks.Mark(3, third.hash()))));
    assertThat(transactions.in(() -> marks.missing(0, 4))).containsExactly(2L, 4L);
    assertThat(transactions.in(() -> marks.missing(2, 4))).containsExactly(4L);
    assertThat(transactions.in(() -> marks.takeTurn(third))).isTrue();
    assertThat(transactions.in(() -> marks.takeTurn(line(2)))).isFalse();
  }

  @Test
  void only_a_transaction_that_was_rolled_back_withdraws() {
    List<String> told = new ArrayList<>();
    transactions.run(() -> marks.ifRolledBack(() -> told.add("undone")));
    assertThat(told).isEmpty();
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      marks.ifRolledBack(() -> told.add("undone"));
                      throw new IllegalStateException("stop");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(told).containsExactly("undone");
  }
}
