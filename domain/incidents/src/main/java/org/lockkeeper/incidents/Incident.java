package org.lockkeeper.incidents;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * One incident: its clock, who has to be told, what was done and whether it may be closed (R-24 to
 * A duty, once there, never goes away and never gets more time.
 */
public final class Incident {

  private final IncidentId id;
  private final String source;
  private final Nature nature;
  private final String reportedBy;
  private final Optional<SellerId> concerns;
  private final String what;
  private final LocalDate edition;
  private DutyClock clock;
  private IncidentKind kind;
  private Severity severity;
  private Phase phase;
  private Optional<Instant> reportableAt;
  private Optional<RootCause> rootCause;
  private Optional<Review> review;
  private final Map<String, Instant> reached;
  private final Duties duties;
  private final Findings findings;
  private final Map<ResponseRole, UUID> roles;
  private final Map<ContainmentStep, ChecklistItem> checklist;
  private final Map<UUID, Task> tasks;
  private final Set<String> sounded;
  private final List<TimelineEntry> unwritten = new ArrayList<>();

  private Incident(Snapshot s) {
    id = s.id();
    source = s.source();
    nature = s.nature();
    reportedBy = s.reportedBy();
    concerns = s.concerns();
    what = s.what();
    edition = s.edition();
    clock = s.clock();
    kind = s.kind();
    severity = s.severity();
    phase = s.phase();
    reportableAt = s.reportableAt();
    rootCause = s.rootCause();
    review = s.review();
    reached = new LinkedHashMap<>(s.reached());
    duties = new Duties(s.duties());
    findings = new Findings(s.assessments());
    roles = new EnumMap<>(ResponseRole.class);
    roles.putAll(s.roles());
    checklist = new EnumMap<>(ContainmentStep.class);
    s.checklist().forEach(item -> checklist.put(item.step(), item));
    tasks = new LinkedHashMap<>();
    s.tasks().forEach(task -> tasks.put(task.id(), task));
    sounded = new LinkedHashSet<>(s.sounded());
  }

  /** A new incident; its clock runs from here, or from when it was noticed if that was earlier. */
  public static Incident reported(
      IncidentId id, Report report, IncidentPolicy policy, Reading now) {
    Instant at = now.product();
    Incident fresh =
        new Incident(
            new Snapshot(
                id,
                report.source(),
                report.nature(),
                report.reportedBy().text(),
                report.concerns(),
                report.what().strip(),
                policy.edition(),
                DutyClock.started(now, report.noticedAt()),
                report.kind(),
                report.severity(),
                new Phase.Detected(at),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("DETECTED", at),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Set.of()));
    fresh.oblige(policy);
    fresh.write(
        at,
        report.reportedBy(),
        "reported",
        Map.of("kind", report.kind().name(), "severity", report.severity().name()));
    return fresh;
  }

  /** Brings a stored incident back. */
  public static Incident restore(Snapshot snapshot) {
    return new Incident(snapshot);
  }

  /** Everything there is to store but the timeline. */
  public Snapshot snapshot() {
    return new Snapshot(
        id,
        source,
        nature,
        reportedBy,
        concerns,
        what,
        edition,
        clock,
        kind,
        severity,
        phase,
        reportableAt,
        rootCause,
        review,
        reached,
        duties.all(),
        findings.all(),
        roles,
        List.copyOf(checklist.values()),
        List.copyOf(tasks.values()),
        sounded);
  }

  public IncidentId id() {
    return id;
  }

  public Phase phase() {
    return phase;
  }

  /** The lines that are not stored yet; they are handed out once. */
  public List<TimelineEntry> unwritten() {
    List<TimelineEntry> fresh = List.copyOf(unwritten);
    unwritten.clear();
    return fresh;
  }

  private void write(Instant at, Actor actor, String word, Map<String, String> facts) {
    unwritten.add(new TimelineEntry(at, actor.text(), word, Optional.empty(), facts));
  }

  /** Whatever is done to it begins by looking at both clocks. */
  public void looked(Reading now) {
    clock = clock.at(now);
  }

  /** What somebody has to say about it, for the timeline. */
  public void note(Actor actor, String text, Instant at) {
    unwritten.add(new TimelineEntry(at, actor.text(), "note", Optional.of(text.strip()), Map.of()));
  }

  /**
   * The watch looks: duties that were not met in time are found, and what people have to be written
   * about now is handed out, each once. Of several reminders that came at once the last one speaks.
   */
  public List<Mark> watch(IncidentPolicy policy, Reading now, Actor watcher) {
    looked(now);
    Instant at = now.product();
    if (phase instanceof Phase.Closed) {
      return List.of();
    }
    List<Mark> come = new ArrayList<>();
    sound(new Mark("reported", Mark.Reason.REPORTED, Duration.ZERO, Optional.empty(), true))
        .ifPresent(come::add);
    for (Duration since : duties.openSince()) {
      remind(policy, since).ifPresent(come::add);
    }
    if (duties.open()
        && roles.get(ResponseRole.COMMANDER) == null
        && clock.past(policy.unclaimedAfter())) {
      sound(
              new Mark(
                  "unclaimed",
                  Mark.Reason.UNCLAIMED,
                  policy.unclaimedAfter(),
                  Optional.empty(),
                  true))
          .ifPresent(come::add);
    }
    if (duties.openSinceDetection()
        && reportableAt.isEmpty()
        && clock.past(policy.assessWithin())) {
      reportableAt = Optional.of(at);
      write(at, watcher, "counts-as-reportable", Map.of());
      sound(
              new Mark(
                  "reportable",
                  Mark.Reason.REPORTABLE,
                  policy.assessWithin(),
                  Optional.empty(),
                  false))
          .ifPresent(come::add);
    }
    for (NotificationDuty duty : duties.miss(clock, at)) {
      write(at, watcher, "duty.missed", facts(duty));
      sound(
              new Mark(
                  "missed-" + duty.party() + from(duty.since()),
                  Mark.Reason.MISSED,
                  duty.span(),
                  Optional.of(duty.party()),
                  true))
          .ifPresent(come::add);
    }
    return come;
  }

  /** The last reminder whose time has come, of what is owed since then. */
  private Optional<Mark> remind(IncidentPolicy policy, Duration since) {
    Optional<Mark> last = Optional.empty();
    for (Duration moment : policy.remindAt()) {
      if (clock.past(since.plus(moment))) {
        Optional<Mark> fresh =
            sound(
                new Mark(
                    "reminder-" + moment + from(since),
                    Mark.Reason.REMINDER,
                    moment,
                    Optional.empty(),
                    moment.compareTo(policy.escalateFrom()) >= 0));
        last = fresh.isPresent() ? fresh : last;
      }
    }
    return last;
  }

  /** What came up later than detection is written about apart, all of one moment together. */
  private static String from(Duration since) {
    return since.isZero() ? "" : "-from-" + since;
  }

  private static Map<String, String> facts(NotificationDuty duty) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("party", duty.party().name());
    duty.seller().ifPresent(seller -> facts.put("seller", seller.toString()));
    return facts;
  }

  private Optional<Mark> sound(Mark mark) {
    return sounded.add(mark.key()) ? Optional.of(mark) : Optional.empty();
  }

  /**
   * It turns out to be of another kind, or worse or less bad. New duties come, shorter spans hold,
   * and nothing is taken away.
   */
  public void reclassify(
      IncidentKind other, Severity worse, IncidentPolicy policy, Actor actor, Instant at) {
    if (other == kind && worse == severity) {
      return;
    }
    write(
        at,
        actor,
        "reclassified",
        Map.of(
            "kind", other.name(),
            "severity", worse.name(),
            "was-kind", kind.name(),
            "was-severity", severity.name()));
    kind = other;
    severity = worse;
    oblige(policy);
  }

  private void oblige(IncidentPolicy policy) {
    duties.oblige(policy.tell(kind));
    for (ContainmentStep step : policy.steps(kind)) {
      checklist.putIfAbsent(step, ChecklistItem.open(step));
    }
  }

  /** It was noticed earlier than was said: less time is left. A later instant changes nothing. */
  public void noticed(Instant when, Actor actor, Instant at) {
    DutyClock earlier = clock.noticed(when);
    if (!earlier.equals(clock)) {
      clock = earlier;
      write(at, actor, "noticed-earlier", Map.of("noticed", when.toString()));
    }
  }

  /**
   * Says whether a party's data is concerned. Ruling out needs evidence and waits for a second
   * person; anything else brings an excused duty back, with the time that it had.
   *
   * @return false if ruling out has no evidence
   */
  public boolean assess(Assessment found, IncidentPolicy policy, Actor actor) {
    if (found.finding() == Finding.RULED_OUT && found.evidence().isEmpty()) {
      return false;
    }
    findings.add(found);
    write(
        found.at(),
        actor,
        "assessed",
        Map.of("party", found.party().name(), "finding", found.finding().name()));
    if (found.finding() != Finding.RULED_OUT) {
      duties.doubt(
          found.party(),
          Optional.ofNullable(policy.tell(IncidentKind.DATA_LEAK).get(found.party()))
              .orElse(policy.assessWithin()));
    }
    return true;
  }

  /** What comes of a second person's signature. */
  public enum Signature {
    /** The duty is excused. */
    EXCUSED,
    /** Signed, but too late to take the duty away: it counts as reportable. */
    STILL_OWED,
    /** Not the newest of its party, signed already, or by the one who wrote it. */
    REFUSED
  }

  /** A second person agrees to a ruling out. */
  public Signature sign(UUID assessment, UUID person, IncidentPolicy policy, Instant at) {
    Optional<Assessment> signed = findings.sign(assessment, person, at);
    if (signed.isEmpty()) {
      return Signature.REFUSED;
    }
    Assessment found = signed.get();
    write(
        at,
        new Actor.Person(person),
        "assessment.signed",
        Map.of("party", found.party().name(), "finding", found.finding().name()));
    return !clock.past(policy.assessWithin()) && duties.excuse(found.party(), at)
        ? Signature.EXCUSED
        : Signature.STILL_OWED;
  }

  /**
   * A party has been told.
   *
   * @param proof what shows it
   * @return false if there is no such duty or it was met before
   */
  public boolean told(Party party, String proof, Actor actor, Instant at) {
    boolean fresh = duties.meet(party, proof, clock, at);
    if (fresh) {
      write(at, actor, "duty.met", Map.of("party", party.name(), "proof", proof));
    }
    return fresh;
  }

  /**
   * Sellers turn out to be concerned. Who is found after all sellers were told, or ruled out, is
   * owed a notice within the same time from now on.
   *
   * @return who is owed a notice of its own that was not before
   */
  public List<SellerId> found(Collection<SellerId> sellers, Actor actor, Instant at) {
    List<SellerId> owed = duties.found(sellers, clock);
    owed.forEach(seller -> write(at, actor, "seller.found", Map.of("seller", seller.toString())));
    return owed;
  }

  /**
   * A seller has been told who was found late.
   *
   * @return false if there is no such duty or it was met before
   */
  public boolean told(SellerId seller, String proof, Actor actor, Instant at) {
    boolean fresh = duties.meet(seller, proof, clock, at);
    if (fresh) {
      write(
          at,
          actor,
          "duty.met",
          Map.of("party", Party.SELLERS.name(), "seller", seller.toString(), "proof", proof));
    }
    return fresh;
  }

  /** Takes a role, or hands it over. */
  public void assign(ResponseRole role, UUID person, Actor actor, Instant at) {
    Optional<UUID> before = Optional.ofNullable(roles.put(role, person));
    if (!before.equals(Optional.of(person))) {
      write(
          at,
          actor,
          before.isEmpty() ? "role.taken" : "role.handed-over",
          Map.of(
              "role",
              role.name(),
              "to",
              person.toString(),
              "from",
              before.map(UUID::toString).orElse("-")));
    }
  }

  /**
   * A step of the containment is done, or is not needed.
   *
   * @return false if it is not on the list
   */
  public boolean check(
      ContainmentStep step, ChecklistItem.State state, UUID person, String note, Instant at) {
    if (!checklist.containsKey(step)) {
      return false;
    }
    checklist.put(
        step,
        new ChecklistItem(
            step, state, Optional.of(person), Optional.of(at), Optional.of(note.strip())));
    unwritten.add(
        new TimelineEntry(
            at,
            new Actor.Person(person).text(),
            "containment",
            Optional.of(note.strip()),
            Map.of("step", step.name(), "state", state.name())));
    return true;
  }

  /** Something is to be done before it is over. */
  public void task(Task fresh, Actor actor, Instant at) {
    tasks.putIfAbsent(fresh.id(), fresh);
    write(at, actor, "task.added", Map.of("task", fresh.id().toString()));
  }

  /**
   * It is done.
   *
   * @return false if there is no such open task
   */
  public boolean done(UUID task, UUID person, Instant at) {
    Task found = tasks.get(task);
    if (found == null || !found.open()) {
      return false;
    }
    tasks.put(task, found.done(person, at));
    write(at, new Actor.Person(person), "task.done", Map.of("task", task.toString()));
    return true;
  }

  /** Says why it happened; a better explanation takes the place of an earlier one. */
  public void because(RootCause cause) {
    if (phase instanceof Phase.Closed) {
      return;
    }
    rootCause = Optional.of(cause);
    unwritten.add(
        new TimelineEntry(
            cause.at(),
            new Actor.Person(cause.by()).text(),
            "root-cause",
            Optional.of(cause.text()),
            Map.of("category", cause.category().name())));
  }

  /** Writes down what was learned. */
  public void reviewed(Review written) {
    if (phase instanceof Phase.Closed) {
      return;
    }
    review = Optional.of(written);
    write(written.at(), new Actor.Person(written.by()), "reviewed", Map.of());
  }

  /**
   * Goes on to the next phase but the last.
   *
   * @return what is in the way; empty if it has gone on
   */
  public Set<Obstacle> advance(Actor actor, Instant at) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    Phase next =
        switch (phase) {
          case Phase.Detected d -> {
            need(obstacles, roles.get(ResponseRole.COMMANDER) != null, Obstacle.NO_COMMANDER);
            need(obstacles, contained(), Obstacle.CHECKLIST_OPEN);
            yield new Phase.Contained(at);
          }
          case Phase.Contained c -> {
            need(obstacles, rootCause.isPresent(), Obstacle.NO_ROOT_CAUSE);
            yield new Phase.Eradicated(at);
          }
          case Phase.Eradicated e -> new Phase.Recovered(at);
          case Phase.Recovered r -> refused(obstacles, r);
          case Phase.Closed c -> refused(obstacles, c);
        };
    if (obstacles.isEmpty()) {
      enter(next, actor, at);
    }
    return obstacles;
  }

  private static Phase refused(Set<Obstacle> obstacles, Phase same) {
    obstacles.add(Obstacle.WRONG_PHASE);
    return same;
  }

  private void enter(Phase next, Actor actor, Instant at) {
    phase = next;
    reached.put(next.word(), at);
    write(at, actor, "phase." + next.word().toLowerCase(Locale.ROOT), Map.of());
  }

  private boolean contained() {
    return checklist.values().stream().noneMatch(i -> i.state() == ChecklistItem.State.OPEN);
  }

  private static void need(Set<Obstacle> obstacles, boolean there, Obstacle otherwise) {
    if (!there) {
      obstacles.add(otherwise);
    }
  }

  /** What is in the way of closing it now. */
  public Set<Obstacle> obstacles(IncidentPolicy policy, Instant now) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    need(obstacles, phase instanceof Phase.Recovered, Obstacle.WRONG_PHASE);
    need(obstacles, contained(), Obstacle.CHECKLIST_OPEN);
    need(obstacles, !duties.open(), Obstacle.DUTY_OPEN);
    need(obstacles, tasks.values().stream().noneMatch(Task::open), Obstacle.TASK_OPEN);
    need(obstacles, rootCause.isPresent(), Obstacle.NO_ROOT_CAUSE);
    need(obstacles, review.isPresent(), Obstacle.NO_REVIEW);
    need(obstacles, watched(policy, now), Obstacle.WATCH_RUNS);
    need(obstacles, !findings.waiting(), Obstacle.SIGNATURE_OPEN);
    return obstacles;
  }

  private boolean watched(IncidentPolicy policy, Instant now) {
    return nature == Nature.DRILL
        || !(phase instanceof Phase.Recovered r)
        || !now.isBefore(r.since().plus(policy.watchFor()));
  }

  /**
   * Closes it for good.
   *
   * @return what is in the way; empty if it is closed
   */
  public Set<Obstacle> close(IncidentPolicy policy, Actor actor, Instant at) {
    Set<Obstacle> obstacles = obstacles(policy, at);
    if (obstacles.isEmpty()) {
      enter(new Phase.Closed(at), actor, at);
    }
    return obstacles;
  }

  /**
   * The state of an incident, for storage, pages and tests.
   *
   * @param reportableAt since when it counts as reportable because it was not ruled out in time
   * @param reached when each phase began, by its word
   * @param sounded the keys of what people were written about
   */
  public record Snapshot(
      IncidentId id,
      String source,
      Nature nature,
      String reportedBy,
      Optional<SellerId> concerns,
      String what,
      LocalDate edition,
      DutyClock clock,
      IncidentKind kind,
      Severity severity,
      Phase phase,
      Optional<Instant> reportableAt,
      Optional<RootCause> rootCause,
      Optional<Review> review,
      Map<String, Instant> reached,
      List<NotificationDuty> duties,
      List<Assessment> assessments,
      Map<ResponseRole, UUID> roles,
      List<ChecklistItem> checklist,
      List<Task> tasks,
      Set<String> sounded) {

    public Snapshot {
      reached = Map.copyOf(reached);
      duties = List.copyOf(duties);
      assessments = List.copyOf(assessments);
      roles = Map.copyOf(roles);
      checklist = List.copyOf(checklist);
      tasks = List.copyOf(tasks);
      sounded = Set.copyOf(sounded);
    }

    /** Whether there is still something to do. */
    public boolean open() {
      return !(phase instanceof Phase.Closed);
    }

    /** Whether it is being practiced. */
    public boolean drill() {
      return nature == Nature.DRILL;
    }

    /** The duty that is open and comes first. */
    public Optional<NotificationDuty> next() {
      return duties.stream()
          .filter(NotificationDuty::open)
          .min(Comparator.comparing(NotificationDuty::span));
    }

    /** The newest finding of a party. */
    public Optional<Assessment> finding(Party party) {
      return assessments.stream().filter(a -> a.party() == party).reduce((a, b) -> b);
    }

    /** The same, seen with both clocks as they are now; nothing is stored. */
    public Snapshot seen(Reading now) {
      return new Snapshot(
          id,
          source,
          nature,
          reportedBy,
          concerns,
          what,
          edition,
          clock.at(now),
          kind,
          severity,
          phase,
          reportableAt,
          rootCause,
          review,
          reached,
          duties,
          assessments,
          roles,
          checklist,
          tasks,
          sounded);
    }

    /** How fast it went, in whole minutes since detection; empty where it has not come so far. */
    public Score score() {
      Instant from = clock.detected().product();
      return new Score(
          minutes(from, assessments.stream().map(Assessment::at).toList(), false),
          Optional.ofNullable(reached.get("CONTAINED"))
              .map(at -> Duration.between(from, at).toMinutes()),
          duties.stream().anyMatch(NotificationDuty::open)
              ? Optional.empty()
              : minutes(
                  from,
                  duties.stream()
                      .map(NotificationDuty::standing)
                      .filter(NotificationDuty.Met.class::isInstance)
                      .map(met -> ((NotificationDuty.Met) met).at())
                      .toList(),
                  true));
    }

    private static Optional<Long> minutes(Instant from, Collection<Instant> all, boolean last) {
      return all.stream()
          .reduce((a, b) -> a.isBefore(b) == last ? b : a)
          .map(at -> Duration.between(from, at).toMinutes());
    }
  }

  /** Minutes from detection to the first finding, to containment, and until all were told. */
  public record Score(Optional<Long> assess, Optional<Long> contain, Optional<Long> told) {}
}
