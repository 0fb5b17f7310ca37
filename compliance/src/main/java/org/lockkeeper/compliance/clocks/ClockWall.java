package org.lockkeeper.compliance.clocks;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.compliance.clocks.live.LiveClocks;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * The wall of clocks: what was promised, who keeps it, and when it is due. Duties that come back
 * and are shown by no data are marked as done here, with their proof; a mark is never taken away.
 */
@UseCase
public class ClockWall {

  private static final int LONGEST_PROOF = 200;
  private static final int HISTORY = 50;

  private final ClockPolicy policy;
  private final ClockMarks marks;
  private final LiveClocks live;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ClockWall(
      ClockPolicy policy,
      ClockMarks marks,
      LiveClocks live,
      AuditTrail audit,
      TellPeople tell,
      Ids ids,
      Clock clock) {
    this.policy = policy;
    this.marks = marks;
    this.live = live;
    this.audit = audit;
    this.tell = tell;
    this.ids = ids;
    this.clock = clock;
  }

  /** How a clock stands. */
  public enum State {
    /** There is time. */
    GOOD,
    /** A fifth of the span or less is left. */
    SOON,
    /** It should have been done. */
    OVERDUE,
    /** No case is open. */
    IDLE,
    /** It is seen elsewhere. */
    ELSEWHERE
  }

  /**
   * A clock as it stands.
   *
   * @param last what somebody said was done last
   * @param lastDone the day on which it was last done, whether somebody said so or the data shows
   *     it
   * @param from the day from which the present span counts
   * @param due the day by whose end it has to be done; empty if it is seen elsewhere, or no case is
   *     open
   * @param dueAt the instant, where the data knows it
   * @param open how many cases are open
   * @param overdue how many of them should have been done
   * @param live whether the data itself shows it
   * @param warned whether its own page's work reminds people of it
   */
  public record Standing(
      ClockRule rule,
      Optional<ClockMarks.Mark> last,
      Optional<LocalDate> lastDone,
      LocalDate from,
      Optional<LocalDate> due,
      Optional<Instant> dueAt,
      long open,
      long overdue,
      boolean live,
      boolean warned,
      State state) {

    /** Whether people say here that it was done. */
    public boolean byHand() {
      return rule.kind() == ClockRule.Kind.CYCLE && rule.page().isEmpty() && !live;
    }
  }

  /** What became of a mark. */
  public enum Outcome {
    DONE,
    /** There is no such duty here. */
    NOT_THERE,
    /** The day lies ahead, or before the last time. */
    DAY,
    /** The proof is missing, too long, or has something in it that must not be there. */
    PROOF
  }

  /** All clocks: what is overdue first, then what is due soonest. */
  public List<Standing> standings() {
    Map<String, ClockMarks.Mark> newest =
        marks.newest().stream()
            .collect(Collectors.toMap(ClockMarks.Mark::clock, Function.identity()));
    LocalDate beginning = day(marks.beginning());
    return policy.rules().stream()
        .map(rule -> standing(rule, Optional.ofNullable(newest.get(rule.name())), beginning))
        .sorted(
            Comparator.comparing((Standing s) -> s.due().orElse(LocalDate.MAX))
                .thenComparing(s -> s.rule().kind())
                .thenComparing(s -> s.rule().name()))
        .toList();
  }

