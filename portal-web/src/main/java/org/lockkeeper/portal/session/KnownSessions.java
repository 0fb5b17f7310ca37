package org.lockkeeper.portal.session;

import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sessions;

/** The sessions that requests may belong to. */
@FunctionalInterface
interface KnownSessions {

  /**
   * The session, if it may still be used.
   *
   * @param byPerson whether a person caused the request
   */
  Optional<Sessions.Open> of(UUID id, boolean byPerson);
}
