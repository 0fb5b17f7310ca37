package org.lockkeeper.compliance.evidence;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * How far a check of all stored buyers has come. It goes from seller to seller in the order of
 * their ids, so that a run which was cut short goes on where it was.
 *
 * @param seller the seller it is at; empty before the first
 * @param after the last order of that seller that was checked
 * @param passed whether it has been at every seller once
 * @param waiting sellers whose keys were not to be had, each with the last order that was checked
 * @param checked orders compared so far
 * @param mismatched orders of them that differ from what was written
 * @param finishedAt when every seller was done
 */
public record CheckRun(
    UUID id,
    Instant beganAt,
    Optional<SellerId> seller,
    OrderId after,
    boolean passed,
    Map<SellerId, OrderId> waiting,
    long checked,
    long mismatched,
    Optional<Instant> finishedAt) {

  /** Before the first order of a seller. */
  static final OrderId BEFORE_ALL = new OrderId(new UUID(0, 0));

  public CheckRun {
    waiting = Map.copyOf(waiting);
  }

  /** A run that begins. */
  static CheckRun begun(UUID id, Instant at) {
    return new CheckRun(
        id, at, Optional.empty(), BEFORE_ALL, false, Map.of(), 0, 0, Optional.empty());
  }

  /** Where to go on with a seller; empty if that one is done, or waits. */
  Optional<OrderId> next(SellerId of) {
    if (passed) {
      return Optional.ofNullable(waiting.get(of));
    }
    if (seller.isEmpty() || seller.get().compareTo(of) < 0) {
      return Optional.of(BEFORE_ALL);
    }
    return seller.get().equals(of) ? Optional.of(after) : Optional.empty();
  }

  /** After a batch of a seller. */
  CheckRun after(SellerId of, OrderId last, boolean more, int compared, int differing) {
    Map<SellerId, OrderId> still = new TreeMap<>(waiting);
    if (passed) {
      still.remove(of);
      if (more) {
        still.put(of, last);
      }
    }
    return new CheckRun(
        id,
        beganAt,
        passed ? seller : Optional.of(of),
        passed ? after : last,
        passed,
        still,
        checked + compared,
        mismatched + differing,
        finishedAt);
  }

  /** A seller's keys were not to be had. */
  CheckRun waits(SellerId of, OrderId last) {
    Map<SellerId, OrderId> more = new TreeMap<>(waiting);
    more.put(of, last);
    return new CheckRun(
        id,
        beganAt,
        passed ? seller : Optional.of(of),
        passed ? after : last,
        passed,
        more,
        checked,
        mismatched,
        finishedAt);
  }

  /** Every seller was visited; it is finished unless some wait. */
  CheckRun visited(Instant now) {
    return new CheckRun(
        id,
        beganAt,
        seller,
        after,
        true,
        waiting,
        checked,
        mismatched,
        waiting.isEmpty() ? Optional.of(now) : Optional.empty());
  }
}
