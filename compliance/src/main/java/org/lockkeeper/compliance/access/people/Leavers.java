package org.lockkeeper.compliance.access.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who left, and how fast it was done. Works in the caller's transaction, for the platform. */
public interface Leavers {

  void add(Leaver fresh);

  /** One, held until the transaction ends. */
  Optional<Leaver> hold(UUID id);

  /** Notes that nothing is left to do. */
  void done(UUID id, Instant at);

  /** The newest first. */
  List<Leaver> newest(int limit);

  /**
   * Somebody who left.
   *
   * @param person of whom all identities are over
   * @param leftAt when the person went, as whoever did this says
   * @param disabledAt when no identity opened anything any more
   * @param assignments how many were open when the person was disabled; all of them are ended
   * @param flagged how many secrets are replaced because the person saw them
   * @param handedTo who goes on with the sellers of the person
   */
  record Leaver(
      UUID id,
      UUID person,
      UUID doneBy,
      String reason,
      Instant leftAt,
      Instant beganAt,
      Instant disabledAt,
      Optional<Instant> doneAt,
      int accounts,
      int sessions,
      int assignments,
      int flagged,
      Optional<UUID> handedTo) {

    /** From when the person went until no identity opened anything. */
    public Duration took() {
      return Duration.between(leftAt, disabledAt);
    }
  }
}
