package org.lockkeeper.portal.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far back a page of the log looks. */
public enum LogSpan {
  DAY(Duration.ofDays(1)),
  WEEK(Duration.ofDays(7)),
  MONTH(Duration.ofDays(30)),
  /** As long as there is a log. */
  ALL(Duration.ZERO);

  private final Duration length;

  LogSpan(Duration length) {
    this.length = length;
  }

  Instant since(Instant now) {
    return length.isZero() ? Instant.EPOCH : now.minus(length);
  }

  /** As it stands in an address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
