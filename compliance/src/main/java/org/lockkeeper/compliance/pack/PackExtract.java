package org.lockkeeper.compliance.pack;

import java.time.Instant;
import org.lockkeeper.proof.jose.Json;

/**
 * A part of a register that goes into a pack: ids, dates and figures, never a person or a secret.
 */
public interface PackExtract {

  /** Its name in the pack, such as {@code clock-wall}. */
  String name();

  /** What there is now. Runs in a transaction of its own, for the platform. */
  Json read(Instant now);
}
