package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.followups.FollowUp;
import org.lockkeeper.compliance.followups.WorkFollowUps;
import org.lockkeeper.compliance.plan.PlanChange;
import org.lockkeeper.compliance.plan.PlanSection;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.Plans;
import org.lockkeeper.compliance.plan.WorkOnPlan;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/incident-plan} and {@code /support/incident-plan}: the plan in force, all of its
 * versions, and for admins the work on it.
 */
@Named
@RequestScoped
public class IncidentPlan {

  private final WorkOnPlan plan;
  private final WorkFollowUps followUps;
  private final DutyDates duties;
  private final OurPeople people;
  private final FormFields form;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Optional<UUID> asked;

  private Optional<PlanVersion> shown = Optional.empty();
  private @Nullable Draft draft;

  @Inject
  IncidentPlan(
      WorkOnPlan plan,
      WorkFollowUps followUps,
      DutyDates duties,
      OurPeople people,
      FormFields form,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      HttpServletRequest request) {
    this.plan = plan;
    this.followUps = followUps;
    this.duties = duties;
    this.people = people;
    this.form = form;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.asked = Optional.ofNullable(request.getParameter("version")).flatMap(FormFields::asId);
  }

  private Optional<PlanVersion> shown() {
    if (shown.isEmpty()) {
      shown =
          asked
              .flatMap(plan::find)
              .filter(version -> version.number().isPresent())
              .or(plan::inForce);
    }
    return shown;
  }

  /** Whether there is a plan. */
  public boolean there() {
    return shown().isPresent();
  }

  /**
   * What stands above the text.
   *
   * @param former whether another version is in force now
   */
  public record Head(
      String version, String why, String writtenBy, String approved, boolean former) {}

  public Head head() {
    PlanVersion v = shown().orElseThrow();
    return new Head(
        texts.with("admin.incident-plan.label.version", v.number().orElse(0)),
        v.why(),
        v.writtenBy()
            .map(people::name)
            .orElseGet(() -> texts.get("admin.incident-plan.label.product")),
        v.decidedBy()
            .map(people::name)
            .orElseGet(() -> texts.get("admin.incident-plan.message.nobody")),
        v.state() == PlanVersion.State.REPLACED);
  }

  /** Since when the shown version is in force. */
  public Instant since() {
    PlanVersion v = shown().orElseThrow();
    return v.decidedAt().orElse(v.writtenAt());
  }

  /** One section. */
  public record Section(String name, String title, List<String> lines, String text) {}

  public List<Section> sections() {
    return shown().map(this::sections).orElse(List.of());
  }

  private List<Section> sections(PlanVersion version) {
    return Arrays.stream(PlanSection.values())
        .map(
            section ->
                new Section(
                    section.name(),
                    title(section),
                    version.text(section).lines().toList(),
                    version.text(section)))
        .toList();
  }

  private String title(PlanSection section) {
    return texts.get("admin.incident-plan.section." + Choices.word(section));
  }

  /** The ring of the six-monthly review. */
  public Clocks.@Nullable Ring ring() {
    return duties.ring("plan-review");
  }

  /** One version in the list. */
  public record Version(String id, String label, String why, String by, Instant at, boolean now) {}

  public List<Version> versions() {
    return plan.versions().stream()
        .map(
            v ->
                new Version(
                    v.id().toString(),
                    texts.with("admin.incident-plan.label.version", v.number().orElse(0)),
                    v.why(),
                    v.decidedBy()
                        .map(people::name)
                        .orElseGet(() -> texts.get("admin.incident-plan.message.nobody")),
                    v.decidedAt().orElse(v.writtenAt()),
                    v.state() == PlanVersion.State.IN_FORCE))
        .toList();
  }

  /** A signature that it stays. */
  public record Signed(Instant at, String by, String words) {}

  public List<Signed> signed() {
    return plan.signOffs().stream().map(this::signed).toList();
  }

  private Signed signed(Plans.SignOff one) {
    return new Signed(one.at(), people.name(one.by()), one.words());
  }

  /** A line of what has changed. */
  public record Line(String mark, String said, String text) {}

  /** What has changed in one section. */
  public record Change(String title, List<Line> lines) {}

