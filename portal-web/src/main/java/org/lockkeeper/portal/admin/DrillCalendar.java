package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.drills.Drill;
import org.lockkeeper.compliance.drills.PlanDrills;
import org.lockkeeper.compliance.drills.RunDrills;
import org.lockkeeper.compliance.drills.Scenario;
import org.lockkeeper.compliance.drills.Scenarios;
import org.lockkeeper.compliance.followups.FollowUp;
import org.lockkeeper.compliance.followups.WorkFollowUps;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/drills}: the calendar of drills, their results and their lessons. */
@Named
@RequestScoped
public class DrillCalendar {

  private final PlanDrills plan;
  private final RunDrills run;
  private final Scenarios scenarios;
  private final WorkFollowUps followUps;
  private final DutyDates duties;
  private final OurPeople people;
  private final FormFields form;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Redirect redirect;

  private @Nullable List<Drill> drills;
  private @Nullable List<Lesson> lessons;

  @Inject
  DrillCalendar(
      PlanDrills plan,
      RunDrills run,
      Scenarios scenarios,
      WorkFollowUps followUps,
      DutyDates duties,
      OurPeople people,
      FormFields form,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Redirect redirect) {
    this.plan = plan;
    this.run = run;
    this.scenarios = scenarios;
    this.followUps = followUps;
    this.duties = duties;
    this.people = people;
    this.form = form;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.redirect = redirect;
  }

  private List<Drill> drills() {
    List<Drill> known = drills;
    if (known == null) {
      known = plan.latest();
      drills = known;
    }
    return known;
  }

  /** The ring of the half-yearly drill. */
  public Clocks.@Nullable Ring ring() {
    return duties.ring("drill");
  }

  /** A scenario to choose. */
  public record Choice(String name, String title, String what, String expected, String targets) {}

  public List<Choice> scenarios() {
    return scenarios.all().stream()
        .map(
            one ->
                new Choice(
                    one.name(),
                    one.title(texts.locale()),
                    one.what(texts.locale()),
                    one.expected(texts.locale()),
                    texts.with(
                        "admin.drills.message.targets",
                        one.assess().toMinutes(),
                        one.contain().toMinutes(),
                        one.tell().toMinutes())))
        .toList();
  }

  /** The day of the book of scenarios. */
  public String edition() {
    return scenarios.edition().toString();
  }

  /**
   * One measure.
   *
   * @param look of its tag
   */
  public record Measure(String label, String text, String look) {}

  /**
   * One drill.
   *
   * @param incident of the practiced incident; empty text if there is none
   * @param compared with the one before of the same scenario; empty text if there is none
   */
  public record Row(
      String id,
      String title,
      Instant plannedFor,
      String plannedBy,
      String state,
      String look,
      boolean planned,
      boolean measured,
      String incident,
      List<Measure> measures,
      String compared) {}

  /** Those that lie ahead or run, the next one first. */
  public List<Row> ahead() {
    return drills().stream()
        .filter(d -> d.state() == Drill.State.PLANNED || d.state() == Drill.State.RUNNING)
        .map(this::row)
        .toList()
        .reversed();
  }

  /** Those that are over, the latest first. */
  public List<Row> over() {
    return drills().stream()
        .filter(d -> d.state() != Drill.State.PLANNED && d.state() != Drill.State.RUNNING)
        .map(this::row)
        .toList();
  }

  private Row row(Drill drill) {
    return new Row(
        drill.id().toString(),
        title(drill),
        drill.plannedFor(),
        people.name(drill.plannedBy()),
        state(drill),
        look(drill),
        drill.state() == Drill.State.PLANNED,
        drill.state() == Drill.State.DONE || drill.state() == Drill.State.RUNNING,
        drill.incident().map(IncidentId::toString).orElse(""),
        drill.measures().stream().map(one -> measure(one, drill)).toList(),
        compared(drill));
  }

  private String title(Drill drill) {
    return scenarios.named(drill.scenario()).map(s -> title(s)).orElse(drill.scenario());
  }

  private String title(Scenario scenario) {
    return scenario.title(texts.locale());
  }

  private String state(Drill drill) {
    return texts.get(
        drill.state() == Drill.State.DONE
            ? drill.passed() ? "admin.drills.state.passed" : "admin.drills.state.failed"
            : "admin.drills.state." + Choices.word(drill.state()));
  }

  private static String look(Drill drill) {
    return switch (drill.state()) {
      case PLANNED -> "routed";
      case RUNNING -> "exception";
      case DONE -> drill.passed() ? "delivered" : "danger";
      case MISSED -> "danger";
      case CANCELED -> "cancelled";
    };
  }

  private Measure measure(Drill.Measure one, Drill drill) {
    String label = texts.get("admin.drills.measure." + Choices.word(one.what()));
    boolean open = drill.state() == Drill.State.RUNNING && one.took().isEmpty();
    return new Measure(
        label,
        one.took()
            .map(took -> texts.with("admin.drills.message.took", label, took, one.target()))
            .orElseGet(
                () ->
                    texts.with(
                        open ? "admin.drills.message.open" : "admin.drills.message.never",
                        label,
                        one.target())),
        open ? "cancelled" : one.passed() ? "delivered" : "danger");
  }

