package org.lockkeeper.retention;

import java.time.Instant;

/** What a certificate certifies; a deletion case gets one of each. */
public enum CertificateStage {
  /** Nothing is left where the product works. */
  LIVE_ERASED(1),
  /** Nothing is left in any backup that anybody could read. */
  BACKUPS_UNREADABLE(2);

  private final int number;

  CertificateStage(int number) {
    this.number = number;
  }

  /** Its number, as it stands on the certificate. */
  public int number() {
    return number;
  }

  /**
   * The stage of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CertificateStage of(int number) {
    for (CertificateStage stage : values()) {
      if (stage.number == number) {
        return stage;
      }
    }
    throw new IllegalArgumentException("certificates have stages 1 and 2");
  }

  /** Whether what the stage certifies is true at that instant. */
  public boolean reached(ErasureReport report, Instant now) {
    return switch (this) {
      case LIVE_ERASED -> !now.isBefore(report.erasedAt());
      case BACKUPS_UNREADABLE ->
          !now.isBefore(report.backupsEndAt())
              || report.keysDestroyedAt().filter(at -> !now.isBefore(at)).isPresent();
    };
  }
}
