package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A deletion case has come to another stage. */
public record DeletionCaseMoved(SellerId seller, DeletionCaseId id, Step step, Instant at)
    implements DomainEvent {

  /** What happened. */
  public enum Step {
    CONFIRMED,
    STARTED,
    WITHDRAWN,
    ERASING,
    VERIFIED,
    CLOSED
  }
}
