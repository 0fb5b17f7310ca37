package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.sessions.OpenSession;

/** Asks the database at each request: nothing is remembered that another node could end. */
@ApplicationScoped
class SessionReader implements KnownSessions {

  private final OpenSession sessions;

  @Inject
  SessionReader(OpenSession sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Sessions.Open> of(UUID id, boolean byPerson) {
    return sessions.of(id, byPerson);
  }
}
