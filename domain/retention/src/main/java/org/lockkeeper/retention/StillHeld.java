package org.lockkeeper.retention;

import java.util.Map;
import org.lockkeeper.kernel.SellerId;

/** Asks the stores of a deletion case again. Works in the caller's transaction. */
public interface StillHeld {

  /**
   * The stores whose own query finds rows now that the case had to erase, and how many; empty if
   * every store is at zero. What a legal hold keeps is not counted: it stands among what is kept.
   */
  Map<String, Long> now(SellerId seller, DeletionCaseId id);
}
