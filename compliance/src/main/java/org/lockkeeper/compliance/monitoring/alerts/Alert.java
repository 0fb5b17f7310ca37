package org.lockkeeper.compliance.monitoring.alerts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.kernel.SellerId;

/**
 * Something unusual that somebody has to look at. Figures and ids.
 *
 * @param seller whose data it is about, where that is one seller
 * @param worst the finding with the highest score so far
 * @param firstAt when it was found first
 * @param lastAt when it was found last
 * @param learnedAt when the product learned of it: later than {@code firstAt} if it was handed in
 *     from outside. What has to be done about it counts from here
 * @param times how often
 * @param dueAt by when a person has to have looked
 * @param decision what a person made of it, if anything
 * @param incident the incident that was opened with it
 */
public record Alert(
    UUID id,
    Subject subject,
    Optional<SellerId> seller,
    Finding worst,
    Instant firstAt,
    Instant lastAt,
    Instant learnedAt,
    int times,
    Instant dueAt,
    State state,
    Optional<Decision> decision,
    Optional<String> incident) {

  /** What became of it. Stored by its name. */
  public enum State {
    /** Nobody has looked. */
    OPEN,
    /** Somebody looks into it. */
    ACKNOWLEDGED,
    /** There is a good reason. */
    EXPLAINED,
    /** The person, the connection or the network was held back. */
    BLOCKED,
    /** An incident was opened with it. */
    INCIDENT;

    /** Whether nothing more has to be done here. */
    public boolean settled() {
      return this != OPEN && this != ACKNOWLEDGED;
    }
  }

  /** The good reasons there are. Stored by its name. */
  public enum Reason {
    /** The person was asked, and did it for work that was due. */
    WORK,
    /** A sale, a season, a new channel: there was more to do. */
    MORE_TO_DO,
    /** Somebody moved, travels, or works other hours. */
    OTHER_PLACE,
    /** A test or a drill. */
    TEST,
    /** The platform was down or changed something. */
    PLATFORM,
    /** The rule is wrong here; its numbers are looked at. */
    RULE
  }

  /**
   * What a person made of it.
   *
   * @param reason if it was explained
   */
  public record Decision(UUID by, Instant at, Optional<Reason> reason) {}

  /** The object of its entries in the log. */
  public String object() {
    return "alert:" + id;
  }
}
