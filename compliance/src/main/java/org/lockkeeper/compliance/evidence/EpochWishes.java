package org.lockkeeper.compliance.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All wishes to begin an epoch. Works in the caller's transaction, under the platform's tenant. */
public interface EpochWishes {

  /** The wish, locked until the transaction ends. */
  Optional<EpochWish> find(UUID id);

  void add(EpochWish fresh);

  void save(EpochWish changed);

  /** Those that began after {@code since}, the newest first. */
  List<EpochWish> since(Instant since);
}
