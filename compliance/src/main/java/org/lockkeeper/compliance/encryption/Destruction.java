package org.lockkeeper.compliance.encryption;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.compliance.audit.Grounds;

/**
 * One person's wish to destroy the key of a cohort before its usual time, and the yes of another
 * . It ends by itself a day after it was made.
 */
public final class Destruction {

  /** How long a wish waits for a yes. */
  public static final Duration PATIENCE = Duration.ofDays(1);

  private final UUID id;
  private final Cohort cohort;
  private final UUID requester;
  private final String reason;
  private final String ticket;
  private State state;

  private Destruction(Snapshot s) {
    id = s.id();
    cohort = s.cohort();
    requester = s.requester();
    reason = s.reason();
    ticket = s.ticket();
    state = s.state();
  }

  /**
   * A new wish.
   *
   * @throws IllegalArgumentException unless {@link Grounds#given}
   */
  public static Destruction proposed(
      UUID id, Cohort cohort, UUID requester, String reason, String ticket, Instant now) {
    if (!Grounds.given(reason, ticket)) {
      throw new IllegalArgumentException("a wish needs a reason and a ticket");
    }
    return new Destruction(
        new Snapshot(
            id, cohort, requester, reason.strip(), ticket.strip(), new State.Proposed(now)));
  }

  public static Destruction restore(Snapshot snapshot) {
    return new Destruction(snapshot);
  }

  public Snapshot snapshot() {
    return new Snapshot(id, cohort, requester, reason, ticket, state);
  }

  /**
   * Another person says yes, having typed the name of the cohort.
   *
   * @return false if it is one's own wish, the name is not that of the cohort, it is too late, or
   *     somebody has decided
   */
  public boolean confirm(UUID who, String typed, Instant now) {
    if (!snapshot().openAt(now) || who.equals(requester) || !typed.strip().equals(name())) {
      return false;
    }
    state = new State.Confirmed(now, who);
    return true;
  }

  /**
   * A person says no, or the requester takes it back.
   *
   * @return false if it is over already
   */
  public boolean refuse(UUID who, Instant now) {
    if (!snapshot().openAt(now)) {
      return false;
    }
    state = new State.Refused(now, who);
    return true;
  }

  private String name() {
    return cohort.toString();
  }

  /** How far it is. */
  public sealed interface State {
    Instant at();

    record Proposed(Instant at) implements State {}

    record Confirmed(Instant at, UUID by) implements State {}

    record Refused(Instant at, UUID by) implements State {}
  }

  /** A state, for storage and pages. */
  public record Snapshot(
      UUID id, Cohort cohort, UUID requester, String reason, String ticket, State state) {

    /** Whether somebody can still do something with it. */
    public boolean openAt(Instant now) {
      return state instanceof State.Proposed && now.isBefore(state.at().plus(PATIENCE));
    }
  }
}
