package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.passwords.WarnOfPasswords;
import org.lockkeeper.compliance.access.people.EndDueAccess;
import org.lockkeeper.compliance.access.people.OffboardSteps;
import org.lockkeeper.compliance.access.people.RemindAuditors;
import org.lockkeeper.compliance.access.people.ReviewSteps;
import org.lockkeeper.compliance.access.people.ServiceRegister;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.disposal.CaseClock;
import org.lockkeeper.compliance.disposal.DisposeAgedRecords;
import org.lockkeeper.compliance.disposal.StripDueRecipients;
import org.lockkeeper.compliance.disposal.TendKeys;
import org.lockkeeper.compliance.disposal.WarnOfEnds;
import org.lockkeeper.compliance.drills.RunDrills;
import org.lockkeeper.compliance.evidence.CheckCiphertexts;
import org.lockkeeper.compliance.exports.EndExports;
import org.lockkeeper.compliance.monitoring.canaries.TendCanaries;
import org.lockkeeper.compliance.notices.RaiseNotices;
import org.lockkeeper.compliance.plan.WorkOnPlan;
import org.lockkeeper.compliance.reach.TestContacts;
import org.lockkeeper.compliance.response.DisposeIncidents;
import org.lockkeeper.compliance.response.NotificationWatch;
import org.lockkeeper.credentials.RenewDueTokens;
import org.lockkeeper.credentials.rotation.RotateApplicationSecret;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.RecurringWork;

/** Work that the passing of time asks for. */
final class Timekeeper {

  private Timekeeper() {}

  /** Strips the buyers whose end has come. */
  @ApplicationScoped
  static class Sweep implements RecurringWork {

    private final StripDueRecipients strip;
    private final Clock clock;
    private final Duration every;

    @Inject
    Sweep(
        StripDueRecipients strip,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.retention.sweep-every", defaultValue = "PT1M")
            Duration every) {
      this.strip = strip;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "strip-due-recipients";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      strip.asOf(clock.instant());
    }
  }

  /** Moves keys of orders that take long, and closes cohorts in which nothing lives any more. */
  @ApplicationScoped
  static class Keys implements RecurringWork {

    private final TendKeys keys;
    private final Clock clock;
    private final Duration every;

    @Inject
    Keys(
        TendKeys keys,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.keys.care-every", defaultValue = "P1D") Duration every) {
      this.keys = keys;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "key-care";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      keys.asOf(clock.instant());
    }
  }

  /** Removes what goes by its age alone. */
  @ApplicationScoped
  static class Disposal implements RecurringWork {

    private final DisposeAgedRecords dispose;
    private final Clock clock;
    private final Duration every;

    @Inject
    Disposal(
        DisposeAgedRecords dispose,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.retention.dispose-every", defaultValue = "P1D")
            Duration every) {
      this.dispose = dispose;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "dispose-aged-records";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      dispose.asOf(clock.instant());
    }
  }

  /** Ends exports whose time is over, and erases their files. */
  @ApplicationScoped
  static class ExportEnds implements RecurringWork {

    private final EndExports end;
    private final Clock clock;
    private final Duration every;

    @Inject
    ExportEnds(
        EndExports end,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.exports.end-every", defaultValue = "PT1M")
            Duration every) {
      this.end = end;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "end-exports";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      end.asOf(clock.instant());
    }
  }

  /** Warns of buyers, strips and holds. */
  @ApplicationScoped
  static class RetentionWarnings implements RecurringWork {

    private final WarnOfEnds warn;
    private final Clock clock;
    private final Duration every;

    @Inject
    RetentionWarnings(
        WarnOfEnds warn,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.warn = warn;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "warn-of-ends";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      warn.asOf(clock.instant());
    }
  }

  /**
   * Compares what is stored of buyers with the audit log: a run a night, gone on with until done.
   */
  @ApplicationScoped
  static class Ciphertexts implements RecurringWork {

    private final CheckCiphertexts check;
    private final Clock clock;
    private final Duration every;

    @Inject
    Ciphertexts(
        CheckCiphertexts check,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.audit.check-every", defaultValue = "PT30M")
            Duration every) {
      this.check = check;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "check-ciphertexts";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      check.asOf(clock.instant());
    }
  }

  /** Renews tokens before anybody needs them. */
  @ApplicationScoped
  static class Tokens implements RecurringWork {

