package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.day;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;
import static org.lockkeeper.compliance.pack.proofs.Facts.sentence;
import static org.lockkeeper.compliance.pack.proofs.Facts.watchedSince;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.clocks.ClockMarks;
import org.lockkeeper.compliance.drills.Drill;
import org.lockkeeper.compliance.drills.Drills;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.WorkOnPlan;
import org.lockkeeper.compliance.reach.ContactTest;
import org.lockkeeper.compliance.reach.TestContacts;
import org.lockkeeper.compliance.response.Roster;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Party;

/** Incidents: the policy, who is to be reached, and whether notices were in time. */
@ApplicationScoped
class IncidentProofs implements ProofSource {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final int MANY = 1000;

  private final IncidentPolicy policy;
  private final FindIncident incidents;
  private final Roster roster;
  private final TestContacts tests;
  private final WorkOnPlan plan;
  private final Drills drills;
  private final ClockMarks marks;

  @Inject
  IncidentProofs(
      IncidentPolicy policy,
      FindIncident incidents,
      Roster roster,
      TestContacts tests,
      WorkOnPlan plan,
      Drills drills,
      ClockMarks marks) {
    this.policy = policy;
    this.incidents = incidents;
    this.roster = roster;
    this.tests = tests;
    this.plan = plan;
    this.drills = drills;
    this.marks = marks;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("notice-hours", LIVE, "/admin/incidents", this::hours),
        new Proof("incident-duties", LIVE, "/admin/incidents", this::duties),
        new Proof("incident-contact", YEAR, "/admin/incidents", this::contact),
        new Proof("incident-plan", LIVE, "/admin/incident-plan", this::plan),
        new Proof("incident-log", LIVE, "/admin/incidents", this::log),
        new Proof("incident-drill", YEAR, "/admin/drills", this::drill));
  }

  private Seen hours(Instant now, ControlCatalogue catalogue) {
    long hours =
        Arrays.stream(IncidentKind.values())
            .map(policy::tell)
            .map(IncidentProofs::toAmazon)
            .filter(Objects::nonNull)
            .mapToLong(Duration::toHours)
            .max()
            .orElse(Long.MAX_VALUE);
    boolean all =
        Arrays.stream(IncidentKind.values())
            .map(policy::tell)
            .map(IncidentProofs::toAmazon)
            .allMatch(Objects::nonNull);
    long most = catalogue.number("notice-hours");
    return Seen.when(
        all && hours <= most,
        "Incident policy "
            + policy.edition()
            + ": Amazon is told within "
            + (all ? hours + " hours" : "no set time")
            + " of detection, whatever the kind of incident; "
            + most
            + " are allowed.",
        now,
        figures("hours", hours));
  }

  private static @Nullable Duration toAmazon(Map<Party, Duration> tell) {
    Duration told = tell.get(Party.AMAZON);
    return told != null ? told : tell.get(Party.AMAZON_LEGAL);
  }

  private Seen duties(Instant now, ControlCatalogue catalogue) {
    List<Incident.Snapshot> all = all();
    long late =
        all.stream()
            .filter(incident -> !incident.drill())
            .mapToLong(
                incident -> incident.duties().stream().filter(duty -> late(incident, duty)).count())
            .sum();
    long open = all.stream().filter(Incident.Snapshot::open).count();
    return Seen.when(
        late == 0,
        sentence(record(all, now))
            + "; "
            + open
            + " open; "
            + count(late, "notice was", "notices were")
            + " late.",
        now,
        figures("record", record(all, now)));
  }

  /** All incidents and drills, however many there are. */
  private List<Incident.Snapshot> all() {
    List<Incident.Snapshot> all = new ArrayList<>();
    List<Incident.Snapshot> page;
    do {
      page = incidents.register(all.size(), MANY);
      all.addAll(page);
    } while (page.size() == MANY);
    return all;
  }

  /** What is on record; that there is nothing is said as what it is, with the day since when. */
  private String record(List<Incident.Snapshot> all, Instant now) {
    long drills = all.stream().filter(Incident.Snapshot::drill).count();
    long real = all.size() - drills;
    return (real == 0 ? "no incident" : count(real, "incident", "incidents"))
        + " and "
        + (drills == 0 ? "no drill" : count(drills, "drill", "drills"))
        + (all.isEmpty() ? " since " + watchedSince(marks, now) : " on record");
  }

  /** Found to be late, or past its time now and not noted yet. */
  private static boolean late(Incident.Snapshot incident, NotificationDuty duty) {
    return duty.missedAt().isPresent() || (duty.open() && incident.clock().past(duty.span()));
  }

  private Seen contact(Instant now, ControlCatalogue catalogue) {
    if (roster.newest().isEmpty()) {
      return Seen.failed("Nobody is named as incident contact and deputy.", now);
    }
    long most = catalogue.number("contact-test-days");
    return tests.history().stream()
        .filter(tests::counts)
        .findFirst()
        .map(test -> contact(test, most, now))
        .orElseGet(
            () ->
                Seen.failed(
                    "Contact and deputy are named; no test out of office hours is over yet.", now));
  }

  private static Seen contact(ContactTest test, long most, Instant now) {
    Instant at = test.answer().map(ContactTest.Answer::at).orElse(now);
    boolean answered = test.answer().isPresent();
    return Seen.when(
            answered && !at.plus(Duration.ofDays(most)).isBefore(now),
            "Contact and deputy are named; the last test out of office hours was "
                + (answered ? "answered on " + day(at) : "not answered")
                + ". One is due every "
                + most
                + " days.",
            at,
            figures("on", day(at)))
        .until(day(at).plusDays(most));
  }

  private Seen plan(Instant now, ControlCatalogue catalogue) {
    Optional<PlanVersion> inForce = plan.inForce();
    Optional<Instant> decided = inForce.flatMap(PlanVersion::decidedAt);
    if (inForce.isEmpty() || decided.isEmpty() || inForce.get().decidedBy().isEmpty()) {
      return Seen.failed(
          "No version of the incident plan was approved by a second person yet.", now);
    }
    return Seen.held(
        "Version "
            + inForce.get().number().map(String::valueOf).orElse("without a number")
            + " of the incident plan is in force; a second person approved it on "
            + day(decided.get())
            + ".",
        now,
        figures("on", day(decided.get())));
  }

  private Seen log(Instant now, ControlCatalogue catalogue) {
    long days = policy.keepFor().toDays();
    long months = days * 12 / 366;
    String record = record(all(), now);
    return Seen.when(
        months >= catalogue.number("incident-log-months"),
        "Incident policy "
            + policy.edition()
            + ": incidents are kept "
            + days
            + " days after they are closed; on record: "
            + record
            + ".",
        now,
        figures("record", record, "months", months));
  }

  /** One that was run to its end: what was only planned shows nothing. */
  private Seen drill(Instant now, ControlCatalogue catalogue) {
    Optional<Drill> newest =
        drills.latest(MANY).stream()
            .filter(drill -> drill.state() == Drill.State.DONE)
            .max(Comparator.comparing(Drill::stateAt));
    if (newest.isEmpty()) {
      return Seen.failed("No drill was run to its end yet.", now);
    }
    Instant at = newest.get().stateAt();
    LocalDate until = day(at).plusMonths(catalogue.number("drill-months"));
    long reached = newest.get().measures().stream().filter(Drill.Measure::passed).count();
    String result = reached + " of " + newest.get().measures().size() + " measures in time";
    return Seen.when(
            !day(now).isAfter(until),
            "The newest drill was run to its end on "
                + day(at)
                + ", with "
                + result
                + "; the next is due on "
                + until
                + ".",
            at,
            figures("on", day(at), "result", result))
        .until(until);
  }
}
