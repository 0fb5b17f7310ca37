package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.access.sessions.EndSessions.Why;
import org.lockkeeper.compliance.access.sessions.OpenSession;
import org.lockkeeper.kernel.Actor;

/** Asks the database at each request: nothing is remembered that another node could end. */
@ApplicationScoped
class SessionReader implements KnownSessions, EndedSessions {

  private final OpenSession sessions;
  private final EndSessions ends;

  @Inject
  SessionReader(OpenSession sessions, EndSessions ends) {
    this.sessions = sessions;
    this.ends = ends;
  }

  @Override
  public Optional<Sessions.Open> of(UUID id, boolean byPerson) {
    return sessions.of(id, byPerson);
  }

  @Override
  public void fromElsewhere(Session session) {
    ends.one(
        session.seller(),
        session.account(),
        session.id(),
        Why.NETWORK,
        new Actor.Task("network-check"));
  }
}
