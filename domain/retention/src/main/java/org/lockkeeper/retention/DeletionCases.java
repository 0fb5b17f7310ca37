package org.lockkeeper.retention;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** All deletion cases and how far each is. Works in the caller's transaction. */
public interface DeletionCases {

  /** Makes wishes of one seller wait for each other until the transaction ends. */
  void serialize(SellerId seller);

  void add(DeletionCase fresh);

  void save(DeletionCase changed);

  Optional<DeletionCase> find(SellerId seller, DeletionCaseId id);

  /** Finds the case and keeps others from changing it until the transaction ends. */
  Optional<DeletionCase> findForUpdate(SellerId seller, DeletionCaseId id);

  /** The seller's cases, newest first. */
  List<DeletionCase> all(SellerId seller);

  /** Cases of all sellers, newest first; ids only. */
  List<Of> register(int skip, int limit);

  /** How many {@link #register} would give at most. */
  long count();

  /**
   * Cases of all sellers on which the passing of time has an effect at {@code now}: the cooling-off
   * is over, the wait is, the due instant comes near, the backups end, a hold ends. Ids only.
   */
  List<Of> ripe(Instant now, Instant dueBefore, int limit);

  /** Begins to count; rows that are there already stay. */
  void begin(SellerId seller, DeletionCaseId id, List<StoreProgress> stores);

  /** The stores of a case, in the order in which they let go. */
  List<StoreProgress> progress(SellerId seller, DeletionCaseId id);

  /** Notes that so many rows more have gone from a store, with the transaction that took them. */
  void erased(SellerId seller, DeletionCaseId id, String store, long rows);

  /** Notes what a store's own query found at last. */
  void proved(SellerId seller, DeletionCaseId id, String store, long after, Instant at);

  /** Notes the orders whose data went, with the transaction that took it. */
  void noteOrders(SellerId seller, DeletionCaseId id, Collection<OrderId> orders);

  /** The orders whose data went, in the order of their ids. */
  List<OrderId> orders(SellerId seller, DeletionCaseId id);

  /** Replaces what stays. */
  void keep(SellerId seller, DeletionCaseId id, List<ErasureReport.Kept> kept);

  /** What stays, and why. */
  List<ErasureReport.Kept> kept(SellerId seller, DeletionCaseId id);

  /** Whose case. */
  record Of(SellerId seller, DeletionCaseId id) {}
}
