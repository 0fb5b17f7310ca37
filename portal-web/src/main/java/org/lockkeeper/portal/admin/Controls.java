package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.pack.Answer;
import org.lockkeeper.compliance.pack.AssessControls;
import org.lockkeeper.compliance.pack.Assessment;
import org.lockkeeper.compliance.pack.Attestation;
import org.lockkeeper.compliance.pack.CatalogueChange;
import org.lockkeeper.compliance.pack.CloseGaps;
import org.lockkeeper.compliance.pack.Control;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.GapPlan;
import org.lockkeeper.compliance.pack.Sighting;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** {@code /admin/controls}: every control, what is answered, and what it stands on. */
@Named
@RequestScoped
public class Controls {

  private static final Pattern ID = Pattern.compile("[QR]-\\d{2}");

  private final AssessControls assess;
  private final CloseGaps gaps;
  private final Editions editions;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final String show;
  private final Optional<String> asked;

  private @Nullable Assessment found;
  private @Nullable String planned;
  private @Nullable String owner;
  private @Nullable String due;
  private @Nullable String plan;
  private @Nullable String attested;
  private @Nullable String on;
  private @Nullable String where;
  private @Nullable String digest;

  @Inject
  Controls(
      AssessControls assess,
      CloseGaps gaps,
      Editions editions,
      SignedIn signedIn,
      Toast toast,
      Texts texts,
      Times times,
      HttpServletRequest request) {
    this.assess = assess;
    this.gaps = gaps;
    this.editions = editions;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    String wanted = request.getParameter("show");
    this.show = wanted != null && List.of("asked", "no", "tasks").contains(wanted) ? wanted : "all";
    this.asked =
        Optional.ofNullable(request.getParameter("control"))
            .filter(text -> ID.matcher(text).matches());
  }

  /**
   * A control in words.
   *
   * @param next what is to be done, or until when nothing is
   */
  public record Row(
      String id,
      String title,
      String question,
      String policies,
      String answer,
      String state,
      String look,
      String owner,
      String proofs,
      Instant verified,
      String next) {}

  /** A proof in words. */
  public record Seen(
      String name,
      String title,
      String how,
      String fact,
      String state,
      String look,
      Instant observed,
      String mayBe,
      String page,
      boolean gap,
      String plan,
      String planState,
      String planLook,
      @Nullable Instant planDue,
      List<Showing> shown) {}

  /** What a person showed. */
  public record Showing(Instant on, String where, String digest, Instant entered) {}

  /** Something to choose. */
  public record Choice(String value, String label) {}

  /** A number of a policy that changed. */
  public record Changed(String name, String before, String after, List<String> controls) {}

  /** A control that a new edition concerns. */
  public record Concerned(String id, String title, String why, String todo) {}

  /** What is seen now; looked at once for each request. */
  private Assessment found() {
    Assessment read = found;
    if (read == null) {
      read = assess.now();
      found = read;
    }
    return read;
  }

  /** Until when whoever looks has access; empty if it does not end by itself. */
  public String ends() {
    return signedIn.account().endsAt().map(times::day).orElse("");
  }

