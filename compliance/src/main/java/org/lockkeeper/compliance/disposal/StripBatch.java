package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.BuyerRetentions;

/** Strips some of one seller's due orders in one transaction. */
@UseCase
public class StripBatch {

  private static final Actor SWEEP = new Actor.Task("strip-due-recipients");

  private final BuyerRetentions retentions;
  private final EraseBuyers erase;

  @Inject
  StripBatch(BuyerRetentions retentions, EraseBuyers erase) {
    this.retentions = retentions;
    this.erase = erase;
  }

  /**
   * Strips at most {@code limit} orders that are due at {@code asOf}.
   *
   * @return how many were stripped
   * @throws IllegalStateException if a holder still has something after its erasure; then nothing
   *     was stripped
   */
  public int of(SellerId seller, Instant asOf, int limit) {
    List<OrderId> due = retentions.takeDue(seller, asOf, limit);
    if (!due.isEmpty()) {
      erase.of(seller, due, SWEEP, Map.of("due_by", asOf.toString()));
    }
    return due.size();
  }
}
