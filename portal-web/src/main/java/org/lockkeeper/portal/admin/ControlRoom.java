package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.clocks.ClockRule;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.clocks.JobHealth;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /admin/control-room}: every clock that was promised, and what is open.
 */
@Named
@RequestScoped
public class ControlRoom {

  private static final Pattern NAME = Pattern.compile("[a-z-]{3,40}");

  private final ClockWall wall;
  private final JobsReader jobs;
  private final SettleAlert alerts;
  private final AlertsReader reader;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Texts texts;
  private final PeopleWords words;
  private final Times times;
  private final Optional<String> asked;

  private @Nullable List<ClockWall.Standing> standings;
  private @Nullable List<JobHealth.Job> work;
  private @Nullable String doneOn;
  private @Nullable String proof;

  @Inject
  ControlRoom(
      ClockWall wall,
      JobsReader jobs,
      SettleAlert alerts,
      AlertsReader reader,
      SignedIn signedIn,
      Toast toast,
      Texts texts,
      PeopleWords words,
      Times times,
      HttpServletRequest request) {
    this.wall = wall;
    this.jobs = jobs;
    this.alerts = alerts;
    this.reader = reader;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
    this.words = words;
    this.times = times;
    this.asked =
        Optional.ofNullable(request.getParameter("clock"))
            .filter(text -> NAME.matcher(text).matches());
  }

  /**
   * A clock in words.
   *
   * @param path where it is kept or seen; empty if on no page of admins
   * @param register the register that turns it; empty if none does, or {@code path} leads there
   * @param due until when; null if it is seen elsewhere
   */
  public record Row(
      String name,
      String label,
      String span,
      String kind,
      String source,
      String owner,
      String path,
      String register,
      @Nullable Instant last,
      @Nullable Instant due,
      boolean live,
      long open,
      long overdue,
      String state,
      String look) {}

  /** A work that comes back by itself. */
  public record Work(
      String name,
      String every,
      @Nullable Instant success,
      @Nullable Instant failure,
      @Nullable Instant next,
      String state,
      String look) {}

  private List<JobHealth.Job> work() {
    List<JobHealth.Job> read = work;
    if (read == null) {
      read = jobs.jobs();
      work = read;
    }
    return read;
  }

  /** All work that comes back: what stands still first. */
  public List<Work> jobs() {
    return work().stream()
        .sorted(Comparator.comparing(ControlRoom::urgency).thenComparing(JobHealth.Job::name))
        .map(
            job ->
                new Work(
                    job.name(),
                    times.span(job.every()),
                    job.lastSuccess().orElse(null),
                    job.lastFailure().orElse(null),
                    job.nextRun().orElse(null),
                    texts.get("admin.control-room.job." + word(job.state()).replace('_', '-')),
                    switch (job.state()) {
                      case GOOD -> "delivered";
                      case FAILING -> "exception";
                      case OVERDUE -> "danger";
                      case NOT_YET -> "cancelled";
                    }))
        .toList();
  }

  private static int urgency(JobHealth.Job job) {
    return switch (job.state()) {
      case OVERDUE -> 0;
      case FAILING -> 1;
      case NOT_YET, GOOD -> 2;
    };
  }

  /** How much work stands still. */
  public long stuck() {
    return work().stream().filter(job -> job.state() == JobHealth.Job.State.OVERDUE).count();
  }

  /** One time at which a duty was done. */
  public record Done(Instant on, String by, String proof, Instant markedAt) {}

  private List<ClockWall.Standing> standings() {
    List<ClockWall.Standing> read = standings;
    if (read == null) {
      read = wall.standings();
      standings = read;
    }
    return read;
  }

  /** Duties that come back, the most urgent first. */
  public List<Row> duties() {
    return standings().stream()
        .filter(s -> s.rule().kind() == ClockRule.Kind.CYCLE && s.due().isPresent())
        .map(this::inWords)
        .toList();
  }

  /** Cases, and what the product keeps, as the data shows them: the most urgent first. */
  public List<Row> cases() {
    return standings().stream()
        .filter(s -> s.live() && s.rule().kind() != ClockRule.Kind.CYCLE)
        .map(this::inWords)
        .toList();
  }

  /** What is seen elsewhere. */
  public List<Row> elsewhere() {
    return standings().stream()
        .filter(s -> s.state() == ClockWall.State.ELSEWHERE)
        .map(this::inWords)
        .toList();
  }

