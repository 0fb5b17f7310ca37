package org.lockkeeper.kernel;

/** Where a context says what has happened. Reactions run at once, in the same transaction. */
@FunctionalInterface
public interface DomainEvents {

  /** Tells everybody concerned; if a reaction fails, the whole transaction does. */
  void announce(DomainEvent event);
}
