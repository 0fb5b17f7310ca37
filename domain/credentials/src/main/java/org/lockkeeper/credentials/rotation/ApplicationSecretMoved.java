package org.lockkeeper.credentials.rotation;

import java.time.Instant;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** The replacing of an application's secret went a step on. */
public record ApplicationSecretMoved(Platform platform, Step step, Instant at)
    implements DomainEvent {

  /** Which step. */
  public enum Step {
    REQUESTED,
    ARRIVED,
    ENTERED,
    PROMOTED,
    GIVEN_UP,
    OVERLAP_ENDED
  }

  @Override
  public SellerId seller() {
    return SellerId.PLATFORM;
  }
}
