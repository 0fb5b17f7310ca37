package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.PasswordSetting;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.disposal.CatchUp;
import org.lockkeeper.compliance.disposal.WatchClock;
import org.lockkeeper.compliance.encryption.SealingSettings;
import org.lockkeeper.compliance.pack.RuntimeFacts;
import org.lockkeeper.compliance.response.ResponseSettings;
import org.lockkeeper.credentials.rotation.RotationPolicy;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.orders.RoutingSettings;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.RetentionSchedule;

/** What everything takes from outside: time, chance and settings. */
@ApplicationScoped
class Producers {

  @Produces
  @Singleton
  static Clock clock(@ConfigProperty(name = "lockkeeper.clock.file") Optional<String> file) {
    return file.<Clock>map(name -> new SteeredClock(Path.of(name), Clock.systemUTC()))
        .orElseGet(Clock::systemUTC);
  }

  @Produces
  @Singleton
  static SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  static RetentionSchedule schedule(
      @ConfigProperty(name = "lockkeeper.policy.edition", defaultValue = "2026-11-22")
          LocalDate edition) {
    return RetentionSchedule.edition(edition);
  }

  @Produces
  @Singleton
  static IncidentPolicy incidents(
      @ConfigProperty(name = "lockkeeper.policy.incidents-edition", defaultValue = "2026-11-22")
          LocalDate edition) {
    return IncidentPolicy.edition(edition);
  }

  @Produces
  @Singleton
  static ResponseSettings response(
      @ConfigProperty(
              name = "lockkeeper.incidents.drill-address",
              defaultValue = "drill@lockkeeper.example")
          String sink) {
    return new ResponseSettings(sink);
  }

  @Produces
  @Singleton
  static WatchClock.StepSetting clockSteps(
      @ConfigProperty(name = "lockkeeper.clock.steps", defaultValue = "watched") String steps) {
    return switch (steps) {
      case "watched" -> new WatchClock.StepSetting(false);
      case "believed" -> new WatchClock.StepSetting(true);
      default -> throw new IllegalStateException("lockkeeper.clock.steps: watched or believed");
    };
  }

  @Produces
  @Singleton
  static CaseRules cases(RetentionSchedule schedule) {
    return CaseRules.of(schedule);
  }

  @Produces
  @Singleton
  static RoutingSettings routing(
      @ConfigProperty(name = "lockkeeper.routing.track-every", defaultValue = "PT10M")
          Duration trackEvery,
      @ConfigProperty(name = "lockkeeper.routing.retry-every", defaultValue = "PT15M")
          Duration retryEvery,
      @ConfigProperty(name = "lockkeeper.routing.compare-every", defaultValue = "PT1H")
          Duration compareEvery) {
    return new RoutingSettings(trackEvery, retryEvery, compareEvery);
  }

  @Produces
  @Singleton
  static SealingSettings sealing(
      @ConfigProperty(name = "lockkeeper.environment", defaultValue = "production")
          String environment,
      @ConfigProperty(name = "lockkeeper.sealing.cache-span", defaultValue = "PT60M")
          Duration cacheSpan) {
    return new SealingSettings(environment, cacheSpan);
  }

  @Produces
  @Singleton
  static RotationPolicy rotation(
      @ConfigProperty(name = "lockkeeper.policy.credentials-edition", defaultValue = "2026-08-25")
          LocalDate edition) {
    return RotationPolicy.edition(edition);
  }

  @Produces
  @Singleton
  static LogSettings log(
      @ConfigProperty(name = "lockkeeper.audit.origin", defaultValue = "lockkeeper/audit")
          String origin,
      @ConfigProperty(name = "lockkeeper.audit.batch", defaultValue = "2000") int batch) {
    return new LogSettings(origin, batch, 20);
  }

  @Produces
  @Singleton
  static CatchUp.Restored restored(
      @ConfigProperty(name = "lockkeeper.audit.restored") Optional<String> why) {
    return new CatchUp.Restored(why);
  }

  @Produces
  @Singleton
  static PasswordSetting passwords(
      @ConfigProperty(name = "lockkeeper.oidc.only", defaultValue = "false")
          boolean staffByIssuerOnly) {
    return new PasswordSetting(staffByIssuerOnly);
  }

  @Produces
  @Singleton
  static RuntimeFacts runtime(Config config) {
    return InstallationFacts.of(config);
  }
}
