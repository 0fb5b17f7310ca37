package org.lockkeeper.compliance.access.sessions;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Place;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/** A person has shown a factor in a browser. */
@UseCase
public class BeginSession {

  private final Sessions sessions;
  private final SessionPolicy policy;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public BeginSession(
      Sessions sessions, SessionPolicy policy, AuditTrail audit, Ids ids, Clock clock) {
    this.sessions = sessions;
    this.policy = policy;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Begins a session. One that begins at {@link Session.Level#FULL} has no fresh second factor yet:
   * {@link RaiseSession} notes it.
   *
   * @param network the caller's address
   * @param agent what the browser says of itself; kept in words only
   */
  public Session at(Account account, Session.Level level, String network, @Nullable String agent) {
    Instant now = clock.instant();
    Session session =
        new Session(
            ids.next(),
            account.seller(),
            account.id(),
            level,
            now,
            now,
            Optional.empty(),
            network,
            Agent.words(agent));
    sessions.begin(session, account.role(), policy.limits(account.role(), level, now));
    audit.record(
        account.seller(),
        account.actor(),
        "session.begun",
        "account:" + account.id(),
        Map.of(
            "level", level.name(),
            "place", Place.of(account.id(), network),
            "session", session.id().toString()));
    return session;
  }
}
