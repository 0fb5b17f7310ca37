package org.lockkeeper.incidents;

import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.UseCase;

/** Contained, eradicated, recovered: one after the other, and never back. */
@UseCase
public class AdvancePhase {

  private final Changes changes;

  @Inject
  public AdvancePhase(Incidents incidents, TwoClocks clocks, DomainEvents events) {
    this.changes = new Changes(incidents, clocks, events);
  }

  /**
   * Goes on to the next phase.
   *
   * @return what is in the way, nothing if it has gone on; empty if there is no such incident
   */
  public Optional<Set<Obstacle>> of(IncidentId id, Actor actor) {
    return changes.make(
        id,
        (incident, at) -> {
          Set<Obstacle> obstacles = incident.advance(actor, at);
          if (obstacles.isEmpty()) {
            changes.tell(id, incident.phase().word().toLowerCase(Locale.ROOT), actor, Map.of());
          }
          return obstacles;
        });
  }
}
