package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Makes an alert and an incident of a trip, in one transaction of the platform. Whoever
 * reaches for canaries of one seller again on the same day is the same incident, with one more
 * exhibit. Run twice, it does it once.
 */
@UseCase
public class ReportTrip implements ErrandHandler {

  static final String KIND = "report-canary-trip";

  private static final Actor WATCH = new Actor.Task("watch");

  private final CanaryRecords records;
  private final RaiseAlert raise;
  private final ReportIncident report;
  private final Clock clock;

  @Inject
  public ReportTrip(CanaryRecords records, RaiseAlert raise, ReportIncident report, Clock clock) {
    this.records = records;
    this.raise = raise;
    this.report = report;
    this.clock = clock;
  }

  static Errand errand(UUID trip) {
    return new Errand(KIND, SellerId.PLATFORM, trip.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    records
        .findForUpdate(UUID.fromString(errand.subject()))
        .filter(trip -> trip.incident().isEmpty())
        .ifPresent(this::report);
    return Outcome.DONE;
  }

  private void report(Trip trip) {
    Alert alert =
        raise.of(
            trip.person().map(Subject::person).orElseGet(() -> Subject.buyers(trip.seller())),
            Optional.of(trip.seller()),
            new Finding(
                Rule.CANARY, Signal.CANARIES_REACHED, 0, 1, Finding.CERTAIN, Duration.ofMinutes(5)),
            trip.at());
    IncidentId incident =
        report.of(
            new Report(
                source(trip),
                IncidentKind.UNAUTHORIZED_ACCESS,
                Nature.REAL,
                Severity.SEV2,
                trip.at(),
                WATCH,
                Optional.of(trip.seller()),
                "A canary buyer was reached for by "
                    + trip.actor()
                    + " through "
                    + trip.way()
                    + ". It was refused. Nobody has a reason to open that order, so find out what"
                    + " else was opened.",
                List.of(exhibit(trip))));
    raise.withIncident(alert, "incident:" + incident);
    records.reported(trip.id(), alert.id(), incident, clock.instant());
  }

  private static String source(Trip trip) {
    return "canary:"
        + trip.seller()
        + "/"
        + trip.actor()
        + "/"
        + trip.at().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Ids, a way and an instant: none of them has a character that JSON would escape. */
  private static Exhibit exhibit(Trip trip) {
    String text =
        """
        {"event": "canary.tripped",
         "trip": "%s",
         "actor": "%s",
         "way": "%s",
         "seller": "%s",
         "order": "%s",
         "at": "%s",
         "given": false}
        """
            .formatted(trip.id(), trip.actor(), trip.way(), trip.seller(), trip.order(), trip.at());
    return new Exhibit(
        "Trip of a canary buyer through " + trip.way(),
        "application/json",
        text.getBytes(StandardCharsets.UTF_8));
  }
}