  /** How the whole time until all were told compares with the last time. */
  private String compared(Drill drill) {
    if (drill.state() != Drill.State.DONE) {
      return "";
    }
    Optional<Drill> before =
        drills().stream()
            .filter(other -> other.state() == Drill.State.DONE)
            .filter(other -> other.scenario().equals(drill.scenario()))
            .filter(other -> other.stateAt().isBefore(drill.stateAt()))
            .findFirst();
    return before
        .map(
            other ->
                texts.with(
                    "admin.drills.message.before",
                    passedOf(drill),
                    passedOf(other),
                    drill.measures().size(),
                    minutes(drill),
                    minutes(other)))
        .orElse("");
  }

  private static long passedOf(Drill drill) {
    return drill.measures().stream().filter(Drill.Measure::passed).count();
  }

  private static String minutes(Drill drill) {
    return drill.took().tell().map(String::valueOf).orElse("–");
  }

  /** A lesson. */
  public record Lesson(
      String id,
      String from,
      String what,
      String owner,
      Instant due,
      boolean open,
      String answer) {}

  public List<Lesson> lessons() {
    List<Lesson> known = lessons;
    if (known == null) {
      known =
          followUps.of(FollowUp.Kind.LESSON).stream()
              .map(
                  one ->
                      new Lesson(
                          one.id().toString(),
                          from(one.source()),
                          one.what(),
                          one.owner().map(people::name).orElse(""),
                          one.dueAt(),
                          one.open(),
                          one.answer().orElse("")))
              .toList();
      lessons = known;
    }
    return known;
  }

  private String from(String source) {
    return drills().stream()
        .filter(drill -> source.equals("drill:" + drill.id()))
        .map(this::title)
        .findFirst()
        .orElse(source);
  }

  public List<OurPeople.Choice> people() {
    return people.admins();
  }

  private void said(boolean done, String message) {
    drills = null;
    lessons = null;
    duties.again();
    if (done) {
      toast.say(texts.get(message));
    } else {
      toast.warn(texts.get("admin.drills.message.refused"));
    }
  }

  /** Plans a drill. */
  public void plan() {
    signedIn.need(Permission.INCIDENTS_WORK);
    Optional<Instant> at = form.at("day", "hour");
    if (at.isEmpty()) {
      toast.refuse(texts.get("admin.drills.message.time"));
      return;
    }
    switch (plan.plan(signedIn.account(), form.text("scenario"), at.get())) {
      case DONE -> said(true, "admin.drills.message.planned");
      case TIME -> toast.refuse(texts.get("admin.drills.message.time"));
      case NOT_THERE -> said(false, "");
    }
  }

  /** Begins a scenario at once. */
  public void beginNow() {
    signedIn.need(Permission.INCIDENTS_WORK);
    toRoom(run.beginNow(signedIn.account(), form.text("scenario")));
  }

  /** Begins a planned one before its time. */
  public void begin(String drill) {
    signedIn.need(Permission.INCIDENTS_WORK);
    toRoom(FormFields.asId(drill).flatMap(id -> run.begin(signedIn.account(), id)));
  }

  private void toRoom(Optional<IncidentId> incident) {
    if (incident.isPresent()) {
      redirect.to("/admin/incident?incident=" + incident.get());
    } else {
      said(false, "");
    }
  }

  /** Calls a planned one off. */
  public void cancel(String drill) {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(
        FormFields.asId(drill)
            .filter(id -> plan.cancel(signedIn.account(), id) == PlanDrills.Outcome.DONE)
            .isPresent(),
        "admin.drills.message.canceled");
  }

  /** Adds a lesson of a drill that is over. */
  public void addLesson() {
    signedIn.need(Permission.INCIDENTS_WORK);
    String what = form.text("lesson");
    if (!form.plain(what)) {
      return;
    }
    Optional<UUID> drill =
        form.id("of-drill")
            .filter(id -> drills().stream().anyMatch(known -> known.id().equals(id)));
    Optional<UUID> owner = form.id("owner").filter(people::isAdmin);
    Optional<Instant> due = form.endOf("due");
    said(
        drill.isPresent()
            && owner.isPresent()
            && due.isPresent()
            && followUps.lesson(
                signedIn.account(), "drill:" + drill.get(), what, owner.get(), due.get()),
        "admin.drills.message.lesson");
  }

  /** A lesson was taken. */
  public void lessonDone(String lesson) {
    signedIn.need(Permission.INCIDENTS_WORK);
    String answer = form.text("answer-" + lesson);
    if (form.plain(answer)) {
      said(
          FormFields.asId(lesson)
              .filter(id -> followUps.done(signedIn.account(), id, answer))
              .isPresent(),
          "admin.drills.message.lesson-done");
    }
  }
}
