package org.lockkeeper.compliance.access.people;

import java.net.URI;

/** Where an invitation is answered. */
@FunctionalInterface
public interface InvitationAddress {

  /** The page, with the code where no server is told of it. */
  URI withCode(String code);
}