  private Standing standing(ClockRule rule, Optional<ClockMarks.Mark> last, LocalDate beginning) {
    Instant now = clock.instant();
    Optional<LiveClock.Figures> figures = live.of(rule.name(), now);
    if (rule.kind() != ClockRule.Kind.CYCLE) {
      return figures
          .map(known -> ofCases(rule, known, now))
          .orElseGet(() -> elsewhere(rule, last, beginning));
    }
    if (figures.isEmpty() && rule.page().isPresent()) {
      return elsewhere(rule, last, beginning);
    }
    Optional<LocalDate> shown = figures.flatMap(LiveClock.Figures::lastDone).map(ClockWall::day);
    // What the data shows needs nobody's word, and nobody's word moves it.
    Optional<LocalDate> done = figures.isPresent() ? shown : last.map(ClockMarks.Mark::doneOn);
    LocalDate from = done.orElse(beginning);
    Optional<Instant> dueAt = figures.flatMap(LiveClock.Figures::nextDue);
    LocalDate due =
        dueAt
            .map(ClockWall::day)
            .orElseGet(() -> from.plus(done.isPresent() ? rule.span() : policy.firstDue()));
    LocalDate today = day(now);
    long whole = Math.max(1, due.toEpochDay() - from.toEpochDay());
    long left = due.toEpochDay() - today.toEpochDay();
    boolean late =
        left < 0
            || figures.filter(known -> known.overdue() > 0).isPresent()
            || dueAt.filter(at -> !now.isBefore(at)).isPresent();
    State state = late ? State.OVERDUE : left * 5 <= whole ? State.SOON : State.GOOD;
    return new Standing(
        rule,
        last,
        done,
        from,
        Optional.of(due),
        dueAt,
        figures.map(LiveClock.Figures::open).orElse(0L),
        figures.map(LiveClock.Figures::overdue).orElse(0L),
        figures.isPresent(),
        figures.filter(LiveClock.Figures::warned).isPresent(),
        state);
  }

  private static Standing elsewhere(
      ClockRule rule, Optional<ClockMarks.Mark> last, LocalDate beginning) {
    return new Standing(
        rule,
        last,
        last.map(ClockMarks.Mark::doneOn),
        beginning,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        false,
        false,
        State.ELSEWHERE);
  }

  private static Standing ofCases(ClockRule rule, LiveClock.Figures known, Instant now) {
    LocalDate today = day(now);
    Duration whole =
        rule.span() instanceof Duration span
            ? span
            : Duration.ofDays(today.plus(rule.span()).toEpochDay() - today.toEpochDay());
    State state =
        known.overdue() > 0
            ? State.OVERDUE
            : known.open() == 0
                ? State.IDLE
                : known
                        .nextDue()
                        .filter(
                            at -> Duration.between(now, at).multipliedBy(5).compareTo(whole) <= 0)
                        .isPresent()
                    ? State.SOON
                    : State.GOOD;
    return new Standing(
        rule,
        Optional.empty(),
        known.lastDone().map(ClockWall::day),
        today,
        known.nextDue().map(ClockWall::day),
        known.nextDue(),
        known.open(),
        known.overdue(),
        true,
        true,
        state);
  }

  /** What was done of one duty, the newest first. */
  public List<ClockMarks.Mark> history(String name) {
    return marks.of(name, HISTORY);
  }

  /** Says that a duty was done on a day. */
  public Outcome done(Account by, String name, LocalDate on, String proof) {
    Optional<Standing> found =
        standings().stream()
            .filter(s -> s.rule().name().equals(name))
            .filter(Standing::byHand)
            .findFirst();
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (on.isAfter(day(clock.instant()))
        || found.get().lastDone().filter(on::isBefore).isPresent()) {
      return Outcome.DAY;
    }
    String plain = proof.strip();
    if (plain.length() > LONGEST_PROOF || PlainNote.fault(plain).isPresent()) {
      return Outcome.PROOF;
    }
    ClockMarks.Mark fresh =
        new ClockMarks.Mark(ids.next(), name, on, by.id(), plain, clock.instant());
    marks.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "clock.kept",
        "clock:" + name,
        Map.of("mark", fresh.id().toString(), "done_on", on.toString()));
    return Outcome.DONE;
  }

  /** Reminds the admins of what is due soon or overdue, once for each reminder of each span. */
  public void remind(Instant now) {
    LocalDate today = day(now);
    for (Standing standing : standings()) {
      if (standing.rule().kind() != ClockRule.Kind.CYCLE || standing.warned()) {
        continue;
      }
      standing
          .due()
          .ifPresent(
              due -> {
                Optional<Integer> before =
                    today.isAfter(due)
                        ? Optional.of(0)
                        : policy.reminders().stream()
                            .filter(span -> !today.isBefore(due.minus(span)))
                            .map(Period::getDays)
                            .findFirst();
                before.ifPresent(
                    days ->
                        tell.of(
                            SellerId.PLATFORM,
                            Notice.Kind.CLOCK_DUE,
                            "clock:" + standing.rule().name() + "/" + due,
                            "lockkeeper",
                            standing.rule().source(),
                            due.atStartOfDay(ZoneOffset.UTC).toInstant(),
                            days));
              });
    }
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
