package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All wishes to destroy a key. Works in the caller's transaction, under the platform's tenant. */
public interface Destructions {

  /** The wish, locked until the transaction ends. */
  Optional<Destruction> find(UUID id);

  void add(Destruction fresh);

  void save(Destruction changed);

  /** Those that began after {@code since}, the newest first. */
  List<Destruction.Snapshot> since(Instant since);
}
