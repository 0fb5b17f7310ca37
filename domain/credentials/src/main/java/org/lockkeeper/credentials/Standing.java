package org.lockkeeper.credentials;

import java.time.Instant;

/** Whether a grant can be used. */
public sealed interface Standing {

  Instant since();

  /** The platform serves us. */
  record Active(Instant since) implements Standing {}

  /** The grant is void; its secrets are of no use any more. */
  record Revoked(Instant since) implements Standing {}
}
