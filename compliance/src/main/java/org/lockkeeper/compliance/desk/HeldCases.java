package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** Which open cases somebody holds, over all sellers. Works in the caller's transaction. */
public interface HeldCases {

  /** An open case; ids only. */
  record Held(SellerId seller, UUID id) {}

  /** The open cases of that person. */
  List<Held> of(UUID account);

  /**
   * Has somebody else go on with it.
   *
   * @param to empty for nobody: then it waits for whoever takes it
   * @return whether it was open and that person's
   */
  boolean handOver(Held held, UUID from, Optional<UUID> to, Instant at);
}
