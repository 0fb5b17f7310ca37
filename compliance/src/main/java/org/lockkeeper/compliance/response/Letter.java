package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Party;

/**
 * One mail about an incident: a notice to a party, or a reminder to one of our people. What was
 * approved is not rewritten.
 *
 * @param party whose duty it fulfills; empty for a reminder
 * @param mark the moment of the clock that it tells of; empty for a notice
 * @param account the reader of a reminder; the address is read when it is sent
 * @param sentTo the address of a party
 * @param nextTryAt when a mail that was not taken is tried again, by the product's clock
 * @param trouble why it was not taken, without the server's words
 */
public record Letter(
    IncidentId incident,
    UUID id,
    Optional<Party> party,
    Optional<String> mark,
    Optional<UUID> account,
    Optional<String> sentTo,
    String subject,
    String body,
    State state,
    String draftedBy,
    Instant draftedAt,
    Optional<UUID> approvedBy,
    Optional<Instant> approvedAt,
    int tries,
    Optional<Instant> nextTryAt,
    Optional<String> trouble,
    Optional<Proof> proof) {

  /** How far it is. Stored by its name. */
  public enum State {
    /** May still be changed; nobody has approved it. */
    DRAFT,
    /** To be sent. */
    READY,
    /** A node is handing it over. */
    SENDING,
    /** The server took it. */
    SENT,
    /** Put away before it was approved, or because its reader may come in no more. */
    DROPPED
  }

  /**
   * What shows that it left.
   *
   * @param sha256 of the whole message as it was handed over, 64 hexadecimal digits
   * @param answer the last line of the server that took it
   */
  public record Proof(String messageId, String sha256, String answer, Instant at) {}

  @Override
  public String toString() {
    return "Letter[" + id + ", " + state + "]";
  }
}
