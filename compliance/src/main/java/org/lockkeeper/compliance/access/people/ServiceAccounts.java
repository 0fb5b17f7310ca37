package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ways in that belong to no person. Works in the caller's transaction, for the platform. */
public interface ServiceAccounts {

  /**
   * Adds it, unless one with that label is, or was, in use.
   *
   * @return whether it is new
   */
  boolean add(ServiceAccount fresh);

  /** Those in use, by label. */
  List<ServiceAccount> all();

  /** Notes who answers for it, and when it is looked at again. */
  void tend(UUID id, UUID owner, Instant reviewBy);

  /**
   * Notes that it is gone.
   *
   * @return false if it was
   */
  boolean end(UUID id, Instant at);

  /** Nobody answers any more for what those answered for. */
  void withoutOwner(Set<UUID> owners);

  /** What it opens. */
  enum Kind {
    DATABASE,
    PROCESS,
    STORE,
    PLATFORM
  }

  /**
   * A way in that belongs to no person.
   *
   * @param owner who answers for it; empty if nobody does, which is told
   * @param reviewBy when it has to be looked at again
   */
  record ServiceAccount(
      UUID id,
      String label,
      Kind kind,
      String purpose,
      Optional<UUID> owner,
      Instant reviewBy,
      Instant createdAt) {}
}
