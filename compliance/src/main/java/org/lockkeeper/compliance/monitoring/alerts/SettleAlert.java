package org.lockkeeper.compliance.monitoring.alerts;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What admins make of alerts. Each call is one transaction of the platform, with its entry. */
@UseCase
public class SettleAlert {

  private static final int MOST = 200;

  private final Alerts alerts;
  private final IncidentDesk incidents;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public SettleAlert(Alerts alerts, IncidentDesk incidents, AuditTrail audit, Clock clock) {
    this.alerts = alerts;
    this.incidents = incidents;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** There is none, or somebody else has settled it. */
    GONE,
    /** Nobody judges an alert about themselves. */
    OWN
  }

  /** What nobody has settled, the highest score first. */
  public List<Alert> open() {
    return alerts.open(MOST);
  }

  /** What was settled, the newest first. */
  public List<Alert> settled() {
    return alerts.settled(MOST);
  }

  /** Somebody looks into it. */
  public Outcome acknowledge(Account by, UUID id) {
    return settle(by, id, Alert.State.ACKNOWLEDGED, Optional.empty(), Optional.empty());
  }

  /** There is a good reason. */
  public Outcome explain(Account by, UUID id, Alert.Reason reason) {
    return settle(by, id, Alert.State.EXPLAINED, Optional.of(reason), Optional.empty());
  }

  /**
   * The person was held back; whoever calls this has done that before.
   *
   * @return {@link Outcome#GONE} also if the alert is not about a person
   */
  public Outcome blocked(Account by, UUID id) {
    return settle(by, id, Alert.State.BLOCKED, Optional.empty(), Optional.empty());
  }

  /**
   * Opens an incident with the alert as evidence, unless one has opened by itself; its clock counts
   * from when the product learned of it.
   *
   * @return the incident; nothing if somebody else has settled the alert
   */
  public Optional<IncidentId> incident(Account by, UUID id) {
    return alerts
        .findForUpdate(id)
        .filter(alert -> !alert.state().settled())
        .map(
            alert -> {
              IncidentId incident =
                  alert
                      .incident()
                      .map(known -> IncidentId.of(known.substring(known.indexOf(':') + 1)))
                      .orElseGet(() -> incidents.open(alert, evidence(alert), by));
              settle(
                  by,
                  id,
                  Alert.State.INCIDENT,
                  Optional.empty(),
                  Optional.of("incident:" + incident));
              return incident;
            });
  }

  /** One that may be settled by somebody. */
  public Optional<Alert> find(UUID id) {
    return alerts.findForUpdate(id);
  }

  private Outcome settle(
      Account by,
      UUID id,
      Alert.State state,
      Optional<Alert.Reason> reason,
      Optional<String> incident) {
    Optional<Alert> found = alerts.findForUpdate(id).filter(alert -> !alert.state().settled());
    if (found.isEmpty() || found.get().state() == state) {
      return Outcome.GONE;
    }
    Alert alert = found.get();
    boolean excuse = state == Alert.State.EXPLAINED || state == Alert.State.ACKNOWLEDGED;
    if (excuse && alert.subject().equals(Subject.person(by.id()))) {
      audit.record(
          SellerId.PLATFORM, by.actor(), "alert.settling-denied", alert.object(), Map.of());
      return Outcome.OWN;
    }
    alerts.save(
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
            state,
            Optional.of(new Alert.Decision(by.id(), clock.instant(), reason)),
            incident.or(alert::incident)));
    Map<String, String> facts = new HashMap<>();
    reason.ifPresent(r -> facts.put("reason", r.name()));
    incident.ifPresent(i -> facts.put("incident", i));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "alert." + state.name().toLowerCase(Locale.ROOT),
        alert.object(),
        facts);
    return Outcome.DONE;
  }

  /** The figures in one sentence. */
  public static String evidence(Alert alert) {
    Finding worst = alert.worst();
    return String.format(
        Locale.ROOT,
        "Alert %s: rule %s on %s of %s. Usual %.1f, seen %.1f within %d minutes, score %.1f."
            + " First found %s, last %s, %d times. Known here since %s.",
        alert.id(),
        worst.rule(),
        worst.signal(),
        alert.subject().kind(),
        worst.usual(),
        worst.seen(),
        worst.span().toMinutes(),
        worst.score(),
        alert.firstAt().truncatedTo(ChronoUnit.SECONDS),
        alert.lastAt().truncatedTo(ChronoUnit.SECONDS),
        alert.times(),
        alert.learnedAt().truncatedTo(ChronoUnit.SECONDS));
  }
}
