package org.lockkeeper.portal.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.registers.RegisterKind;

/** An empty register is not shown as if it were kept. */
class RegisterMarkTest {

  @ParameterizedTest(name = "entries {0}, overdue {1}, soon {2}, duty {3}, done {4}, late {5}: {6}")
  @CsvSource({
    "0, 0, 0, true, false, false, EMPTY",
    "0, 0, 0, false, false, false, EMPTY",
    "0, 0, 0, true, true, false, GOOD",
    "0, 0, 0, true, true, true, LATE",
    "0, 0, 0, false, true, false, GOOD",
    "3, 0, 0, true, false, false, NEVER",
    "3, 0, 0, false, false, false, GOOD",
    "3, 0, 0, true, true, false, GOOD",
    "3, 0, 1, true, false, false, SOON",
    "3, 1, 1, true, true, true, OVERDUE"
  })
  void what_is_empty_or_was_never_done_is_not_good(
      int entries,
      int overdue,
      int soon,
      boolean duty,
      boolean done,
      boolean late,
      RegisterMark mark) {
    assertThat(RegisterMark.of(entries, overdue, soon, duty, done, late)).isEqualTo(mark);
  }

  @Test
  void what_is_closed_counts_only_where_closing_is_the_aim() {
    for (RegisterKind kind : RegisterKind.values()) {
      boolean aim =
          List.of(RegisterKind.SCAN, RegisterKind.PENETRATION_TEST, RegisterKind.VULNERABILITY)
              .contains(kind);
      assertThat(RegisterMark.entries(kind, 2, 3)).as(kind.word()).isEqualTo(aim ? 5 : 2);
    }
  }
}
