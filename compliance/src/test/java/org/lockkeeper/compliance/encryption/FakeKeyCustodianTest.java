package org.lockkeeper.compliance.encryption;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** The fake that the other tests lean on keeps the same contract as the real ones. */
class FakeKeyCustodianTest extends KeyCustodianContract {

  private final SealingWorld.MovingClock clock = new SealingWorld.MovingClock();
  private final FakeKeyCustodian custodian = new FakeKeyCustodian(clock, new SecureRandom());

  @Override
  protected KeyCustodian custodian() {
    return custodian;
  }

  @Override
  protected void daysPass(int days) {
    clock.now = clock.now.plus(Duration.ofDays(days));
  }

  @Override
  protected Instant now() {
    return clock.now;
  }
}
