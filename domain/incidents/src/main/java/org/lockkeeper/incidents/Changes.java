package org.lockkeeper.incidents;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;

/**
 * How every change to an incident goes: it is locked, both clocks are looked at, it is changed,
 * stored, and told.
 */
record Changes(Incidents incidents, TwoClocks clocks, DomainEvents events) {

  /**
   * Makes a change.
   *
   * @param <T> what it says
   * @return empty if there is no such incident, or it is closed: nothing is added to it then
   */
  <T> Optional<T> make(IncidentId id, BiFunction<Incident, Instant, T> change) {
    return incidents
        .findForUpdate(id)
        .filter(found -> found.snapshot().open())
        .map(
            found -> {
              Reading now = clocks.read();
              found.looked(now);
              T said = change.apply(found, now.product());
              incidents.save(found);
              return said;
            });
  }

  /** Tells what was done. */
  void tell(IncidentId id, String word, Actor actor, Map<String, String> facts) {
    events.announce(new IncidentMoved(id, word, actor, facts, clocks.read().product()));
  }
}
