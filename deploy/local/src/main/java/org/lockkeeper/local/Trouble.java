package org.lockkeeper.local;

/** Something the person at the terminal can mend; its text says what and how. */
final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Trouble(String sentence) {
    super(sentence);
  }
}