  /** The duty that is looked at; null if there is none. */
  public @Nullable Row one() {
    return asked
        .flatMap(
            name ->
                standings().stream()
                    .filter(s -> s.byHand() && s.rule().name().equals(name))
                    .findFirst())
        .map(this::inWords)
        .orElse(null);
  }

  /** What was done of the duty that is looked at. */
  public List<Done> history() {
    return asked.stream()
        .flatMap(name -> wall.history(name).stream())
        .map(
            mark ->
                new Done(midnight(mark.doneOn()), person(mark.by()), mark.proof(), mark.markedAt()))
        .toList();
  }

  /** How many duties should have been done. */
  public long overdue() {
    return count(ClockWall.State.OVERDUE);
  }

  /** How many are due soon. */
  public long soon() {
    return count(ClockWall.State.SOON);
  }

  /** How many alerts wait; 0 for who may not see them. */
  public int alerts() {
    return signedIn.may(Permission.ALERTS_READ) ? alerts.open().size() : 0;
  }

  private long count(ClockWall.State state) {
    return standings().stream().filter(s -> s.state() == state).count();
  }

  private Row inWords(ClockWall.Standing standing) {
    ClockRule rule = standing.rule();
    String register = rule.page().isPresent() ? "" : register(rule.name());
    return new Row(
        rule.name(),
        texts.get("admin.control-room.clock." + rule.name()),
        span(rule),
        texts.get("admin.control-room.kind." + word(rule.kind())),
        rule.source(),
        texts.get("admin.control-room.owner." + word(rule.owner())),
        rule.page()
            .orElseGet(
                () -> standing.byHand() ? "/admin/control-room?clock=" + rule.name() : register),
        standing.byHand() ? register : "",
        standing.lastDone().map(ControlRoom::midnight).orElse(null),
        standing.dueAt().or(() -> standing.due().map(ControlRoom::midnight)).orElse(null),
        standing.live(),
        standing.open(),
        standing.overdue(),
        texts.get("admin.control-room.state." + word(standing.state())),
        switch (standing.state()) {
          case GOOD -> "delivered";
          case SOON -> "exception";
          case OVERDUE -> "danger";
          case IDLE, ELSEWHERE -> "cancelled";
        });
  }

  /** The page of the register whose entries turn a clock; empty if none does. */
  private static String register(String clock) {
    Optional<RegisterKind> kind =
        switch (clock) {
          case "critical-fix", "high-fix" -> Optional.of(RegisterKind.VULNERABILITY);
          case "organization-change" -> Optional.of(RegisterKind.CHANGE);
          default ->
              Arrays.stream(RegisterKind.values())
                  .filter(each -> each.clock().filter(clock::equals).isPresent())
                  .findFirst();
        };
    return kind.map(known -> "/admin/register?kind=" + known.word()).orElse("");
  }

  private String span(ClockRule rule) {
    if (rule.span() instanceof Duration hours) {
      return texts.with("admin.control-room.message.hours", hours.toHours());
    }
    Period days = Period.from(rule.span());
    return days.toTotalMonths() > 0
        ? texts.with("admin.control-room.message.months", days.toTotalMonths())
        : texts.with("admin.control-room.message.days", LocalDate.EPOCH.plus(days).toEpochDay());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private String person(UUID account) {
    return reader.person(account).map(words::name).orElseGet(account::toString);
  }

  public @Nullable String getDoneOn() {
    return doneOn;
  }

  public void setDoneOn(@Nullable String doneOn) {
    this.doneOn = doneOn;
  }

  public @Nullable String getProof() {
    return proof;
  }

  public void setProof(@Nullable String proof) {
    this.proof = proof;
  }

  /** Says that the duty was done. */
  public void done() {
    signedIn.need(Permission.CLOCKS_WORK);
    Optional<LocalDate> on = day();
    if (asked.isEmpty() || on.isEmpty()) {
      toast.warn(texts.get("admin.control-room.message.day"));
      return;
    }
    String where = proof == null ? "" : proof;
    switch (wall.done(signedIn.account(), asked.get(), on.get(), where)) {
      case DONE -> {
        toast.say(texts.get("admin.control-room.message.done"));
        proof = null;
      }
      case NOT_THERE -> toast.warn(texts.get("admin.control-room.message.not-there"));
      case DAY -> toast.warn(texts.get("admin.control-room.message.day"));
      case PROOF -> toast.warn(texts.get("admin.control-room.message.proof"));
    }
    standings = null;
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.ofNullable(doneOn)
          .filter(text -> !text.isBlank())
          .map(text -> LocalDate.parse(text.strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
