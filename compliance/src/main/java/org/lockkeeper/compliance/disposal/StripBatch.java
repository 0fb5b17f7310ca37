package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Eraser;

/**
 * Strips some of one seller's due orders in one transaction: fields, look-up tokens and keys go,
 * the tombstones and the audit entries come, or nothing happens at all.
 */
@UseCase
public class StripBatch {

  private static final Actor SWEEP = new Actor.Task("strip-due-recipients");

  private final BuyerRetentions retentions;
  private final List<Eraser> erasers;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  StripBatch(
      BuyerRetentions retentions, @Any Instance<Eraser> erasers, AuditTrail audit, Clock clock) {
    this(retentions, erasers.stream(), audit, clock);
  }

  StripBatch(BuyerRetentions retentions, Stream<Eraser> erasers, AuditTrail audit, Clock clock) {
    this.retentions = retentions;
    this.erasers = erasers.toList();
    this.audit = audit;
    this.clock = clock;
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
    if (due.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    for (Eraser eraser : erasers) {
      eraser.eraseBuyers(seller, due, now);
    }
    for (Eraser eraser : erasers) {
      if (eraser.held(seller, due) != 0) {
        throw new IllegalStateException("not erased in full: " + eraser.holder());
      }
    }
    retentions.ended(seller, due, now);
    audit.recordAll(
        seller,
        SWEEP,
        "recipient.stripped",
        due.stream().map(id -> "order:" + id).toList(),
        Map.of("due_by", asOf.toString()));
    return due.size();
  }
}
