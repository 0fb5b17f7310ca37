package org.lockkeeper.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A real time that a test moves by hand. */
final class TestTime extends Clock {

  static final Instant START = Instant.parse("2026-11-21T20:00:00Z");

  private volatile Instant now = START;

  void pass(Duration span) {
    now = now.plus(span);
  }

  long nanos() {
    return Duration.between(START, now).toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
