package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is kept of canaries for all sellers, each call one transaction of the platform. */
@UseCase
public class CanaryLedger {

  private static final Actor TASK = new Actor.Task("tend-canaries");
  private static final int MOST = 500;
  private static final Duration LATE = Duration.ofMinutes(2);

  private final CanaryRecords records;
  private final CanaryPolicy policy;
  private final RaiseAlert raise;
  private final AuditTrail audit;
  private final Errands errands;

  @Inject
  public CanaryLedger(
      CanaryRecords records,
      CanaryPolicy policy,
      RaiseAlert raise,
      AuditTrail audit,
      Errands errands) {
    this.records = records;
    this.policy = policy;
    this.raise = raise;
    this.audit = audit;
    this.errands = errands;
  }

  /** Of sellers that have or should have some; those first where something is missing. */
  public List<CanaryRecords.Post> posts() {
    return records.posts(MOST);
  }

  /** In sum over all sellers. */
  public CanaryRecords.Sum sum() {
    return records.sum();
  }

  /** Who reached for one, the newest first. */
  public List<Trip> trips() {
    return records.trips(MOST);
  }

  /** The policy in force. */
  public CanaryPolicy policy() {
    return policy;
  }

  void tended(SellerId seller, CanarySteps.Tended tended, Instant at) {
    if (tended.wanted() == 0 && tended.standing() == 0) {
      records.forget(seller);
    } else {
      records.tended(seller, tended.standing(), tended.wanted(), at);
    }
    if (tended.planted() + tended.removed() > 0) {
      audit.record(
          SellerId.PLATFORM,
          TASK,
          "canary.tended",
          "seller:" + seller,
          Map.of(
              "planted", Integer.toString(tended.planted()),
              "removed", Integer.toString(tended.removed())));
    }
  }

  boolean proofIsDue(SellerId seller, Instant now) {
    Optional<CanaryRecords.Post> post = records.post(seller).filter(one -> one.standing() > 0);
    return post.isPresent()
        && post.get().provedAt().filter(at -> now.isBefore(at.plus(policy.proofEvery()))).isEmpty();
  }

  void proved(SellerId seller, CanaryRecords.Proof proof, Instant at) {
    records.proved(seller, proof, at);
    boolean held = proof == CanaryRecords.Proof.HELD;
    audit.record(
        SellerId.PLATFORM,
        TASK,
        held ? "canary.proved" : "canary.proof-failed",
        "seller:" + seller,
        Map.of());
    if (!held) {
      raise.of(
          Subject.buyers(seller),
          Optional.of(seller),
          new Finding(
              Rule.CANARY_SILENT,
              Signal.CANARIES_REACHED,
              1,
              0,
              Finding.CERTAIN,
              Duration.ofMinutes(5)),
          at);
    }
  }

  /** Asks again for what was tripped and is not reported yet. */
  void remind(Instant now) {
    for (UUID trip : records.unreported(now.minus(LATE), MOST)) {
      errands.now(ReportTrip.errand(trip));
    }
  }

  /** Says who is about to be shown an address; committed before it is. */
  void shown(Account by, SellerId seller) {
    audit.recordFirst(SellerId.PLATFORM, by.actor(), "canary.shown", "seller:" + seller, Map.of());
  }
}
