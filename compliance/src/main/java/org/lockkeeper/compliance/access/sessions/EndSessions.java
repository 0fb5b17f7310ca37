package org.lockkeeper.compliance.access.sessions;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Ends sessions. Every node asks the database at each request, so that the next one of an ended
 * session is refused.
 */
@UseCase
public class EndSessions {

  private final Sessions sessions;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public EndSessions(Sessions sessions, AuditTrail audit, Clock clock) {
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Why a session ends before its time. */
  public enum Why {
    /** The person left. */
    SIGN_OUT,
    /** The password is another one. */
    PASSWORD,
    /** A second factor was added, taken away or set back. */
    FACTOR,
    /** The role is another one. */
    ROLE,
    /** The account is disabled, suspended or over. */
    STATUS,
    /** The person ended it from another one. */
    OWNER,
    /** Somebody who may ended it for the person. */
    ADMIN,
    /** It was used from a network that is not allowed. */
    NETWORK,
    /** The person passed a hard cap. */
    WATCH;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Ends all sessions of an account.
   *
   * @param actor who caused it
   * @return how many there were
   */
  public int of(SellerId seller, UUID account, Why why, Actor actor) {
    int ended = sessions.endAll(seller, account, clock.instant(), why.word());
    record(seller, account, why, actor, ended);
    return ended;
  }

  /**
   * Ends all other sessions of the person, such as after an own change of the password.
   *
   * @return how many there were
   */
  public int others(Session keep, Why why) {
    int ended = sessions.endOthers(keep, clock.instant(), why.word());
    record(keep.seller(), keep.account(), why, new Actor.Person(keep.account()), ended);
    return ended;
  }

  /**
   * Ends one.
   *
   * @param account whose it is
   * @return whether it was there
   */
  public boolean one(SellerId seller, UUID account, UUID id, Why why, Actor actor) {
    boolean theirs =
        sessions.of(seller, account, clock.instant()).stream()
            .anyMatch(session -> session.id().equals(id));
    boolean ended = theirs && sessions.end(seller, id, clock.instant(), why.word());
    if (ended) {
      record(seller, account, why, actor, 1);
    }
    return ended;
  }

  private void record(SellerId seller, UUID account, Why why, Actor actor, int ended) {
    audit.record(
        seller,
        actor,
        "session.ended",
        "account:" + account,
        Map.of("why", why.word(), "sessions", Integer.toString(ended)));
  }
}
