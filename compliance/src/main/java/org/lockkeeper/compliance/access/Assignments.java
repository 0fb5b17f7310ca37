package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Which of our people works for which seller. Each has an end; what is past its end
 * counts no more, whether somebody has closed it or not. Works in the caller's transaction.
 */
public interface Assignments {

  /** The sellers that the person may work for at that instant, ascending. */
  List<SellerId> sellersOf(UUID staff, Instant now);

  /** Whether the person may work for the seller at that instant. */
  boolean assigned(UUID staff, SellerId seller, Instant now);

  /** All of one seller, the newest first; with their reasons. */
  List<Assignment> of(SellerId seller);

  /** What one of ours has that nobody has closed, over all sellers; without reasons. */
  List<Open> openOf(UUID staff);

  /** What nobody has closed, over all sellers, what ends first comes first; without reasons. */
  List<Open> open(int limit);

  /**
   * Grants one.
   *
   * @return false if the person works for that seller already
   */
  boolean grant(Assignment fresh);

  /**
   * Closes one.
   *
   * @return false if it is closed or was never there
   */
  boolean end(SellerId seller, UUID id, Instant at);

  /** When the person last left a trace in the seller's log. */
  Optional<Instant> lastUsed(SellerId seller, UUID staff);

  /**
   * One of ours works for one seller.
   *
   * @param endsAt the first instant at which it counts no more
   * @param endedAt when it was closed
   */
  record Assignment(
      SellerId seller,
      UUID id,
      UUID staff,
      String reason,
      UUID grantedBy,
      Instant since,
      Instant endsAt,
      Optional<Instant> endedAt) {

    /**
     * @throws IllegalArgumentException unless it ends after it begins, for a reason of 3 to 300
     *     characters
     */
    public Assignment {
      if (!endsAt.isAfter(since)) {
        throw new IllegalArgumentException("an assignment ends after it begins");
      }
      if (reason.strip().length() < 3 || reason.strip().length() > 300) {
        throw new IllegalArgumentException("an assignment has a reason");
      }
    }

    /** Whether it counts at that instant. */
    public boolean openAt(Instant now) {
      return endedAt.isEmpty() && !now.isBefore(since) && now.isBefore(endsAt);
    }
  }

  /** An assignment that nobody has closed: ids and dates. */
  record Open(
      SellerId seller, UUID id, UUID staff, UUID grantedBy, Instant since, Instant endsAt) {}
}
