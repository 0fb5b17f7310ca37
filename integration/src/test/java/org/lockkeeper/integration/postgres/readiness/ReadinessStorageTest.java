package org.lockkeeper.integration.postgres.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.DeskPolicy;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.compliance.drills.Drill;
import org.lockkeeper.compliance.drills.DrillClock;
import org.lockkeeper.compliance.drills.PlanDrills;
import org.lockkeeper.compliance.drills.RunDrills;
import org.lockkeeper.compliance.drills.Scenarios;
import org.lockkeeper.compliance.exports.ExportPolicy;
import org.lockkeeper.compliance.followups.FollowUp;
import org.lockkeeper.compliance.followups.WorkFollowUps;
import org.lockkeeper.compliance.logreview.LogFigure;
import org.lockkeeper.compliance.logreview.LogReviewClock;
import org.lockkeeper.compliance.logreview.ReviewLog;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.plan.PlanChange;
import org.lockkeeper.compliance.plan.PlanClock;
import org.lockkeeper.compliance.plan.PlanSection;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.WorkOnPlan;
import org.lockkeeper.compliance.reach.AskSteps;
import org.lockkeeper.compliance.reach.ContactClock;
import org.lockkeeper.compliance.reach.ContactTest;
import org.lockkeeper.compliance.reach.ContactTests.Who;
import org.lockkeeper.compliance.reach.ReachPolicy;
import org.lockkeeper.compliance.reach.TestContacts;
import org.lockkeeper.compliance.response.Roster;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.change.ChangeSettings;
import org.lockkeeper.compliance.settings.change.SettingRules;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.integration.postgres.incidents.OpenIncidents;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;

/** Drills, the plan, tests of contacts and reviews of the log, in a real database. */
class ReadinessStorageTest {

  private static final IncidentPolicy POLICY = IncidentPolicy.edition(LocalDate.of(2026, 11, 22));
  private static final TestDatabase.Apart APART = TestDatabase.apart("readiness");
  private static final Transactions NODE = APART.portal();
  private static final List<AgedRecords> AGED =
      List.of(
          new AgedReadiness.OldDrills(NODE.tenancy()),
          new AgedReadiness.OldPlans(NODE.tenancy()),
          new AgedReadiness.OldContactTests(NODE.tenancy()),
          new AgedReadiness.OldFollowUps(NODE.tenancy()),
          new AgedReadiness.OldRosters(NODE.tenancy()),
          new AgedReadiness.OldLogReviews(NODE.tenancy()));

  /** A Sunday night, so that nobody is at the office. */
  private static final Instant NIGHT = Instant.parse("2026-11-22T02:00:00Z");