  /** What the shown version changed of the one before it. */
  public List<Change> changed() {
    return shown().map(plan::changes).orElse(List.of()).stream().map(this::change).toList();
  }

  private Change change(PlanChange change) {
    return new Change(
        title(change.section()),
        change.lines().stream()
            .filter(line -> line.mark() != PlanChange.Mark.SAME)
            .map(
                line ->
                    new Line(
                        Choices.word(line.mark()),
                        texts.get("admin.incident-plan.mark." + Choices.word(line.mark())),
                        line.text()))
            .toList());
  }

  /**
   * The version that is written or waits.
   *
   * @param seen tells this text from a later one when it is approved
   * @param own whether the reader wrote any of it, and so does not approve it
   */
  public record Draft(
      String seen,
      boolean waits,
      boolean own,
      String why,
      String writtenBy,
      Instant writtenAt,
      List<Section> sections,
      List<Change> changes) {}

  /** The version that is written or waits; null if there is none. */
  public @Nullable Draft draft() {
    Draft known = draft;
    if (known == null) {
      known = plan.open().map(this::draft).orElse(null);
      draft = known;
    }
    return known;
  }

  private Draft draft(PlanVersion open) {
    return new Draft(
        open.mark(),
        open.state() == PlanVersion.State.PROPOSED,
        plan.wrote(signedIn.account(), open),
        open.why(),
        open.writtenBy().map(people::name).orElse(""),
        open.writtenAt(),
        sections(open),
        plan.changes().stream().map(this::change).toList());
  }

  /** A wish to look at the plan. */
  public record Look(
      String id, String source, String what, Instant due, boolean open, String answer) {}

  public List<Look> looks() {
    return followUps.of(FollowUp.Kind.PLAN).stream()
        .map(
            one ->
                new Look(
                    one.id().toString(),
                    one.source(),
                    one.what(),
                    one.dueAt(),
                    one.open(),
                    one.answer().orElse("")))
        .toList();
  }

  private void said(WorkOnPlan.Outcome outcome) {
    draft = null;
    shown = Optional.empty();
    duties.again();
    String message = texts.get("admin.incident-plan.outcome." + Choices.word(outcome));
    if (outcome == WorkOnPlan.Outcome.DONE) {
      toast.say(message);
    } else {
      toast.warn(message);
    }
  }

  /** Begins a draft. */
  public void begin() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(plan.draft(signedIn.account(), form.text("why")));
  }

  private WorkOnPlan.Outcome written() {
    Map<PlanSection, String> said = new EnumMap<>(PlanSection.class);
    for (PlanSection section : PlanSection.values()) {
      String text = form.text("body-" + section.name());
      if (!text.isEmpty()) {
        said.put(section, text);
      }
    }
    return plan.write(signedIn.account(), said);
  }

  /** Keeps what was written. */
  public void save() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(written());
  }

  /** Keeps what was written, and asks another person. */
  public void propose() {
    signedIn.need(Permission.INCIDENTS_WORK);
    WorkOnPlan.Outcome kept = written();
    said(kept == WorkOnPlan.Outcome.DONE ? plan.propose(signedIn.account()) : kept);
  }

  /** Puts the proposed version in force, if it is the one that was shown. */
  public void approve() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(plan.approve(signedIn.account(), form.text("seen")));
  }

  /** Gives the proposed version back. */
  public void giveBack() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(plan.giveBack(signedIn.account()));
  }

  /** Puts the draft away. */
  public void drop() {
    signedIn.need(Permission.INCIDENTS_WORK);
    said(plan.drop(signedIn.account()));
  }

  /** Signs that the plan stays as it is. */
  public void signOff() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    said(plan.signOff(signedIn.account(), form.text("words")));
  }

  /** Somebody looked at the plan because of what happened. */
  public void looked(String look) {
    signedIn.need(Permission.INCIDENTS_WORK);
    String answer = form.text("answer-" + look);
    if (form.plain(answer)) {
      said(
          FormFields.asId(look)
                  .filter(id -> followUps.done(signedIn.account(), id, answer))
                  .isPresent()
              ? WorkOnPlan.Outcome.DONE
              : WorkOnPlan.Outcome.NOT_THERE);
    }
  }
}
