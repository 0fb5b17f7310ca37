package org.lockkeeper.incidents;

/** How bad it is: 1 is the worst. Says who is woken, never by when others have to be told. */
public enum Severity {
  /** Data of buyers is known to have left, or it still goes on. */
  SEV1(1),
  /** Likely, or many are concerned. */
  SEV2(2),
  /** Possible, and narrow. */
  SEV3(3),
  /** Nothing of a person is concerned. */
  SEV4(4);

  private final int level;

  Severity(int level) {
    this.level = level;
  }

  /** Its number, 1 to 4. */
  public int level() {
    return level;
  }
}
