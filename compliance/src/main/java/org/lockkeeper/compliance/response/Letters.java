package org.lockkeeper.compliance.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;

/** All letters. Works in the caller's transaction. */
public interface Letters {

  /**
   * Adds it, unless the party has one already or the reader has one about the same moment.
   *
   * @return whether it is new
   */
  boolean add(Letter fresh);

  /**
   * Changes a draft.
   *
   * @return false if it is no draft
   */
  boolean edit(IncidentId incident, UUID id, String subject, String body);

  /**
   * Makes a draft ready to be sent.
   *
   * @return false if it is no draft
   */
  boolean approve(IncidentId incident, UUID id, UUID by, Instant at);

  /**
   * Puts a draft away.
   *
   * @return false if it is no draft
   */
  boolean drop(IncidentId incident, UUID id);

  /** Puts one away that was taken for sending and has nobody to go to. */
  void giveUp(IncidentId incident, UUID id, String trouble);

  Optional<Letter> find(IncidentId incident, UUID id);

  /** All of an incident, the oldest first. */
  List<Letter> of(IncidentId incident);

  /**
   * Takes it for sending, so that no other node does.
   *
   * @param hold for how long of real time; a node that dies lets go by itself
   * @return empty if it is not ready, or held by another
   */
  Optional<Letter> take(IncidentId incident, UUID id, Duration hold);

  /** Notes that it left. */
  void sent(IncidentId incident, UUID id, Letter.Proof proof);

  /** Notes that it was not taken, and when it is tried again. */
  void notSent(IncidentId incident, UUID id, String trouble, Instant nextTry);

  /** Those that should have left before {@code before} and have not. */
  List<Ref> overdue(Instant before, int most);

  /** Which letter. */
  record Ref(IncidentId incident, UUID id) {}
}
