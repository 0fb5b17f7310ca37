package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.UseCase;

/** Looks at the clock of one incident, in one transaction. */
@UseCase
public class WatchIncident {

  private static final Actor WATCHER = new Actor.Task("notification-watch");

  private final Changes changes;
  private final IncidentPolicy policy;

  @Inject
  public WatchIncident(
      Incidents incidents, IncidentPolicy policy, TwoClocks clocks, DomainEvents events) {
    this.changes = new Changes(incidents, clocks, events);
    this.policy = policy;
  }

  /** Those to be looked at. */
  public List<IncidentId> open() {
    return changes.incidents().open();
  }

  /**
   * Looks; what has come is told, each once over all nodes and restarts. One that somebody is
   * changing is left for the next look: nothing of it is lost, since all that has come by then is
   * told.
   */
  public void of(IncidentId id) {
    changes
        .incidents()
        .findUnlessBusy(id)
        .ifPresent(
            found -> {
              Reading now = changes.clocks().read();
              List<Mark> come = found.watch(policy, now, WATCHER);
              changes.incidents().save(found);
              Incident.Snapshot snapshot = found.snapshot();
              for (Mark mark : come) {
                changes.events().announce(new IncidentSounded(snapshot, mark, now.product()));
                changes.tell(
                    id,
                    mark.reason() == Mark.Reason.MISSED ? "deadline-missed" : "reminded",
                    WATCHER,
                    Map.of("mark", mark.key()));
              }
            });
  }
}
