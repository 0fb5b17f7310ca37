package org.lockkeeper.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is known of both clocks. Belongs to no seller; works in the caller's transaction. */
public interface ClockStops {

  /** The database's clock, which ticks within a transaction too. */
  Instant reference();

  /** Both clocks as the last run that was let through read them. */
  Optional<ClockGuard.Reading> last();

  /** Remembers a reading that was believed, and ends a stop. */
  void believed(ClockGuard.Reading reading);

  /** The latest stop that is not over, for a change of it. */
  Optional<ClockGuard.Stop> open();

  /** Notes a stop. */
  void stopped(ClockGuard.Stop stop);

  /** Notes that an admin says that the clock is right. */
  void confirmed(UUID id, UUID admin, Instant at);
}