  /** The present day in UTC: plans are due from then on, and nothing was shown after it. */
  public String today() {
    return found().at().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** The edition in force. */
  public String edition() {
    return found().catalogue().edition().toString();
  }

  public long yes() {
    return found().count(Answer.Verdict.YES);
  }

  /** Noes that carry their plans. */
  public long planned() {
    return found().count(Answer.Verdict.NO) - incomplete();
  }

  /** Noes without a plan in time. */
  public long incomplete() {
    return found().answers().stream().filter(answer -> !answer.complete()).count();
  }

  /** How many proofs lack a plan: so many plans close all open tasks. */
  public long tasks() {
    return found().openTasks().size();
  }

  public long held() {
    return found().sightings().values().stream().filter(Sighting::holds).count();
  }

  public long proofs() {
    return found().sightings().size();
  }

  /** Which lines are shown. */
  public String show() {
    return show;
  }

  /** The lines. */
  public List<Row> rows() {
    return found().answers().stream().filter(this::wanted).map(this::row).toList();
  }

  private boolean wanted(Answer answer) {
    return switch (show) {
      case "asked" -> answer.control().asked();
      case "no" -> answer.verdict() == Answer.Verdict.NO;
      case "tasks" -> !answer.complete();
      default -> true;
    };
  }

  private Row row(Answer answer) {
    Control control = answer.control();
    int held = control.proofs().size() - answer.missing().size();
    return new Row(
        control.id(),
        control.title(),
        control.question(),
        String.join(", ", control.policies()),
        answer.text(),
        state(answer),
        look(answer),
        owner(control.owner()),
        texts.with("admin.controls.message.proofs", held, control.proofs().size()),
        answer.verifiedAt(),
        next(answer));
  }

  private String state(Answer answer) {
    if (answer.verdict() == Answer.Verdict.YES) {
      return switch (answer.control().kind()) {
        case FREE_TEXT -> texts.get("admin.controls.state.proved");
        case CHOICE -> answer.control().choice().orElse("");
        case YES_NO, REQUIREMENT -> texts.get("admin.controls.state.yes");
      };
    }
    return texts.get(
        answer.complete() ? "admin.controls.state.planned" : "admin.controls.state.missing");
  }

  private static String look(Answer answer) {
    return answer.verdict() == Answer.Verdict.YES
        ? "delivered"
        : answer.complete() ? "exception" : "danger";
  }

  private String next(Answer answer) {
    if (!answer.complete()) {
      return texts.with("admin.controls.message.enter", answer.unplanned().size());
    }
    if (answer.due().isPresent()) {
      return texts.with("admin.controls.message.by", times.day(answer.due().get()));
    }
    Instant soon = found().at().plusSeconds(86_400);
    return answer.control().proofs().stream()
        .map(name -> found().sighting(name))
        .map(seen -> seen.observedAt().plus(seen.maxAge()))
        .filter(end -> end.isAfter(soon))
        .min(Comparator.naturalOrder())
        .map(end -> texts.with("admin.controls.message.until", times.day(end)))
        .orElseGet(() -> texts.get("admin.controls.message.live"));
  }

  private String owner(GapPlan.Owner of) {
    return texts.get("admin.controls.owner." + PeopleWords.word(of));
  }

  /** The control that is looked at; null if there is none. */
  public @Nullable Row one() {
    return answer().map(this::row).orElse(null);
  }

  private Optional<Answer> answer() {
    return asked.flatMap(
        id ->
            found().answers().stream()
                .filter(answer -> answer.control().id().equals(id))
                .findFirst());
  }

  /** The proofs of the control that is looked at. */
  public List<Seen> seen() {
    return answer().stream()
        .flatMap(answer -> answer.control().proofs().stream())
        .map(this::seen)
        .toList();
  }

  private Seen seen(String name) {
    ControlCatalogue catalogue = found().catalogue();
    Sighting seen = found().sighting(name);
    Optional<GapPlan> entered = Optional.ofNullable(found().plans().get(name));
    boolean open = found().openTasks().contains(name);
    return new Seen(
        name,
        catalogue.title(name),
        catalogue.how(name),
        seen.fact(),
        texts.get("admin.controls.proof." + PeopleWords.word(seen.state())),
        switch (seen.state()) {
          case HOLDS -> "delivered";
          case FAILS, TOO_OLD -> "exception";
          case UNSEEN -> "danger";
        },
        seen.observedAt(),
        times.span(seen.maxAge()),
        seen.page(),
        !seen.holds(),
        entered.map(one -> owner(one.owner()) + ": " + one.text()).orElse(""),
        texts.get(
            entered.isEmpty()
                ? "admin.controls.plan.missing"
                : open ? "admin.controls.plan.late" : "admin.controls.plan.entered"),
        open ? "danger" : "routed",
        entered.map(one -> midnight(one.dueOn())).orElse(null),
        catalogue.shown(name).isPresent()
            ? gaps.shown(name).stream().map(Controls::showing).toList()
            : List.of());
  }

  private static Showing showing(Attestation one) {
    return new Showing(
        midnight(one.shownOn()), one.where(), one.sha256().orElse(""), one.enteredAt());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The proofs of this control that do not hold. */
  public List<Choice> missing() {
    return answer().stream()
        .flatMap(answer -> answer.missing().stream())
        .map(name -> new Choice(name, found().catalogue().title(name)))
        .toList();
  }

  /** The proofs of this control that a person shows. */
  public List<Choice> showable() {
    return answer().stream()
        .flatMap(answer -> answer.control().proofs().stream())
        .filter(name -> found().catalogue().shown(name).isPresent())
        .map(name -> new Choice(name, found().catalogue().title(name)))
        .toList();
  }

  public List<Choice> owners() {
    return Arrays.stream(GapPlan.Owner.values())
        .map(each -> new Choice(each.name(), owner(each)))
        .toList();
  }

  // ---- Editions

  private Optional<ControlCatalogue> before() {
    List<ControlCatalogue> all = editions.all();
    return all.size() < 2 ? Optional.empty() : Optional.of(all.get(all.size() - 2));
  }

  private ControlCatalogue after() {
    return editions.all().getLast();
  }

  /** Whether there are two editions to compare. */
  public boolean compared() {
    return before().isPresent();
  }

  /** Which editions are compared: the last two. */
  public String comparison() {
    return before()
        .map(
            was ->
                texts.with(
                    "admin.controls.message.compared",
                    times.day(was.edition()),
                    times.day(after().edition())))
        .orElse("");
  }

  private Optional<CatalogueChange> change() {
    return before().map(was -> editions.between(was, after()));
  }

  /** The numbers that changed. */
  public List<Changed> numbers() {
    return change().stream()
        .flatMap(change -> change.numbers().stream())
        .map(
            one ->
                new Changed(
                    one.name(),
                    one.before().orElse("\u2013"),
                    one.after().orElse("\u2013"),
                    one.controls()))
        .toList();
  }

  /** The controls that are concerned, and what is to be done. */
  public List<Concerned> concerned() {
    return change().stream()
        .flatMap(change -> change.controls().stream())
        .map(
            line ->
                new Concerned(
                    line.id(),
                    line.title(),
                    String.join(
                        ", ",
                        line.why().stream()
                            .sorted()
                            .map(why -> texts.get("admin.controls.why." + PeopleWords.word(why)))
                            .toList()),
                    todo(line)))
        .toList();
  }

  private String todo(CatalogueChange.Line line) {
    return found().answers().stream()
        .filter(answer -> answer.control().id().equals(line.id()))
        .findFirst()
        .map(
            answer ->
                answer.verdict() == Answer.Verdict.YES
                    ? texts.get("admin.controls.message.still")
                    : next(answer))
        .orElseGet(() -> texts.get("admin.controls.message.not-in-force"));
  }

  // ---- What people enter

  /** Enters a plan for a proof that does not hold. */
  public void enterPlan() {
    signedIn.need(Permission.CONTROLS_WORK);
    Optional<LocalDate> by = day(due);
    Optional<GapPlan.Owner> who =
        Arrays.stream(GapPlan.Owner.values()).filter(each -> each.name().equals(owner)).findFirst();
    if (by.isEmpty() || who.isEmpty()) {
      toast.refuse(texts.get("admin.controls.plan-outcome.day"));
      return;
    }
    CloseGaps.Outcome outcome =
        gaps.plan(signedIn.account(), text(planned), who.get(), by.get(), text(plan));
    tell("admin.controls.plan-outcome.", outcome);
    if (outcome == CloseGaps.Outcome.DONE) {
      plan = null;
    }
    found = null;
  }

  /** Says what was shown. */
  public void enterShown() {
    signedIn.need(Permission.CONTROLS_WORK);
    Optional<LocalDate> day = day(on);
    if (day.isEmpty()) {
      toast.refuse(texts.get("admin.controls.shown-outcome.day"));
      return;
    }
    CloseGaps.Outcome outcome =
        gaps.show(signedIn.account(), text(attested), day.get(), text(where), text(digest));
    tell("admin.controls.shown-outcome.", outcome);
    if (outcome == CloseGaps.Outcome.DONE) {
      where = null;
      digest = null;
    }
    found = null;
  }

  private void tell(String prefix, CloseGaps.Outcome outcome) {
    String sentence = texts.get(prefix + PeopleWords.word(outcome));
    if (outcome == CloseGaps.Outcome.DONE) {
      toast.say(sentence);
    } else if (outcome == CloseGaps.Outcome.NOT_THERE) {
      toast.warn(sentence);
    } else {
      toast.refuse(sentence);
    }
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered;
  }

  private static Optional<LocalDate> day(@Nullable String entered) {
    try {
      return Optional.ofNullable(entered)
          .filter(one -> !one.isBlank())
          .map(one -> LocalDate.parse(one.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public @Nullable String getPlanned() {
    return planned;
  }

  public void setPlanned(@Nullable String planned) {
    this.planned = planned;
  }

  public @Nullable String getOwner() {
    return owner;
  }

  public void setOwner(@Nullable String owner) {
    this.owner = owner;
  }

  public @Nullable String getDue() {
    return due;
  }

  public void setDue(@Nullable String due) {
    this.due = due;
  }

  public @Nullable String getPlan() {
    return plan;
  }

  public void setPlan(@Nullable String plan) {
    this.plan = plan;
  }

  public @Nullable String getAttested() {
    return attested;
  }

  public void setAttested(@Nullable String attested) {
    this.attested = attested;
  }

  public @Nullable String getOn() {
    return on;
  }

  public void setOn(@Nullable String on) {
    this.on = on;
  }

  public @Nullable String getWhere() {
    return where;
  }

  public void setWhere(@Nullable String where) {
    this.where = where;
  }

  public @Nullable String getDigest() {
    return digest;
  }

  public void setDigest(@Nullable String digest) {
    this.digest = digest;
  }
}
