package org.lockkeeper.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** The product's time, which the sandbox may have moved; without its file, real time. */
final class ProductTime {

  private final Path file;
  private final Clock real;

  ProductTime(Path data) {
    this.file = data.resolve("clock");
    this.real = Clock.systemUTC();
  }

  Instant now() {
    try {
      String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
      String value = line.substring(line.indexOf(' ') + 1).strip();
      if (line.startsWith("fixed ")) {
        return Instant.parse(value);
      }
      if (line.startsWith("offset ")) {
        return real.instant().plus(Duration.parse(value));
      }
    } catch (IOException | DateTimeException e) {
      return real.instant();
    }
    return real.instant();
  }
}