    private final RenewDueTokens renew;
    private final Clock clock;
    private final Duration every;

    @Inject
    Tokens(
        RenewDueTokens renew,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.credentials.renew-every", defaultValue = "PT1M")
            Duration every) {
      this.renew = renew;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "renew-due-tokens";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      renew.asOf(clock.instant());
    }
  }

  /** Ends overlaps of application secrets, and asks for new ones in time. */
  @ApplicationScoped
  static class ApplicationSecretClock implements RecurringWork {

    private static final Actor ACTOR = new Actor.Task("application-secret-clock");

    private final RotateApplicationSecret rotate;
    private final Clock clock;
    private final Duration every;

    @Inject
    ApplicationSecretClock(
        RotateApplicationSecret rotate,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.credentials.rotate-every", defaultValue = "PT1M")
            Duration every) {
      this.rotate = rotate;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "rotate-application-secrets";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      rotate.asOf(clock.instant(), ACTOR);
    }
  }

  /** Begins, goes on with and closes deletion cases when their time has come. */
  @ApplicationScoped
  static class Cases implements RecurringWork {

    private final CaseClock cases;
    private final Clock clock;
    private final Duration every;

    @Inject
    Cases(
        CaseClock cases,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.retention.cases-every", defaultValue = "PT1M")
            Duration every) {
      this.cases = cases;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "turn-deletion-cases";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      cases.asOf(clock.instant());
    }
  }

  /** Warns of what ends. */
  @ApplicationScoped
  static class Warnings implements RecurringWork {

    private final RaiseNotices raise;
    private final Clock clock;
    private final Duration every;

    @Inject
    Warnings(
        RaiseNotices raise,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.raise = raise;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "raise-notices";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      raise.asOf(clock.instant());
    }
  }

  /** Removes records of incidents that were closed long ago. */
  @ApplicationScoped
  static class OldIncidents implements RecurringWork {

    private final DisposeIncidents dispose;
    private final Clock clock;
    private final Duration every;

    @Inject
    OldIncidents(
        DisposeIncidents dispose,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.retention.dispose-every", defaultValue = "P1D")
            Duration every) {
      this.dispose = dispose;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "dispose-incidents";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      dispose.asOf(clock.instant());
    }
  }

  /** Looks at the clocks of incidents. */
  @ApplicationScoped
  static class Incidents implements RecurringWork {

    private final NotificationWatch watch;
    private final Duration every;

    @Inject
    Incidents(
        NotificationWatch watch,
        @ConfigProperty(name = "lockkeeper.incidents.watch-every", defaultValue = "PT1M")
            Duration every) {
      this.watch = watch;
      this.every = every;
    }

    @Override
    public String name() {
      return "watch-incidents";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      watch.look();
    }
  }

  /** Warns people before their passwords end. */
  @ApplicationScoped
  static class PasswordWarnings implements RecurringWork {

    private final WarnOfPasswords warn;
    private final Clock clock;
    private final Duration every;

    @Inject
    PasswordWarnings(
        WarnOfPasswords warn,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.warn = warn;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "warn-of-passwords";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      warn.asOf(clock.instant());
    }
  }

  /** Closes access that has ended by itself. */
  @ApplicationScoped
  static class DueAccess implements RecurringWork {

    private final EndDueAccess end;
    private final Clock clock;
    private final Duration every;

    @Inject
    DueAccess(
        EndDueAccess end,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.end-every", defaultValue = "PT1M")
            Duration every) {
      this.end = end;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "end-due-access";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      end.asOf(clock.instant());
    }
  }

  /** One promise about people; a work of its own, so that if it fails the others are kept. */
  abstract static class OfPeople implements RecurringWork {

    private final String name;
    private final Clock clock;
    private final Duration every;

    OfPeople(String name, Clock clock, Duration every) {
      this.name = name;
      this.clock = clock;
      this.every = every;
    }

