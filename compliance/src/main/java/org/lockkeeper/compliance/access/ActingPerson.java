package org.lockkeeper.compliance.access;

import java.util.Optional;
import java.util.UUID;

/** Which person the present work is done for; nobody, if the product works by itself. */
@FunctionalInterface
public interface ActingPerson {

  /** The id of the account. */
  Optional<UUID> account();
}
