package org.lockkeeper.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The clock of a demonstration, which a file moves for all parts alike: {@code offset PT2160H} or
 * {@code fixed 2027-02-19T12:00:00Z}. Whoever runs a witness for anything else gives it no such
 * file.
 */
final class ToldClock extends Clock {

  private final Path file;
  private final Clock base;

  ToldClock(Path file, Clock base) {
    this.file = file;
    this.base = base;
  }

  @Override
  public Instant instant() {
    try {
      String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
      String value = line.substring(line.indexOf(' ') + 1).strip();
      if (line.startsWith("fixed ")) {
        return Instant.parse(value);
      }
      if (line.startsWith("offset ")) {
        return base.instant().plus(Duration.parse(value));
      }
    } catch (IOException | DateTimeException e) {
      return base.instant();
    }
    return base.instant();
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ToldClock(file, base.withZone(zone));
  }
}