    abstract void asOf(Instant now);

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      asOf(clock.instant());
    }
  }

  /** Warns of trainings that end, and holds back who is overdue. */
  @ApplicationScoped
  static class Trainings extends OfPeople {

    private final TrainingRegister training;

    @Inject
    Trainings(
        TrainingRegister training,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.every", defaultValue = "PT1H") Duration every) {
      super("tend-trainings", clock, every);
      this.training = training;
    }

    @Override
    void asOf(Instant now) {
      training.asOf(now);
    }
  }

  /** Reminds auditors and whoever let them in of the end of their access. */
  @ApplicationScoped
  static class AuditorReminders extends OfPeople {

    private final RemindAuditors remind;

    @Inject
    AuditorReminders(
        RemindAuditors remind,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.every", defaultValue = "PT1H") Duration every) {
      super("remind-auditors", clock, every);
      this.remind = remind;
    }

    @Override
    void asOf(Instant now) {
      remind.asOf(now);
    }
  }

  /** Goes on with leavers, and alerts about who is not done with in time. */
  @ApplicationScoped
  static class LeaversWatch extends OfPeople {

    private final OffboardSteps leavers;

    @Inject
    LeaversWatch(
        OffboardSteps leavers,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.every", defaultValue = "PT1H") Duration every) {
      super("watch-leavers", clock, every);
      this.leavers = leavers;
    }

    @Override
    void asOf(Instant now) {
      leavers.watch(now);
    }
  }

  /** Registers what the product signs in with, and tells of what has to be looked at. */
  @ApplicationScoped
  static class ServiceAccountsWatch extends OfPeople {

    private final ServiceRegister services;

    @Inject
    ServiceAccountsWatch(
        ServiceRegister services,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.every", defaultValue = "PT1H") Duration every) {
      super("tend-service-accounts", clock, every);
      this.services = services;
    }

    @Override
    void asOf(Instant now) {
      services.asOf(now);
    }
  }

  /** Reminds of access reviews, and closes what is due. */
  @ApplicationScoped
  static class Reviews extends OfPeople {

    private final ReviewSteps reviews;

    @Inject
    Reviews(
        ReviewSteps reviews,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.people.every", defaultValue = "PT1H") Duration every) {
      super("tend-reviews", clock, every);
      this.reviews = reviews;
    }

    @Override
    void asOf(Instant now) {
      reviews.asOf(now);
    }
  }

  /** Keeps canary buyers standing, tries the trap, and asks again for trips. */
  @ApplicationScoped
  static class CanaryCare implements RecurringWork {

    private final TendCanaries tend;
    private final Clock clock;
    private final Duration every;

    @Inject
    CanaryCare(
        TendCanaries tend,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.canaries.tend-every", defaultValue = "PT5M")
            Duration every) {
      this.tend = tend;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "tend-canaries";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      tend.asOf(clock.instant());
    }
  }

  /** Begins planned drills, and finds those that were missed. */
  @ApplicationScoped
  static class Drilling implements RecurringWork {

    private final RunDrills drills;
    private final Clock clock;
    private final Duration every;

    @Inject
    Drilling(
        RunDrills drills,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.incidents.watch-every", defaultValue = "PT1M")
            Duration every) {
      this.drills = drills;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "run-drills";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      drills.asOf(clock.instant());
    }
  }

  /** Tests whether the incident contact and the deputy can be reached. */
  @ApplicationScoped
  static class Reaching implements RecurringWork {

    private final TestContacts contacts;
    private final Clock clock;
    private final Duration every;

    @Inject
    Reaching(
        TestContacts contacts,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.incidents.watch-every", defaultValue = "PT1M")
            Duration every) {
      this.contacts = contacts;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "test-contacts";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      contacts.asOf(clock.instant());
    }
  }

  /** Sees that there is an incident plan. */
  @ApplicationScoped
  static class Planning implements RecurringWork {

    private final WorkOnPlan plan;
    private final Duration every;

    @Inject
    Planning(
        WorkOnPlan plan,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.plan = plan;
      this.every = every;
    }

    @Override
    public String name() {
      return "begin-incident-plan";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      plan.begin();
    }
  }

  /** Reminds of duties that come back. */
  @ApplicationScoped
  static class Duties implements RecurringWork {

    private final ClockWall wall;
    private final Clock clock;
    private final Duration every;

    @Inject
    Duties(
        ClockWall wall,
        Clock clock,
        @ConfigProperty(name = "lockkeeper.notices.every", defaultValue = "PT10M") Duration every) {
      this.wall = wall;
      this.clock = clock;
      this.every = every;
    }

    @Override
    public String name() {
      return "remind-of-duties";
    }

    @Override
    public Duration every() {
      return every;
    }

    @Override
    public void run() {
      wall.remind(clock.instant());
    }
  }
}
