package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.registers.RemindOfRegisters;
import org.lockkeeper.compliance.registers.imports.ImportFindings;
import org.lockkeeper.compliance.registers.releases.RecordRelease;
import org.lockkeeper.kernel.RecurringWork;

/** Work that the registers ask for. */
final class RegisterWork {

  private RegisterWork() {}

  /** Reminds of what is due, and ends acceptances. */
  @ApplicationScoped
  static class Reminders implements RecurringWork {

    private final RemindOfRegisters remind;
    private final Clock clock;
    private final Duration every;

    @Inject
    Reminders(
        RemindOfRegisters remind,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.remind = remind;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "remind-of-registers";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      remind.asOf(clock.instant());
    }
  }

  /** Throws files of findings away that nobody took in. */
  @ApplicationScoped
  static class ForgottenImports implements RecurringWork {

    private final ImportFindings imports;
    private final Clock clock;
    private final Duration every;

    @Inject
    ForgottenImports(
        ImportFindings imports,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.registers.every", defaultValue = "PT1H")
            Duration every) {
      this.imports = imports;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "drop-forgotten-imports";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      imports.asOf(clock.instant());
    }
  }

  /** Enters what this version is made of; the bill of materials is packed into it. */
  @ApplicationScoped
  static class ThisRelease implements RecurringWork {

    private static final System.Logger LOG = System.getLogger(RegisterWork.class.getName());
    private static final String BILL = "/META-INF/sbom/application.cdx.json";

    private final RecordRelease record;
    private final Duration every;

    @Inject
    ThisRelease(
        RecordRelease record,
        @ConfigProperty(name = "lockkeeper.registers.every", defaultValue = "PT1H")
            Duration every) {
      this.record = record;
      this.every = every;
    }

    @Override
    public String name() {
      return "record-release";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      try (InputStream bill = ThisRelease.class.getResourceAsStream(BILL)) {
        if (bill == null) {
          LOG.log(Level.WARNING, "release.bill-missing");
          return;
        }
        record.of(bill.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("the bill of materials cannot be read", e);
      }
    }
  }
}
