package org.lockkeeper.compliance.registers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The registers that are kept. */
public enum RegisterKind {
  /** Software, devices and services, and what protects them. */
  ASSET("R-41", "asset-list"),
  /** Known weaknesses and by when they are fixed. */
  VULNERABILITY("R-54", ""),
  /** Scans for weaknesses. */
  SCAN("R-53", "vulnerability-scan"),
  /** Penetration tests and their retests. */
  PENETRATION_TEST("R-55", "penetration-test"),
  /** Trainings; kept where people are, and shown here. */
  TRAINING("R-12", "training"),
  /** Whom data is given to; the promise is nobody. */
  SUB_PROCESSOR("R-56", "third-parties"),
  /** Risks, signed for by senior management. */
  RISK("R-23", "risk-assessment"),
  /** What was changed, where it was tested, and who agreed. */
  CHANGE("R-42", ""),
  /** Documents that say how we work. */
  POLICY("R-25", "plan-review"),
  /** What platforms have on file of us. */
  REGISTRATION("R-63", "registration-check");

  private final String source;
  private final String clock;

  RegisterKind(String source, String clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The requirement that asks for it. */
  public String source() {
    return source;
  }

  /** The clock on the wall that it turns; empty if each entry has its own. */
  public Optional<String> clock() {
    return Optional.of(clock).filter(name -> !name.isEmpty());
  }

  /** The name in addresses and texts, such as {@code sub-processor}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The register of that name. */
  public static Optional<RegisterKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
