package org.lockkeeper.compliance.desk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** All cases of the support desk. Works in the caller's transaction. */
public interface SupportCases {

  void add(SupportCase fresh);

  /**
   * Writes everything but the notes of a case that is open.
   *
   * @return whether it still was
   */
  boolean save(SupportCase changed);

  void note(SellerId seller, UUID id, SupportCase.Note note);

  /** Finds one, with its notes. */
  Optional<SupportCase> find(SellerId seller, UUID id);

  /** The open ones, the nearest deadline first, those without one behind; without notes. */
  List<SupportCase> open(SellerId seller, int most);

  /** Those about an order, newest first; without notes. */
  List<SupportCase> about(SellerId seller, OrderId order);
}
