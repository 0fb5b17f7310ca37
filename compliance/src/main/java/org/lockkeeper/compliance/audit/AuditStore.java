package org.lockkeeper.compliance.audit;

import java.util.List;
import org.lockkeeper.kernel.SellerId;

/** Where entries are kept. It can add and read; it cannot change or remove. */
public interface AuditStore {

  /** Adds the entries in the caller's transaction; all belong to one seller. */
  void append(SellerId seller, List<AuditEntry> entries);

  /** The entries about one object, oldest first. */
  List<AuditEntry> about(SellerId seller, String object);
}
