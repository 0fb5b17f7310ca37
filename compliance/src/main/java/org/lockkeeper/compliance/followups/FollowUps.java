package org.lockkeeper.compliance.followups;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** All follow-ups. Works in the caller's transaction, as the platform. */
public interface FollowUps {

  /**
   * Adds it, unless the same source asked for a look at the plan before.
   *
   * @return whether it is new
   */
  boolean add(FollowUp fresh);

  /**
   * Notes that it was done.
   *
   * @return false if there is no such open one
   */
  boolean done(UUID id, UUID by, Instant at, String answer);

  /** Those of a kind, the open ones first, then the newest. */
  List<FollowUp> of(FollowUp.Kind kind, int most);
}
