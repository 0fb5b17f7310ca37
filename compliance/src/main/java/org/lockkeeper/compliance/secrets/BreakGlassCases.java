package org.lockkeeper.compliance.secrets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All wishes to see a secret. Works in the caller's transaction, under the platform's tenant. */
public interface BreakGlassCases {

  /** The case, locked until the transaction ends. */
  Optional<BreakGlassCase> find(UUID id);

  void add(BreakGlassCase fresh);

  void save(BreakGlassCase changed);

  /** Those that began after {@code since}, the newest first. */
  List<BreakGlassCase.Snapshot> since(Instant since);
}
