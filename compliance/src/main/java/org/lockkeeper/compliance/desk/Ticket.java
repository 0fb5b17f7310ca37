package org.lockkeeper.compliance.desk;

import java.util.regex.Pattern;

/** The number of a ticket: letters, digits and a few signs, and nothing of a person. */
final class Ticket {

  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9#][A-Za-z0-9#/_.-]{1,31}");

  private Ticket() {}

  static boolean is(String text) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches()
        && stripped.chars().anyMatch(Character::isDigit)
        && PlainNote.fault(stripped).isEmpty();
  }
}
