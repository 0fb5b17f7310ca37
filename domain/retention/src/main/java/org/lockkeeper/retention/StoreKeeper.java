package org.lockkeeper.retention;

import org.lockkeeper.kernel.SellerId;

/** A store of which something stays after a deletion, for a reason that is stated. */
public interface StoreKeeper {

  /** The store, such as {@code audit.audit_event}. */
  String store();

  /** The sentence that demands or allows it, such as {@code R-49}. */
  String reason();

  /** How long it stays. */
  Span span();

  /** How many rows stay. Works in the caller's transaction. */
  long count(SellerId seller, CaseScope scope);

  /** How long something stays after a deletion. */
  enum Span {
    /** As long as logs are kept. */
    LOGS,
    /** Until the seller has the last certificate. */
    CERTIFICATE,
    /**
     * Without an end that is known: as long as the seller may come back with the same account, or
     * as long as the log has to be checkable.
     */
    OPEN_END
  }
}
