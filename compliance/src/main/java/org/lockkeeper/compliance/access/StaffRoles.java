package org.lockkeeper.compliance.access;

import java.util.Optional;
import java.util.UUID;

/**
 * What the log of a seller says of our own people: their roles, and nothing else of them (R-13,
 * Works in the caller's transaction.
 */
@FunctionalInterface
public interface StaffRoles {

  /** The role of an account of ours; empty if it is none of ours. */
  Optional<Role> of(UUID account);
}
