package org.lockkeeper.portal.session;

import org.lockkeeper.compliance.access.Session;

/** Ends sessions that are used where they must not be. */
@FunctionalInterface
interface EndedSessions {

  /** Ends one that is used from a network that is not allowed. */
  void fromElsewhere(Session session);
}
