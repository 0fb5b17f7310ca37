package org.lockkeeper.compliance.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.Grounds;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * One wish to see one secret, by one person, with the yes of another. It ends by
 * itself a quarter of an hour after each step, and shows the value once.
 */
public final class BreakGlassCase {

  /** How long a wish waits for a yes, and a yes for the looking. */
  public static final Duration PATIENCE = Duration.ofMinutes(15);

  private final UUID id;
  private final Target target;
  private final UUID requester;
  private final String reason;
  private final String ticket;
  private State state;

  private BreakGlassCase(Snapshot s) {
    id = s.id();
    target = s.target();
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
  public static BreakGlassCase requested(
      UUID id, Target target, UUID requester, String reason, String ticket, Instant now) {
    if (!Grounds.given(reason, ticket)) {
      throw new IllegalArgumentException("a wish needs a reason and a ticket");
    }
    return new BreakGlassCase(
        new Snapshot(
            id, target, requester, reason.strip(), ticket.strip(), new State.Requested(now)));
  }

  public static BreakGlassCase restore(Snapshot snapshot) {
    return new BreakGlassCase(snapshot);
  }

  public Snapshot snapshot() {
    return new Snapshot(id, target, requester, reason, ticket, state);
  }

  /**
   * Another person says yes.
   *
   * @return false if it is one's own wish, it is too late, or somebody has decided
   */
  public boolean approve(UUID approver, Instant now) {
    if (state instanceof State.Requested asked
        && !approver.equals(requester)
        && now.isBefore(asked.at().plus(PATIENCE))) {
      state = new State.Approved(now, approver);
      return true;
    }
    return false;
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

  /**
   * The requester looks, once.
   *
   * @return false if that is not the requester, there is no yes, or it is too late
   */
  public boolean show(UUID who, Instant now) {
    if (state instanceof State.Approved yes
        && who.equals(requester)
        && now.isBefore(yes.at().plus(PATIENCE))) {
      state = new State.Shown(now, yes.approver());
      return true;
    }
    return false;
  }

  /**
   * The secret that somebody wants to see.
   *
   * @param seller whose; {@link SellerId#PLATFORM} for a secret of our own application
   * @param connection empty for a secret of our own application
   */
  public record Target(
      SellerId seller, Optional<ConnectionId> connection, Platform platform, SecretRef ref) {}

  /** How far it is. */
  public sealed interface State {
    Instant at();

    record Requested(Instant at) implements State {}

    record Approved(Instant at, UUID approver) implements State {}

    record Shown(Instant at, UUID approver) implements State {}

    record Refused(Instant at, UUID by) implements State {}
  }

  /** A state, for storage and pages. */
  public record Snapshot(
      UUID id, Target target, UUID requester, String reason, String ticket, State state) {

    /** Whether somebody can still do something with it. */
    public boolean openAt(Instant now) {
      return (state instanceof State.Requested || state instanceof State.Approved)
          && now.isBefore(state.at().plus(PATIENCE));
    }
  }
}
