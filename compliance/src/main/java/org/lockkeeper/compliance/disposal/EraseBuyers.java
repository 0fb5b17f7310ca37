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
 * Lets every holder forget the buyers of some orders, in the caller's transaction: fields, look-up
 * tokens and keys go, the tombstones and the audit entries come, or nothing happens at all. The one
 * way in which buyers go, whatever the reason. Before anything goes, the {@link ErasureLedger} has
 * a line of it.
 */
@UseCase
public class EraseBuyers {

  private final BuyerRetentions retentions;
  private final List<Eraser> erasers;
  private final WriteAhead ahead;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  EraseBuyers(
      BuyerRetentions retentions,
      @Any Instance<Eraser> erasers,
      WriteAhead ahead,
      AuditTrail audit,
      Clock clock) {
    this(retentions, erasers.stream(), ahead, audit, clock);
  }

  EraseBuyers(
      BuyerRetentions retentions,
      Stream<Eraser> erasers,
      WriteAhead ahead,
      AuditTrail audit,
      Clock clock) {
    this.retentions = retentions;
    this.erasers = erasers.toList();
    this.ahead = ahead;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Erases the buyers of these orders of one seller. Those that are gone already are no trouble.
   *
   * @param facts why, for the audit log; ids and dates. The fact {@code case}, if there is one, is
   *     the reference in the ledger
   * @throws ErasureLedger.Unavailable if the ledger has no line of it; then nothing is erased
   * @throws IllegalStateException if a holder still has something after its erasure; then the
   *     caller's transaction must not commit
   */
  public void of(SellerId seller, List<OrderId> orders, Actor actor, Map<String, String> facts) {
    String reference = facts.containsKey("case") ? "case:" + facts.get("case") : "policy";
    ahead.of(seller, new ErasureLedger.Scope.Buyers(orders), reference);
    again(seller, orders, actor, facts);
  }

  /** The same for what has its line in the ledger already. */
  void again(SellerId seller, List<OrderId> orders, Actor actor, Map<String, String> facts) {
    Instant now = clock.instant();
    for (Eraser eraser : erasers) {
      eraser.eraseBuyers(seller, orders, now);
    }
    for (Eraser eraser : erasers) {
      if (eraser.held(seller, orders) != 0) {
        throw new IllegalStateException("not erased in full: " + eraser.holder());
      }
    }
    retentions.ended(seller, orders, now);
    audit.recordAll(
        seller,
        actor,
        "recipient.stripped",
        orders.stream().map(id -> "order:" + id).toList(),
        facts);
  }

  /** How many rows about these buyers are held by anybody. */
  long held(SellerId seller, List<OrderId> orders) {
    return erasers.stream().mapToLong(eraser -> eraser.held(seller, orders)).sum();
  }
}
