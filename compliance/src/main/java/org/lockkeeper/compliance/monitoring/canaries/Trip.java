package org.lockkeeper.compliance.monitoring.canaries;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * Somebody reached for a canary. Ids only; the same reach again within the hour is the same trip.
 *
 * @param actor as the audit log names whoever it was, such as {@code person:0190…}
 * @param way what was called
 */
public record Trip(
    UUID id,
    SellerId seller,
    OrderId order,
    String actor,
    String way,
    Instant at,
    Optional<UUID> alert,
    Optional<IncidentId> incident) {

  private static final int LONGEST_WAY = 60;
  private static final int LONGEST_ACTOR = 80;
  private static final String PERSON = "person:";

  /**
   * @throws IllegalArgumentException if the way or the actor is longer than is kept
   */
  public Trip {
    if (way.length() > LONGEST_WAY || actor.length() > LONGEST_ACTOR) {
      throw new IllegalArgumentException("a trip names a way and an actor, both short");
    }
  }

  /** The account of the person, if it was one. */
  public Optional<UUID> person() {
    return actor.startsWith(PERSON)
        ? Optional.of(UUID.fromString(actor.substring(PERSON.length())))
        : Optional.empty();
  }
}
