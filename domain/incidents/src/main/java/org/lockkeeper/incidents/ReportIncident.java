package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes a report and starts the clock. The same source reported again is the incident that
 * is there already: what it brings goes into the locker, and an earlier moment of noticing counts.
 * Who is told is for {@link WatchIncident}, which works for nobody: work for a person of a seller
 * does not see our people.
 */
@UseCase
public class ReportIncident {

  private final Incidents incidents;
  private final KeepEvidence evidence;
  private final IncidentPolicy policy;
  private final TwoClocks clocks;
  private final DomainEvents events;
  private final Ids ids;

  @Inject
  public ReportIncident(
      Incidents incidents,
      KeepEvidence evidence,
      IncidentPolicy policy,
      TwoClocks clocks,
      DomainEvents events,
      Ids ids) {
    this.incidents = incidents;
    this.evidence = evidence;
    this.policy = policy;
    this.clocks = clocks;
    this.events = events;
    this.ids = ids;
  }

  /** Takes it; the id of the incident, new or known. */
  public IncidentId of(Report report) {
    incidents.serialize(report.source());
    Optional<IncidentId> known = incidents.bySource(report.source());
    if (known.isPresent()) {
      again(known.get(), report);
      return known.get();
    }
    Reading now = clocks.read();
    Incident fresh = Incident.reported(new IncidentId(ids.next()), report, policy, now);
    Actor actor = report.reportedBy();
    incidents.add(fresh);
    report.exhibits().forEach(exhibit -> evidence.of(fresh.id(), exhibit, actor));
    events.announce(
        new IncidentMoved(
            fresh.id(),
            "reported",
            actor,
            Map.of(
                "kind", report.kind().name(),
                "severity", report.severity().name(),
                "nature", report.nature().name(),
                "source", report.source()),
            now.product()));
    return fresh.id();
  }

  private void again(IncidentId id, Report report) {
    incidents
        .findForUpdate(id)
        .ifPresent(
            found -> {
              Reading now = clocks.read();
              found.looked(now);
              found.noticed(report.noticedAt(), report.reportedBy(), now.product());
              incidents.save(found);
            });
    report.exhibits().forEach(exhibit -> evidence.of(id, exhibit, report.reportedBy()));
  }
}
