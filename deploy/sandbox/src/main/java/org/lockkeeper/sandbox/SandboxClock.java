package org.lockkeeper.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pretend time, and the only place that asks for the real one.
 *
 * <p>It is kept in a file of one line that the product may read too: {@code offset P1D} runs a day
 * ahead of real time, {@code fixed 2026-11-21T20:00:00Z} stands still. The file is replaced in one
 * step, so a reader sees the old line or the new one.
 */
final class SandboxClock {

  private final Path file;
  private final Clock real;
  private Duration offset = Duration.ZERO;
  private @Nullable Instant fixed;

  /**
   * @throws IllegalArgumentException if the file exists and holds something else than one of the
   *     two lines
   */
  SandboxClock(Path file, Clock real) {
    this.file = file;
    this.real = real;
    if (Files.exists(file)) {
      read();
    } else {
      write();
    }
  }

  /** The pretend now, in whole milliseconds. */
  synchronized Instant now() {
    Instant now = fixed != null ? fixed : real.instant().plus(offset);
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The real now: for retry schedules and faults, which a leap of the pretend time must not move.
   */
  Instant realNow() {
    return real.instant();
  }

  synchronized boolean isFixed() {
    return fixed != null;
  }

  /** How far the pretend time is from the real one. */
  synchronized Duration offset() {
    return fixed != null ? between(fixed) : offset;
  }

  synchronized void setOffset(Duration newOffset) {
    fixed = null;
    offset = newOffset;
    write();
  }

  /** Leaps forward (or back) and leaves a frozen clock frozen. */
  synchronized void add(Duration span) {
    if (fixed != null) {
      fixed = fixed.plus(span);
    } else {
      offset = offset.plus(span);
    }
    write();
  }

  /** Goes to an instant; a running clock runs on from there. */
  synchronized void set(Instant instant) {
    if (fixed != null) {
      fixed = instant;
    } else {
      offset = between(instant);
    }
    write();
  }

  synchronized void freeze(Instant at) {
    fixed = at;
    write();
  }

  /** Lets a frozen clock run on from where it stands. */
  synchronized void run() {
    if (fixed != null) {
      offset = between(fixed);
      fixed = null;
      write();
    }
  }

  synchronized String line() {
    return fixed != null ? "fixed " + fixed : "offset " + offset;
  }

  private Duration between(Instant pretend) {
    return Duration.between(real.instant().truncatedTo(ChronoUnit.MILLIS), pretend);
  }

  private void read() {
    try {
      String line = Files.readString(file).strip();
      if (line.startsWith("offset ")) {
        offset = Duration.parse(line.substring("offset ".length()).strip());
      } else if (line.startsWith("fixed ")) {
        fixed = Instant.parse(line.substring("fixed ".length()).strip());
      } else {
        throw new IllegalArgumentException(
            "the clock file " + file + " should hold 'offset PT0S' or 'fixed <instant>'");
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the clock file " + file + " holds no time I can read", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the clock file " + file, e);
    }
  }

  private void write() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
      Files.writeString(fresh, line() + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the clock file " + file, e);
    }
  }
}
