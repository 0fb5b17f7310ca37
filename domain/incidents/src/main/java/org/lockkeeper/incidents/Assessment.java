package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was found of one party's data, such as Amazon's, with the evidence. Never changed; a
 * new one takes its place.
 *
 * @param evidence what in the locker shows it; ruling out needs some
 * @param signedBy another person who agrees; ruling out counts only then
 */
public record Assessment(
    UUID id,
    Party party,
    Finding finding,
    String reason,
    List<UUID> evidence,
    UUID by,
    Instant at,
    Optional<UUID> signedBy,
    Optional<Instant> signedAt) {

  public Assessment {
    evidence = List.copyOf(evidence);
  }

  /** Whether it takes the duty away. */
  public boolean rulesOut() {
    return finding == Finding.RULED_OUT && signedBy.isPresent();
  }

  Assessment signed(UUID person, Instant when) {
    return new Assessment(
        id, party, finding, reason, evidence, by, at, Optional.of(person), Optional.of(when));
  }
}
