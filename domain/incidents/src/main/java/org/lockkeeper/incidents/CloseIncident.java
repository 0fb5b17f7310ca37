package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.UseCase;

/** Closes an incident; refuses while a duty, a task or the root cause is open. */
@UseCase
public class CloseIncident {

  private final Changes changes;
  private final IncidentPolicy policy;

  @Inject
  public CloseIncident(
      Incidents incidents, IncidentPolicy policy, TwoClocks clocks, DomainEvents events) {
    this.changes = new Changes(incidents, clocks, events);
    this.policy = policy;
  }

  /**
   * Closes it.
   *
   * @return what is in the way, nothing if it is closed; empty if there is no such incident
   */
  public Optional<Set<Obstacle>> of(IncidentId id, Actor actor) {
    return changes.make(
        id,
        (incident, at) -> {
          Set<Obstacle> obstacles = incident.close(policy, actor, at);
          if (obstacles.isEmpty()) {
            changes.tell(id, "closed", actor, Map.of());
          }
          return obstacles;
        });
  }
}
