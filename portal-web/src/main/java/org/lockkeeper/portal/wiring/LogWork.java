package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.VerifyLog;
import org.lockkeeper.compliance.audit.WitnessLog;
import org.lockkeeper.compliance.monitoring.watch.KeepWatch;
import org.lockkeeper.kernel.RecurringWork;

/** What keeps the audit log checkable: sealing, witnessing, verifying; one node does each. */
final class LogWork {

  private LogWork() {}

  /** Gives places, signs and publishes. */
  @ApplicationScoped
  static class Sealing implements RecurringWork {

    private final SealLog seal;
    private final Duration every;

    @Inject
    Sealing(
        SealLog seal,
        @ConfigProperty(name = "lockkeeper.audit.seal-every", defaultValue = "PT1S")
            Duration every) {
      this.seal = seal;
      this.every = every;
    }

    @Override
    public String name() {
      return "seal-audit-log";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      seal.run();
    }
  }

  /** Asks the witness; apart from sealing, which does not wait for it. */
  @ApplicationScoped
  static class Witnessing implements RecurringWork {

    private final WitnessLog witness;
    private final Duration every;

    @Inject
    Witnessing(
        WitnessLog witness,
        @ConfigProperty(name = "lockkeeper.audit.witness-every", defaultValue = "PT1S")
            Duration every) {
      this.witness = witness;
      this.every = every;
    }

    @Override
    public String name() {
      return "witness-audit-log";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      witness.run();
    }
  }

  /** Verifies the whole log. */
  @ApplicationScoped
  static class Verifying implements RecurringWork {

    private final VerifyLog verify;
    private final Duration every;

    @Inject
    Verifying(
        VerifyLog verify,
        @ConfigProperty(name = "lockkeeper.audit.verify-every", defaultValue = "P1D")
            Duration every) {
      this.verify = verify;
      this.every = every;
    }

    @Override
    public String name() {
      return "verify-audit-log";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      verify.now();
    }
  }

  /** Counts what the logs tell, and looks for what is unusual. */
  @ApplicationScoped
  static class Watching implements RecurringWork {

    private final KeepWatch watch;
    private final Clock clock;
    private final Duration every;

    @Inject
    Watching(
        KeepWatch watch,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.watch.every", defaultValue = "PT1M") Duration every) {
      this.watch = watch;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "keep-watch";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      watch.asOf(clock.instant());
    }
  }
}
