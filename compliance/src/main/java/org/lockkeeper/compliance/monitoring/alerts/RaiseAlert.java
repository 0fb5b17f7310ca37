package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Raises an alert and tells the admins, once: what the same rule finds of the same subject within a
 * day goes into the alert that is there, as long as nobody has settled it. Whoever passed a hard
 * cap is signed out everywhere.
 */
@UseCase
public class RaiseAlert {

  private static final Actor ACTOR = new Actor.Task("watch");

  private final Alerts alerts;
  private final WatchPolicy policy;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Errands errands;
  private final Ids ids;

  @Inject
  public RaiseAlert(
      Alerts alerts,
      WatchPolicy policy,
      AuditTrail audit,
      TellPeople tell,
      Errands errands,
      Ids ids) {
    this.alerts = alerts;
    this.policy = policy;
    this.audit = audit;
    this.tell = tell;
    this.errands = errands;
    this.ids = ids;
  }

  /**
   * Raises it, in the transaction of the platform.
   *
   * @param seller whose data it is about, if it is one seller's
   * @return the alert, new or gathered into
   */
  public Alert of(Subject subject, Optional<SellerId> seller, Finding finding, Instant at) {
    return of(subject, seller, finding, at, at);
  }

  /**
   * Raises what was found elsewhere and is handed in: what has to be done about it counts from when
   * the product learned of it.
   *
   * @param at when it was found
   * @param learnedAt when it was handed in
   * @return the alert, new or gathered into
   */
  public Alert of(
      Subject subject, Optional<SellerId> seller, Finding finding, Instant at, Instant learnedAt) {
    alerts.serialize(subject, finding.rule());
    Optional<Alert> known = alerts.gathering(subject, finding.rule(), at.minus(policy.gathers()));
    if (known.isPresent()) {
      Alert more = more(known.get(), finding, at);
      alerts.save(more);
      stopAtCap(subject, finding);
      return more;
    }
    Alert fresh =
        new Alert(
            ids.next(),
            subject,
            seller.or(subject::seller),
            finding,
            at,
            at,
            learnedAt,
            1,
            learnedAt.plus(policy.due()),
            Alert.State.OPEN,
            Optional.empty(),
            Optional.empty());
    alerts.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        ACTOR,
        "alert.raised",
        fresh.object(),
        Map.of(
            "rule", finding.rule().name(),
            "signal", finding.signal().name(),
            "subject", subject.text(),
            "usual", figure(finding.usual()),
            "seen", figure(finding.seen()),
            "score", figure(finding.score())));
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.ALERT_RAISED,
        fresh.object(),
        "lockkeeper",
        fresh.id().toString().substring(32),
        at,
        0);
    stopAtCap(subject, finding);
    return fresh;
  }

  /** Each time: who was signed out and came back is signed out again. */
  private void stopAtCap(Subject subject, Finding finding) {
    if (finding.rule() == Rule.HARD_CAP && subject.kind() == Subject.Kind.PERSON) {
      errands.now(StopAtCap.errand(subject.id()));
    }
  }

  /**
   * The alert, as it is now, with the incident that opened by itself; it still waits for a person.
   * The first incident stays.
   *
   * @throws IllegalStateException if there is no such alert
   */
  public Alert withIncident(Alert seen, String incident) {
    Alert alert =
        alerts
            .findForUpdate(seen.id())
            .orElseThrow(() -> new IllegalStateException("no alert " + seen.id()));
    if (alert.incident().isPresent()) {
      return alert;
    }
    Alert changed =
        new Alert(
            alert.id(),
            alert.subject(),
            alert.seller(),
            alert.worst(),
            alert.firstAt(),
            alert.lastAt(),
            alert.learnedAt(),
            alert.times(),
            alert.dueAt(),
            alert.state(),
            alert.decision(),
            Optional.of(incident));
    alerts.save(changed);
    return changed;
  }

  private static Alert more(Alert known, Finding finding, Instant at) {
    return new Alert(
        known.id(),
        known.subject(),
        known.seller(),
        finding.score() > known.worst().score() ? finding : known.worst(),
        known.firstAt(),
        at.isAfter(known.lastAt()) ? at : known.lastAt(),
        known.learnedAt(),
        known.times() + 1,
        known.dueAt(),
        known.state(),
        known.decision(),
        known.incident());
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
