package org.lockkeeper.kernel;

import java.time.Instant;

/** Something that has happened. Carries ids and times; never a person's data. */
public interface DomainEvent {

  /** The seller to whom it happened. */
  SellerId seller();

  /** When it happened, by the product's clock. */
  Instant at();
}
