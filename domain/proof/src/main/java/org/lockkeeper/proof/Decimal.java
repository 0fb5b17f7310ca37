package org.lockkeeper.proof;

/** Whole numbers in ASCII digits without leading zeroes, from 0 to 2^63 - 1. */
final class Decimal {

  private Decimal() {}

  static long parse(String what, String text) {
    if (!text.matches("0|[1-9][0-9]{0,18}")) {
      throw new ProofRefused("The " + what + " is not a number without leading zeroes.");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProofRefused("The " + what + " is too large.", e);
    }
  }
}
