package org.lockkeeper.portal.log;

import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.Verification;

/** Verifies the whole log while somebody waits. */
@FunctionalInterface
public interface LogCheck {

  /**
   * Verifies it now.
   *
   * @throws CheckpointStore.Unavailable if what was published cannot be read
   */
  Verification now();
}
