package org.lockkeeper.compliance.access.sessions;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/** A person has shown a second factor: to come in, or once more for what matters most. */
@UseCase
public class RaiseSession {

  private final Sessions sessions;
  private final SessionPolicy policy;
  private final AuditTrail audit;
  private final Ids ids;

  @Inject
  public RaiseSession(Sessions sessions, SessionPolicy policy, AuditTrail audit, Ids ids) {
    this.sessions = sessions;
    this.policy = policy;
    this.audit = audit;
    this.ids = ids;
  }

  /**
   * Goes on at the full level under a new id; the old one is worth nothing from now on, on every
   * node. Coming in starts the time of a session of the role; a confirmation prolongs nothing.
   *
   * @param now when the second factor was shown
   * @return empty if the session is over
   */
  public Optional<Session> raised(Session before, Instant now) {
    Optional<Sessions.Open> open = sessions.open(before.id(), now);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    boolean in = open.get().session().level() == Session.Level.PASSWORD;
    Session after =
        new Session(
            ids.next(),
            before.seller(),
            before.account(),
            Session.Level.FULL,
            in ? now : before.startedAt(),
            now,
            Optional.of(now),
            before.network(),
            before.agent());
    Optional<Sessions.Limits> limits =
        in
            ? Optional.of(policy.limits(open.get().account().role(), Session.Level.FULL, now))
            : Optional.empty();
    if (!sessions.raise(before, after, limits)) {
      return Optional.empty();
    }
    audit.record(
        before.seller(),
        new Actor.Person(before.account()),
        in ? "session.raised" : "session.confirmed",
        "account:" + before.account(),
        Map.of("session", after.id().toString(), "before", before.id().toString()));
    if (in) {
      noticeOthers(after, now);
    }
    return Optional.of(after);
  }

  /** One person in two networks at once may be two persons with one account. */
  private void noticeOthers(Session mine, Instant now) {
    boolean elsewhere =
        sessions.of(mine.seller(), mine.account(), now).stream()
            .anyMatch(
                other ->
                    other.level() == Session.Level.FULL && !other.network().equals(mine.network()));
    if (elsewhere) {
      audit.record(
          mine.seller(),
          new Actor.Person(mine.account()),
          "session.elsewhere",
          "account:" + mine.account(),
          Map.of("session", mine.id().toString(), "network", mine.network()));
    }
  }
}
