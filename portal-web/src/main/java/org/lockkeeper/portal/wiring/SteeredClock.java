package org.lockkeeper.portal.wiring;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that a file steers: {@code offset PT2160H} runs that much ahead, {@code fixed
 * 2027-02-19T12:00:00Z} stands still. For demonstrations and tests; production refuses to start
 * with one. A file that cannot be read leaves the time as it was last told.
 */
final class SteeredClock extends Clock {

  private static final System.Logger LOG = System.getLogger(SteeredClock.class.getName());
  private static final long LOOK_EVERY_NANOS = 100_000_000L;

  private final Path file;
  private final Clock base;
  private volatile Told told = new Told("", System.nanoTime() - LOOK_EVERY_NANOS);

  SteeredClock(Path file, Clock base) {
    this.file = file;
    this.base = base;
  }

  private record Told(String line, long readAt) {}

  @Override
  public Instant instant() {
    String line = line();
    String value = line.substring(line.indexOf(' ') + 1).strip();
    try {
      if (line.startsWith("fixed ")) {
        return Instant.parse(value);
      }
      if (line.startsWith("offset ")) {
        return base.instant().plus(Duration.parse(value));
      }
    } catch (DateTimeException e) {
      LOG.log(Level.WARNING, "clock.unreadable");
    }
    return base.instant();
  }

  private String line() {
    Told last = told;
    if (System.nanoTime() - last.readAt() < LOOK_EVERY_NANOS) {
      return last.line();
    }
    String line = last.line();
    try {
      line = Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "clock.file.missing");
    }
    told = new Told(line, System.nanoTime());
    return line;
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SteeredClock(file, base.withZone(zone));
  }
}
