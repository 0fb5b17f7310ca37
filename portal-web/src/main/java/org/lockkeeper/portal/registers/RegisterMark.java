package org.lockkeeper.portal.registers;

import org.lockkeeper.compliance.registers.RegisterKind;

/** How a whole register stands, in one word: what is empty or was never done is not well. */
enum RegisterMark {
  OVERDUE("danger"),
  /** No entry is overdue, and the duty of the whole register is. */
  LATE("danger"),
  SOON("warning"),
  /** Nothing is entered, and nobody has shown that there is nothing to enter. */
  EMPTY("warning"),
  /** Something is entered, and the duty of the register was never done. */
  NEVER("warning"),
  GOOD("good");

  private final String look;

  RegisterMark(String look) {
    this.look = look;
  }

  /** The color that it is shown in. */
  String look() {
    return look;
  }

  /**
   * How many entries show that a register is kept. What is closed counts where being closed is the
   * aim: a scan and a test are over when they are entered, and a weakness is to be fixed. A
   * register of anything else that has nothing but closed entries is empty.
   */
  static int entries(RegisterKind kind, int living, int closed) {
    return switch (kind) {
      case SCAN, PENETRATION_TEST, VULNERABILITY -> living + closed;
      default -> living;
    };
  }

  /**
   * How it stands.
   *
   * @param duty whether something is done of the register as a whole
   * @param done whether that was ever done; of a register without such a duty, whether something
   *     else shows that being empty is right
   * @param late whether it should have been done again
   */
  static RegisterMark of(
      int entries, int overdue, int soon, boolean duty, boolean done, boolean late) {
    if (overdue > 0) {
      return OVERDUE;
    }
    if (late) {
      return LATE;
    }
    if (soon > 0) {
      return SOON;
    }
    if (entries == 0 && !done) {
      return EMPTY;
    }
    return duty && !done ? NEVER : GOOD;
  }
}
