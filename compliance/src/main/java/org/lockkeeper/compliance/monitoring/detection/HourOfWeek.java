package org.lockkeeper.compliance.monitoring.detection;

import java.time.Instant;

/** The 168 hours of a week, from Monday at midnight UTC: 0 to 167. */
public final class HourOfWeek {

  /** How many there are. */
  public static final int COUNT = 168;

  private static final long HOUR = 3600;

  /** 1970-01-01 was a Thursday: three days after a Monday. */
  private static final long FROM_MONDAY = 72;

  private HourOfWeek() {}

  /** The one in which an instant lies. */
  public static int of(Instant at) {
    return at(Math.floorDiv(at.getEpochSecond(), HOUR));
  }

  /** The one of an hour that is counted since 1970. */
  static int at(long hour) {
    return Math.floorMod(hour + FROM_MONDAY, COUNT);
  }

  /** Whether it lies on Saturday or Sunday. */
  static boolean weekend(int slot) {
    return slot >= 120;
  }
}
