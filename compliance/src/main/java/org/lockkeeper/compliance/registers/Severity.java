package org.lockkeeper.compliance.registers;

import java.math.BigDecimal;

/** How bad a weakness is, the worst first. */
public enum Severity {
  CRITICAL("9.0"),
  HIGH("7.0"),
  MEDIUM("4.0"),
  LOW("0.1"),
  INFO("0.0");

  private final BigDecimal from;

  Severity(String from) {
    this.from = new BigDecimal(from);
  }

  /**
   * The band of a CVSS score (CVSS 3.1, section 5; 4.0, section 6).
   *
   * @param score from 0 to 10
   */
  public static Severity of(BigDecimal score) {
    for (Severity each : values()) {
      if (score.compareTo(each.from) >= 0) {
        return each;
      }
    }
    return INFO;
  }

  /** The worse of two. */
  public Severity worst(Severity other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
