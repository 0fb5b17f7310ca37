package org.lockkeeper.retention;

import java.time.Instant;
import java.util.UUID;

/** How far a deletion case has come. A new stage is a compile error wherever it matters. */
public sealed interface Stage {

  /** When this stage began. */
  Instant since();

  /**
   * An admin asks for it; another one has to agree.
   *
   * @param by the account of the one who asks
   */
  record Proposed(Instant since, UUID by) implements Stage {}

  /**
   * Asked for, and can still be taken back.
   *
   * @param until the first instant at which it begins
   */
  record CoolingOff(Instant since, Instant until) implements Stage {}

  /** To be begun at once. */
  record Open(Instant since) implements Stage {}

  /** Store after store lets go. */
  record Erasing(Instant since) implements Stage {}

  /** Every store has proved zero; backups may still hold something. */
  record Verified(Instant since) implements Stage {}

  /** No backup holds anything of it either. */
  record Closed(Instant since) implements Stage {}

  /** Taken back before anything went. */
  record Withdrawn(Instant since) implements Stage {}

  /** Whether there still is something to erase. */
  default boolean live() {
    return switch (this) {
      case Proposed p -> true;
      case CoolingOff c -> true;
      case Open o -> true;
      case Erasing e -> true;
      case Verified v -> false;
      case Closed c -> false;
      case Withdrawn w -> false;
    };
  }

  /** Whether it has been decided and nothing takes it back any more. */
  default boolean decided() {
    return switch (this) {
      case Proposed p -> false;
      case CoolingOff c -> false;
      case Open o -> true;
      case Erasing e -> true;
      case Verified v -> true;
      case Closed c -> true;
      case Withdrawn w -> false;
    };
  }
}
