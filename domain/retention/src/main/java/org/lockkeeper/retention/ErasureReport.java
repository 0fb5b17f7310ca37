package org.lockkeeper.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * What a deletion case did: the content of its certificate. Ids, counts and dates; nothing
 * of a buyer.
 *
 * @param channels the connections that it concerned, each as {@code platform/account}
 * @param requestedAt when the trigger reached us
 * @param dueBy the instant by which everything had to be gone
 * @param erasedAt when the last store proved zero
 * @param stores every store, those that held nothing included
 * @param kept what stays, and why
 * @param backupsEndAt the first instant at which no backup holds any of it
 * @param keysDestroyedAt when no key was left with which a backup could be opened, if that is so
 * @param edition the policy by which it was worked out
 * @param operator who or what ran it, as in the audit log
 * @param orders the orders whose data went, in the order of their ids
 */
public record ErasureReport(
    DeletionCaseId id,
    SellerId seller,
    List<String> channels,
    Trigger trigger,
    Instant requestedAt,
    Instant dueBy,
    Instant erasedAt,
    List<Store> stores,
    List<Kept> kept,
    Instant backupsEndAt,
    Optional<Instant> keysDestroyedAt,
    LocalDate edition,
    String operator,
    List<OrderId> orders) {

  public ErasureReport {
    channels = List.copyOf(channels);
    stores = List.copyOf(stores);
    kept = List.copyOf(kept);
    orders = List.copyOf(orders);
  }

  /** How a store let go. */
  public enum Method {
    ROWS_DELETED,
    FIELDS_STRIPPED,
    KEYS_DESTROYED,
    SECRET_DESTROYED
  }

  /**
   * One store.
   *
   * @param store such as {@code orders.sales_order}
   * @param before rows held before
   * @param after rows that the store's own query found afterwards; always zero in a report
   * @param queryDigest SHA-256 of that query, in hex
   */
  public record Store(
      String store,
      Method method,
      long before,
      long after,
      String queryDigest,
      Instant verifiedAt) {}

  /**
   * Something that stays.
   *
   * @param reason the sentence that demands or allows it, such as {@code R-49}, or a legal hold
   * @param until when it goes, if that is known
   */
  public record Kept(String what, long count, String reason, Optional<Instant> until) {}
}
