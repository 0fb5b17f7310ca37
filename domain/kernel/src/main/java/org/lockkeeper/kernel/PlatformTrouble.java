package org.lockkeeper.kernel;

import java.time.Duration;
import java.util.Optional;

/**
 * An outside platform could not or would not serve a call. The text names the operation and the
 * kind, never what was sent or answered.
 */
public final class PlatformTrouble extends RuntimeException {

  /** What went wrong, as far as it decides what to do next. */
  public enum Kind {
    /** Too many calls; try again after the pause. */
    THROTTLED,
    /** The platform is down, slow or unreachable, and certainly did nothing. */
    UNAVAILABLE,
    /** No answer that tells whether the call took effect: look before you call again. */
    DOUBTFUL,
    /** The seller's grant is gone or lacks a right: a person has to authorise again. */
    UNAUTHORIZED,
    /** The platform understood and refused; the same call will be refused again. */
    REFUSED
  }

  private final Kind kind;
  private final Optional<Duration> retryAfter;

  public PlatformTrouble(String operation, Kind kind) {
    this(operation, kind, Optional.empty());
  }

  /**
   * @param retryAfter the pause that the platform asked for, where it did
   */
  public PlatformTrouble(String operation, Kind kind, Optional<Duration> retryAfter) {
    super(operation + ": " + kind);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
