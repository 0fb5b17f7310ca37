package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * Records a trip in a transaction of its own: the entry of the log, the trip, and the errand that
 * makes an alert and an incident of it are committed together, before the caller refuses. The entry
 * is the platform's: whoever belongs to the seller does not find it in the seller's own log. If it
 * cannot be written, the caller fails, and gives nothing away either.
 */
@ApplicationScoped
public class RecordTrip {

  private final CanaryRecords records;
  private final AuditTrail audit;
  private final Errands errands;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public RecordTrip(
      CanaryRecords records, AuditTrail audit, Errands errands, Ids ids, Clock clock) {
    this.records = records;
    this.audit = audit;
    this.errands = errands;
    this.ids = ids;
    this.clock = clock;
  }

  /** Records it. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void of(SellerId seller, OrderId order, Actor actor, String way) {
    Trip trip =
        new Trip(
            ids.next(),
            seller,
            order,
            actor.text(),
            way,
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    audit.record(
        SellerId.PLATFORM,
        actor,
        "canary.tripped",
        "canary:" + trip.id(),
        Map.of("seller", seller.toString(), "order", order.toString(), "way", way));
    if (records.add(trip)) {
      errands.now(ReportTrip.errand(trip.id()));
    }
  }
}
