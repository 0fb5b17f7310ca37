package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.DomainEvents;

/** Hands events to the observers at once, in the same transaction. */
@ApplicationScoped
class CdiDomainEvents implements DomainEvents {

  private final Event<DomainEvent> events;

  @Inject
  CdiDomainEvents(Event<DomainEvent> events) {
    this.events = events;
  }

  @Override
  public void announce(DomainEvent event) {
    events.fire(event);
  }
}
