package org.lockkeeper.compliance.audit;

import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** Where entries are kept. It can add and read; it cannot change or remove. */
public interface AuditStore {

  /**
   * Adds the entries in the caller's transaction; all belong to one seller. They may be written as
   * late as its commit, which fails if they cannot be.
   */
  void append(SellerId seller, List<AuditEntry> entries);

  /** Adds the entries in the caller's transaction, and has them written when it returns. */
  default void appendNow(SellerId seller, List<AuditEntry> entries) {
    append(seller, entries);
  }

  /** The entries about one object, oldest first. */
  List<AuditEntry> about(SellerId seller, String object);
}