  private Instant now = NIGHT;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final SecureRandom random = new SecureRandom();
  private final Ids ids = new Ids(clock, random);
  private final OpenPeople people = OpenPeople.of(NODE.tenancy(), ids, clock);
  private final AuditTrail audit = new AuditTrail(OpenAudit.store(NODE.tenancy()), ids, clock);
  private final List<Errand> errands = new ArrayList<>();
  private final Errands kept =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          errands.add(errand);
        }

        @Override
        public void now(Errand errand) {
          errands.add(errand);
        }
      };
  private final TellPeople tell =
      new TellPeople(people.notices(), people.accounts(), kept, audit, ids, clock);
  private final OpenIncidents incidents = OpenIncidents.of(NODE.tenancy(), clock);
  private final FindIncident find =
      new FindIncident(incidents.incidents(), incidents.locker(), POLICY, incidents.clocks());
  private final ReportIncident report =
      new ReportIncident(
          incidents.incidents(),
          new KeepEvidence(incidents.locker(), incidents.incidents(), event -> {}, ids, clock),
          POLICY,
          incidents.clocks(),
          event -> {},
          ids);
  private final PostgresDrills drills = new PostgresDrills(NODE.tenancy());
  private final Scenarios scenarios = new Scenarios();
  private final PlanDrills calendar = new PlanDrills(drills, scenarios, find, audit, ids, clock);
  private final RunDrills run =
      new RunDrills(drills, calendar, scenarios, report, find, tell, audit, clock);
  private final PostgresPlans plans = new PostgresPlans(NODE.tenancy());
  private final WorkOnPlan plan =
      new WorkOnPlan(plans, new TwoPeople(people.accounts()), audit, ids, clock);
  private final PostgresContactTests tests = new PostgresContactTests(NODE.tenancy());
  private final TestContacts contacts =
      new TestContacts(
          tests, incidents.roster(), new ReachPolicy(), tell, kept, audit, ids, random, clock);
  private final AskSteps asking =
      new AskSteps(
          tests,
          people.accounts(),
          new ReachPolicy(),
          code -> URI.create("https://portal.example/here#" + code),
          random);
  private final PostgresLogReviews reviews = new PostgresLogReviews(NODE.tenancy());
  private final ReviewLog log = new ReviewLog(reviews, audit, ids, clock);
  private final WorkFollowUps followUps =
      new WorkFollowUps(new PostgresFollowUps(NODE.tenancy()), audit, tell, ids, clock);

  private Account alice;
  private Account bob;

  ReadinessStorageTest() {
    alice = added("alice");
    bob = added("bob");
  }

  private Account added(String name) {
    UUID id = ids.next();
    NODE.run(() -> people.admin(NODE.tenancy(), id, name, NIGHT));
    return NODE.in(() -> people.accounts().byId(id)).orElseThrow();
  }

  /** Each test begins with empty tables of its own. */
  @BeforeEach
  void nothing_is_there() {
    above(
        """
        truncate incidents.drill, incidents.follow_up, incidents.plan_version,
          incidents.plan_section, incidents.plan_writer, incidents.plan_sign_off,
          incidents.contact_test,
          incidents.roster, audit.log_review, access.notice, access.notice_mail
        """);
  }

  private static void above(String sql) {
    try (Connection connection = APART.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T in(Supplier<T> work) {
    return NODE.in(work);
  }

  private Drill onlyDrill() {
    return in(calendar::latest).getFirst();
  }

  @Test
  void a_planned_drill_begins_by_itself_at_its_time_and_once() {
    Instant at = now.plus(Duration.ofDays(3));
    assertThat(in(() -> calendar.plan(alice, "stolen-laptop", at)))
        .isEqualTo(PlanDrills.Outcome.DONE);
    now = at.minusSeconds(1);
    NODE.run(() -> run.asOf(now));
    assertThat(onlyDrill().state()).isEqualTo(Drill.State.PLANNED);
    now = at;
    NODE.run(() -> run.asOf(now));
    NODE.run(() -> run.asOf(now));
    assertThat(onlyDrill().state()).isEqualTo(Drill.State.RUNNING);
    IncidentId room = onlyDrill().incident().orElseThrow();
    Incident.Snapshot practiced = in(() -> find.of(room)).orElseThrow();
    assertThat(practiced.nature()).isEqualTo(Nature.DRILL);
    assertThat(practiced.kind()).isEqualTo(IncidentKind.LOST_DEVICE);
    assertThat(onlyDrill().begun().orElseThrow().by()).isEqualTo("task:drill-calendar");
  }

  @Test
  void a_drill_that_could_not_begin_within_a_day_was_missed_and_admins_are_told() {
    Instant at = now.plus(Duration.ofDays(1));
    NODE.run(() -> calendar.plan(alice, "lost-backup", at));
    now = at.plus(Duration.ofHours(24)).plusSeconds(1);
    NODE.run(() -> run.asOf(now));
    assertThat(onlyDrill().state()).isEqualTo(Drill.State.MISSED);
    assertThat(in(() -> people.notices().open(SellerId.PLATFORM)))
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.DRILL_MISSED);
    assertThat(in(() -> new DrillClock(drills).of("drill", now)).orElseThrow().lastDone())
        .as("a missed drill is none")
        .isEmpty();
  }

  @Test
  void nobody_practices_by_itself_while_a_real_incident_is_open() {
    NODE.run(() -> calendar.plan(alice, "webhook-flood", now));
    IncidentId real =
        in(
            () ->
                report.of(
                    new Report(
                        "alert:" + UUID.randomUUID(),
                        IncidentKind.OTHER,
                        Nature.REAL,
                        Severity.SEV3,
                        now,
                        alice.actor(),
                        Optional.empty(),
                        "Something real.",
                        List.of())));
    NODE.run(() -> run.asOf(now));
    assertThat(onlyDrill().state()).isEqualTo(Drill.State.PLANNED);
    UUID planned = onlyDrill().id();
    assertThat(in(() -> run.begin(alice, planned))).as("a person may").isPresent();
    above(
        "update incidents.incident set phase = 'CLOSED', closed_at = now() where id = '"
            + real
            + "'");
  }

  @Test
  void what_came_of_a_drill_is_measured_when_it_is_closed_and_never_rewritten() {
    IncidentId practiced = in(() -> run.beginNow(alice, "leaked-secret")).orElseThrow();
    NODE.run(() -> run.closed(practiced));
    Drill done = onlyDrill();
    assertThat(done.state()).isEqualTo(Drill.State.DONE);
    assertThat(done.passed()).as("nothing was reached").isFalse();
    assertThat(done.measures()).extracting(Drill.Measure::target).containsExactly(30, 60, 240);
    assertThat(in(() -> new DrillClock(drills).of("drill", now)).orElseThrow().lastDone())
        .contains(now);
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run("update incidents.drill set took_assess = 1")))
        .isInstanceOf(StorageTrouble.class);
  }

  @Test
  void a_drill_lies_ahead_within_a_year_and_may_be_called_off() {
    assertThat(in(() -> calendar.plan(alice, "stolen-laptop", now.minusSeconds(1))))
        .isEqualTo(PlanDrills.Outcome.TIME);
    assertThat(in(() -> calendar.plan(alice, "no-such", now)))
        .isEqualTo(PlanDrills.Outcome.NOT_THERE);
    NODE.run(() -> calendar.plan(alice, "stolen-laptop", now.plus(Duration.ofDays(30))));
    UUID planned = onlyDrill().id();
    assertThat(in(() -> calendar.cancel(bob, planned))).isEqualTo(PlanDrills.Outcome.DONE);
    assertThat(in(() -> run.begin(bob, planned))).isEmpty();
  }

  @Test
  void the_plan_is_there_from_the_start_and_counts_as_looked_at_by_nobody() {
    NODE.run(plan::begin);
    NODE.run(plan::begin);
    PlanVersion first = in(plan::inForce).orElseThrow();
    assertThat(first.number()).contains(1);
    assertThat(first.sections()).containsOnlyKeys(PlanSection.values());
    assertThat(in(() -> new PlanClock(plans).of("plan-review", now)).orElseThrow().lastDone())
        .isEmpty();
  }

  @Test
  void a_version_is_approved_by_another_person_than_wrote_it_and_all_stay_readable() {
    NODE.run(plan::begin);
    assertThat(in(() -> plan.draft(alice, "After the drill."))).isEqualTo(WorkOnPlan.Outcome.DONE);
    assertThat(in(() -> plan.draft(bob, "Another."))).isEqualTo(WorkOnPlan.Outcome.OPEN_ALREADY);
    assertThat(in(() -> plan.propose(alice))).isEqualTo(WorkOnPlan.Outcome.SAME);
    String before = in(plan::inForce).orElseThrow().text(PlanSection.ROLES);
    assertThat(
            in(
                () ->
                    plan.write(
                        alice,
                        Map.of(PlanSection.ROLES, before + "\r\nStand-in: takes over at night. "))))
        .isEqualTo(WorkOnPlan.Outcome.DONE);
    List<PlanChange> changed = in(() -> plan.changes());
    assertThat(changed)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.section()).isEqualTo(PlanSection.ROLES);
              assertThat(change.lines())
                  .filteredOn(line -> line.mark() != PlanChange.Mark.SAME)
                  .containsExactly(
                      new PlanChange.Line(PlanChange.Mark.ADDED, "Stand-in: takes over at night."));
            });
    assertThat(in(() -> plan.propose(alice))).isEqualTo(WorkOnPlan.Outcome.DONE);
    assertThat(in(() -> plan.approve(alice, shown()))).isEqualTo(WorkOnPlan.Outcome.OWN);
    now = now.plus(Duration.ofDays(1));
    assertThat(in(() -> plan.approve(bob, shown()))).isEqualTo(WorkOnPlan.Outcome.DONE);
    assertThat(in(plan::inForce).orElseThrow().number()).contains(2);
    assertThat(in(plan::versions))
        .extracting(PlanVersion::state)
        .containsExactly(PlanVersion.State.IN_FORCE, PlanVersion.State.REPLACED);
    assertThat(in(plan::versions).getLast().text(PlanSection.ROLES)).isEqualTo(before);
    assertThat(in(() -> new PlanClock(plans).of("plan-review", now)).orElseThrow().lastDone())
        .contains(now);
  }

  private String shown() {
    return plan.open().orElseThrow().mark();
  }

  private void write(Account by, String line) {
    now = now.plus(Duration.ofMinutes(1));
    assertThat(
            in(
                () ->
                    plan.write(
                        by,
                        Map.of(
                            PlanSection.ROLES,
                            plan.open().orElseThrow().text(PlanSection.ROLES) + "\n" + line))))
        .isEqualTo(WorkOnPlan.Outcome.DONE);
  }

  @Test
  void nobody_approves_a_version_of_which_any_part_is_their_own_whoever_wrote_last() {
    NODE.run(plan::begin);
    NODE.run(() -> plan.draft(alice, "After the drill."));
    write(alice, "A stand-in takes over at night.");
    write(bob, "And at weekends.");
    NODE.run(() -> plan.propose(bob));
    assertThat(in(() -> plan.approve(alice, shown()))).isEqualTo(WorkOnPlan.Outcome.OWN);
    assertThat(in(() -> plan.approve(bob, shown()))).isEqualTo(WorkOnPlan.Outcome.OWN);
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run(
                                "update incidents.plan_version set state = 'IN_FORCE', number = 2,"
                                    + " decided_by = ? where state = 'PROPOSED'",
                                alice.id())))
        .as("and the database does not let it through either")
        .isInstanceOfSatisfying(
            StorageTrouble.class, trouble -> assertThat(trouble.state()).isEqualTo("42501"));
  }

  @Test
  void who_saves_without_a_change_has_written_nothing_and_may_approve() {
    NODE.run(plan::begin);
    NODE.run(() -> plan.draft(alice, "After the drill."));
    write(alice, "A stand-in takes over at night.");
    Instant written = in(plan::open).orElseThrow().writtenAt();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(in(() -> plan.write(bob, plan.open().orElseThrow().sections())))
        .isEqualTo(WorkOnPlan.Outcome.DONE);
    assertThat(in(plan::open).orElseThrow().writtenAt()).isEqualTo(written);
    NODE.run(() -> plan.propose(bob));
    assertThat(in(() -> plan.approve(bob, shown()))).isEqualTo(WorkOnPlan.Outcome.DONE);
  }

  @Test
  void a_yes_is_for_the_text_that_was_read_and_for_no_later_one() {
    NODE.run(plan::begin);
    NODE.run(() -> plan.draft(alice, "After the drill."));
    write(alice, "A stand-in takes over at night.");
    NODE.run(() -> plan.propose(alice));
    String read = in(this::shown);
    NODE.run(() -> plan.giveBack(bob));
    write(alice, "Nobody is told.");
    NODE.run(() -> plan.propose(alice));
    assertThat(in(() -> plan.approve(bob, read))).isEqualTo(WorkOnPlan.Outcome.CHANGED);
    assertThat(in(() -> plan.approve(bob, ""))).isEqualTo(WorkOnPlan.Outcome.CHANGED);
    assertThat(in(plan::inForce).orElseThrow().number()).contains(1);
    assertThat(in(() -> plan.approve(bob, shown()))).isEqualTo(WorkOnPlan.Outcome.DONE);
  }

  @Test
  void what_was_in_force_is_not_rewritten_even_by_the_portal() {
    NODE.run(plan::begin);
    for (String change :
        List.of(
            "update incidents.plan_section set body = 'x'",
            "update incidents.plan_version set why = 'x'",
            "update incidents.plan_version set state = 'DRAFT', number = null")) {
      assertThatThrownBy(() -> NODE.run(() -> NODE.tenancy().as(SellerId.PLATFORM).run(change)))
          .as(change)
          .isInstanceOf(StorageTrouble.class);
    }
  }

  @Test
  void a_look_without_a_change_is_a_signature_and_nothing_of_a_buyer_is_written() {
    NODE.run(plan::begin);
    assertThat(in(() -> plan.signOff(alice, "ada@example.test said so")))
        .isEqualTo(WorkOnPlan.Outcome.TEXT);
    assertThat(in(() -> plan.signOff(alice, "Read whole, stays.")))
        .isEqualTo(WorkOnPlan.Outcome.DONE);
    assertThat(in(() -> new PlanClock(plans).of("plan-review", now)).orElseThrow().lastDone())
        .contains(now);
    NODE.run(() -> plan.draft(alice, "Try."));
    assertThat(
            in(
                () ->
                    plan.write(
                        alice, Map.of(PlanSection.CONTACTS, "Call +34 600 123 456 at night."))))
        .isEqualTo(WorkOnPlan.Outcome.TEXT);
  }

  @Test
  void a_closed_incident_asks_for_a_look_at_the_plan_once() {
    NODE.run(() -> followUps.lookAtPlan("incident:1", "The deputy needs a key.", alice.actor()));
    NODE.run(() -> followUps.lookAtPlan("incident:1", "The deputy needs a key.", alice.actor()));
    List<FollowUp> open = in(() -> followUps.of(FollowUp.Kind.PLAN));
    assertThat(open).hasSize(1);
    assertThat(in(() -> followUps.done(bob, open.getFirst().id(), "Version 2 says so."))).isTrue();
    assertThat(in(() -> followUps.done(bob, open.getFirst().id(), "Again."))).isFalse();
  }

  private void named() {
    NODE.run(
        () ->
            incidents
                .roster()
                .name(new Roster.Named(ids.next(), alice.id(), bob.id(), alice.id(), now)));
  }

  private ContactTest begun() {
    named();
    NODE.run(() -> contacts.asOf(now));
    now = in(tests::open).orElseThrow().plannedFor();
    NODE.run(() -> contacts.asOf(now));
    return in(contacts::underWay).orElseThrow();
  }

  @Test
  void a_test_is_planned_by_chance_and_never_within_office_hours() {
    ReachPolicy policy = new ReachPolicy();
    for (int i = 0; i < 50; i++) {
      nothing_is_there();
      now = NIGHT;
      named();
      NODE.run(() -> contacts.asOf(now));
      Instant at = in(tests::open).orElseThrow().plannedFor();
      assertThat(policy.inOffice(at)).as("%s", at).isFalse();
      assertThat(at).isBetween(now, now.plus(Duration.ofDays(10)));
    }
  }

  @Test
  void who_is_asked_answers_by_the_mailed_link_once_and_the_time_is_measured() {
    ContactTest test = begun();
    assertThat(errands).extracting(Errand::subject).contains(test.id() + "/CONTACT");
    Postman.Mail mail = in(() -> asking.mail(test.id(), Who.CONTACT)).orElseThrow();
    assertThat(mail.to()).isEqualTo(alice.login());
    String code = mail.text().substring(mail.text().indexOf('#') + 1).lines().findFirst().get();
    now = now.plus(Duration.ofMinutes(12)).truncatedTo(ChronoUnit.SECONDS);
    assertThat(in(() -> contacts.answer("not-a-code"))).isFalse();
    assertThat(in(() -> contacts.answer(code))).isTrue();
    assertThat(in(() -> contacts.answer(code))).isFalse();
    ContactTest over = in(contacts::history).getFirst();
    assertThat(over.took().orElseThrow()).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));
    assertThat(
            in(() -> new ContactClock(tests, new ReachPolicy()).of("contact-test", now))
                .orElseThrow()
                .lastDone())
        .contains(over.asked().orElseThrow().contactAt());
  }

  @Test
  void the_deputy_is_asked_after_half_an_hour_and_both_silent_is_told_to_all_admins() {
    ContactTest test = begun();
    Instant asked = test.asked().orElseThrow().contactAt();
    assertThat(in(() -> contacts.answer(bob))).as("not asked yet").isFalse();
    now = asked.plus(Duration.ofMinutes(30)).minusSeconds(1);
    NODE.run(() -> contacts.asOf(now));
    assertThat(in(contacts::underWay).orElseThrow().state())
        .isEqualTo(ContactTest.State.CONTACT_ASKED);
    now = asked.plus(Duration.ofMinutes(30));
    NODE.run(() -> contacts.asOf(now));
    assertThat(errands).extracting(Errand::subject).contains(test.id() + "/DEPUTY");
    now = asked.plus(Duration.ofMinutes(60));
    NODE.run(() -> contacts.asOf(now));
    assertThat(in(contacts::history).getFirst().state()).isEqualTo(ContactTest.State.SILENT);
    assertThat(in(() -> people.notices().open(SellerId.PLATFORM)))
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.CONTACT_SILENT);
    assertThat(in(() -> contacts.answer(alice))).as("too late").isFalse();
    assertThat(
            in(() -> new ContactClock(tests, new ReachPolicy()).of("contact-test", now))
                .orElseThrow()
                .lastDone())
        .isEmpty();
  }

  @Test
  void the_deputy_s_answer_counts_and_a_test_by_hand_at_the_desk_does_not() {
    begun();
    now = now.plus(Duration.ofMinutes(31));
    NODE.run(() -> contacts.asOf(now));
    assertThat(in(() -> contacts.answer(bob))).isTrue();
    nothing_is_there();
    now = Instant.parse("2026-11-24T11:00:00Z");
    named();
    assertThat(in(() -> contacts.now(alice))).isTrue();
    assertThat(in(() -> contacts.now(alice))).as("one at a time").isFalse();
    assertThat(in(() -> contacts.answer(alice))).isTrue();
    assertThat(
            in(() -> new ContactClock(tests, new ReachPolicy()).of("contact-test", now))
                .orElseThrow()
                .lastDone())
        .isEmpty();
  }

  @Test
  void reviews_of_the_log_leave_no_gap_and_count_what_stands_in_it() {
    now = now.plus(Duration.ofDays(1)); // what other tests have done lies behind
    ReviewLog.ToReview open = in(log::open);
    NODE.run(
        () -> {
          audit.record(SellerId.PLATFORM, alice.actor(), "secret.read", "secret:1", Map.of());
          audit.record(SellerId.PLATFORM, alice.actor(), "access.denied", "page:x", Map.of());
        });
    now = now.plus(Duration.ofDays(14));
    Map<LogFigure, Long> before = open.figures();
    ReviewLog.ToReview later = in(log::open);
    assertThat(later.figures().get(LogFigure.SECRET_READS))
        .isEqualTo(before.getOrDefault(LogFigure.SECRET_READS, 0L) + 1);
    assertThat(later.figures().get(LogFigure.DENIALS))
        .isEqualTo(before.getOrDefault(LogFigure.DENIALS, 0L) + 1);
    assertThat(in(() -> log.sign(alice, later.until(), " "))).isFalse();
    assertThat(in(() -> log.sign(alice, later.until().plusSeconds(1), "All."))).isFalse();
    assertThat(in(() -> log.sign(alice, later.until(), "Looked at all denials."))).isTrue();
    assertThat(in(log::open).from()).isEqualTo(later.until());
    assertThat(in(() -> new LogReviewClock(reviews).of("log-review", now)).orElseThrow().lastDone())
        .contains(later.until());
    assertThat(in(log::history).getFirst().figures()).containsEntry(LogFigure.SECRET_READS, 1L);
  }

  @Test
  void two_who_sign_at_once_sign_two_spans_that_follow_on_each_other_or_one_is_refused() {
    now = now.plus(Duration.ofDays(2));
    Transactions second = APART.portal();
    ReviewLog there =
        new ReviewLog(
            new PostgresLogReviews(second.tenancy()),
            new AuditTrail(OpenAudit.store(second.tenancy()), ids, clock),
            ids,
            clock);
    Instant until = in(log::open).until();
    long session =
        second.in(() -> second.tenancy().as(SellerId.PLATFORM).count("select pg_backend_pid()"));
    List<CompletableFuture<Boolean>> bobs = new ArrayList<>();
    NODE.run(
        () -> {
          assertThat(log.sign(alice, until, "Looked at all of it.")).isTrue();
          bobs.add(
              CompletableFuture.supplyAsync(
                  () -> second.in(() -> there.sign(bob, until, "Looked as well."))));
          doneOrBlocked(bobs.getFirst(), session);
        });
    assertThat(bobs.getFirst().join()).as("that span is signed already").isFalse();
    assertThat(in(log::history)).hasSize(1);
    second.close();
  }

  /** Until the other is through, or waits for what the first one holds. */
  private static void doneOrBlocked(CompletableFuture<?> other, long session) {
    try (Connection connection = APART.connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean blocked = false;
      while (!other.isDone() && !blocked) {
        try (ResultSet rows =
            statement.executeQuery("select cardinality(pg_blocking_pids(" + session + ")) > 0")) {
          rows.next();
          blocked = rows.getBoolean(1);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int disposed(String holder, Instant lastToGo) {
    return AGED.stream()
        .filter(records -> records.holder().equals(holder))
        .mapToInt(
            records -> in(() -> records.dispose(SellerId.PLATFORM, lastToGo, List.of(), now, 500)))
        .sum();
  }

  private static void older(String table, String columns, String which) {
    above(
        "set session_replication_role = replica; update "
            + table
            + " set "
            + Arrays.stream(columns.split(",", -1))
                .map(column -> column + " = " + column + " - interval '400 days'")
                .collect(Collectors.joining(", "))
            + " where "
            + which);
  }

  @Test
  void drills_and_tests_of_contacts_go_when_the_log_of_their_time_does_and_no_earlier() {
    now = Clock.systemUTC().instant();
    NODE.run(() -> calendar.plan(alice, "stolen-laptop", now.plus(Duration.ofDays(30))));
    UUID canceled = onlyDrill().id();
    NODE.run(() -> calendar.cancel(alice, canceled));
    NODE.run(() -> calendar.plan(alice, "lost-backup", now.plus(Duration.ofDays(30))));
    Roster.Named named = new Roster.Named(ids.next(), alice.id(), bob.id(), bob.id(), now);
    NODE.run(() -> incidents.roster().name(named));
    assertThat(in(() -> contacts.now(bob))).isTrue();
    assertThat(in(() -> contacts.answer(alice))).isTrue();
    NODE.run(() -> followUps.lookAtPlan("incident:1", "Nothing.", alice.actor()));
    Instant far = now.plus(Duration.ofDays(800));
    for (String holder :
        List.of("incidents.drill", "incidents.contact_test", "incidents.follow_up")) {
      assertThat(disposed(holder, far)).as("whatever the product's clock says").isZero();
    }
    older("incidents.drill", "state_at", "true");
    older("incidents.contact_test", "ended_at", "true");
    older("incidents.follow_up", "due_at", "true");
    assertThat(disposed("incidents.drill", now.minus(Duration.ofDays(401)))).isZero();
    assertThat(disposed("incidents.drill", now.minus(Duration.ofDays(396)))).isEqualTo(1);
    assertThat(onlyDrill().state()).as("what is planned stays").isEqualTo(Drill.State.PLANNED);
    assertThat(disposed("incidents.contact_test", now.minus(Duration.ofDays(396)))).isEqualTo(1);
    assertThat(in(contacts::history)).isEmpty();
    assertThat(disposed("incidents.follow_up", far)).as("what is open stays").isZero();
  }

  @Test
  void versions_of_the_plan_go_so_long_after_they_were_replaced_and_the_one_in_force_never() {
    now = Clock.systemUTC().instant();
    NODE.run(plan::begin);
    NODE.run(() -> plan.draft(alice, "We moved."));
    NODE.run(() -> plan.write(alice, Map.of(PlanSection.CONTACTS, "Ask the desk.")));
    NODE.run(() -> plan.propose(alice));
    String mark = in(plan::open).orElseThrow().mark();
    assertThat(in(() -> plan.approve(bob, mark))).isEqualTo(WorkOnPlan.Outcome.DONE);
    Instant far = now.plus(Duration.ofDays(800));
    assertThat(disposed("incidents.plan_version", far)).as("replaced today").isZero();
    older("incidents.plan_version", "written_at,decided_at", "true");
    assertThat(disposed("incidents.plan_version", far)).as("old, but replaced today").isZero();
    older("incidents.plan_version", "replaced_at", "state = 'REPLACED'");
    assertThat(disposed("incidents.plan_version", now.minus(Duration.ofDays(396)))).isEqualTo(1);
    PlanVersion left = in(plan::inForce).orElseThrow();
    assertThat(in(plan::versions)).containsExactly(left);
    assertThat(left.text(PlanSection.CONTACTS)).isEqualTo("Ask the desk.");
    assertThat(in(() -> plan.changes(left))).isEmpty();
    assertThat(disposed("incidents.plan_version", far)).isZero();
  }

  @Test
  void reviews_of_the_log_and_names_of_contacts_go_but_for_the_newest() {
    now = Clock.systemUTC().instant();
    for (int i = 0; i < 2; i++) {
      now = now.plusSeconds(60);
      Instant until = in(log::open).until();
      assertThat(in(() -> log.sign(alice, until, "Looked at all of it."))).isTrue();
      Roster.Named named = new Roster.Named(ids.next(), alice.id(), bob.id(), bob.id(), now);
      NODE.run(() -> incidents.roster().name(named));
    }
    older("audit.log_review", "from_at,until_at,signed_at", "true");
    older("incidents.roster", "chosen_at", "true");
    Instant end = in(log::open).from();
    for (String holder : List.of("audit.log_review", "incidents.roster")) {
      assertThat(disposed(holder, now.minus(Duration.ofDays(396)))).as(holder).isEqualTo(1);
      assertThat(disposed(holder, now.minus(Duration.ofDays(396)))).as(holder).isZero();
    }
    assertThat(in(log::open).from()).as("the next review begins where it ended").isEqualTo(end);
    assertThat(in(() -> incidents.roster().newest())).isPresent();
  }

  @Test
  void only_the_disposal_lets_go_of_what_shows_that_we_were_ready_and_a_hold_of_the_log_keeps_it() {
    now = Clock.systemUTC().instant();
    NODE.run(() -> calendar.plan(alice, "stolen-laptop", now.plus(Duration.ofDays(30))));
    UUID canceled = onlyDrill().id();
    NODE.run(() -> calendar.cancel(alice, canceled));
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run("delete from incidents.plan_version")))
        .isInstanceOf(StorageTrouble.class);
    LegalHold hold =
        new LegalHold(
            ids.next(),
            SellerId.PLATFORM,
            new LegalHold.Scope.WholeSeller(),
            Set.of(DataKind.AUDIT_LOG),
            "A court asked.",
            "court",
            alice.id(),
            NIGHT,
            NIGHT.plus(Duration.ofDays(700)));
    older("incidents.drill", "state_at", "true");
    for (AgedRecords records : AGED) {
      assertThat(records.kinds()).contains(DataKind.AUDIT_LOG);
      assertThat(in(() -> records.dispose(SellerId.PLATFORM, now, List.of(hold), now, 500)))
          .isZero();
    }
  }

  @Test
  void a_setting_holds_when_another_person_has_agreed_and_every_step_stays() {
    PostgresSettings settings = new PostgresSettings(NODE.tenancy());
    ChangeSettings change =
        new ChangeSettings(
            settings,
            settings,
            new SettingRules(new DeskPolicy(), new ExportPolicy()),
            new TwoPeople(people.accounts()),
            audit,
            ids,
            clock);
    assertThat(in(() -> change.propose(alice, Setting.SUPPORT_REVEALS, "21", "More.")))
        .isEqualTo(ChangeSettings.Outcome.LOOSER);
    assertThat(in(() -> change.propose(alice, Setting.SUPPORT_REVEALS, "5", "A quiet week.")))
        .isEqualTo(ChangeSettings.Outcome.DONE);
    assertThat(in(() -> change.propose(bob, Setting.SUPPORT_REVEALS, "6", "Another.")))
        .isEqualTo(ChangeSettings.Outcome.WAITS);
    UUID proposal = in(change::history).getFirst().id();
    assertThat(in(settings::now)).isEmpty();
    assertThat(in(() -> change.decide(alice, proposal, true)))
        .isEqualTo(ChangeSettings.Outcome.OWN);
    assertThat(in(() -> change.decide(bob, proposal, true))).isEqualTo(ChangeSettings.Outcome.DONE);
    SellerId seller = new SellerId(UUID.randomUUID());
    assertThat(
            in(
                () -> {
                  NODE.tenancy().as(seller);
                  return settings.now();
                }))
        .as("work under any seller reads it")
        .containsEntry(Setting.SUPPORT_REVEALS, "5");
    now = now.plus(Duration.ofDays(1));
    assertThat(in(() -> change.propose(bob, Setting.SUPPORT_REVEALS, "", "Back.")))
        .isEqualTo(ChangeSettings.Outcome.DONE);
    UUID back = in(change::history).getFirst().id();
    NODE.run(() -> change.decide(alice, back, true));
    assertThat(in(settings::now)).isEmpty();
    assertThatThrownBy(
            () ->
                NODE.run(
                    () ->
                        NODE.tenancy()
                            .as(SellerId.PLATFORM)
                            .run(
                                "update audit.setting_change set state = 'REFUSED'"
                                    + " where seller_id = ?",
                                SellerId.PLATFORM.value())))
        .isInstanceOf(StorageTrouble.class);
  }
}
