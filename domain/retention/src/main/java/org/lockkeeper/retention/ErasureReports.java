package org.lockkeeper.retention;

import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/** What finished deletion cases did. Works in the caller's transaction. */
public interface ErasureReports {

  /** The report of a case in which every store has proved zero; otherwise empty. */
  Optional<ErasureReport> of(SellerId seller, DeletionCaseId id);
}
