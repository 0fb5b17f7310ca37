package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lockkeeper.compliance.clocks.ClockPolicy;
import org.lockkeeper.compliance.clocks.ClockRule;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/**
 * The clocks that the registers turn: duties by what was entered, weaknesses and organizational
 * changes as cases. The review of the plan is the plan's
 * own.
 */
@Singleton
public class RegisterClocks implements LiveClock {

  private static final Set<String> DUTIES =
      Set.of(
          "vulnerability-scan",
          "penetration-test",
          "asset-list",
          "third-parties",
          "risk-assessment",
          "registration-check");
  private static final int MOST = 2_000;

  private final Registers registers;
  private final RegisterDates dates;
  private final ClockPolicy policy;

  @Inject
  public RegisterClocks(Registers registers, RegisterDates dates, ClockPolicy policy) {
    this.registers = registers;
    this.dates = dates;
    this.policy = policy;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (DUTIES.contains(clock)) {
      return Optional.of(duty(clock));
    }
    return switch (clock) {
      case "critical-fix" -> Optional.of(weaknesses(Severity.CRITICAL, now));
      case "high-fix" -> Optional.of(weaknesses(Severity.HIGH, now));
      case "organization-change" ->
          Optional.of(
              cases(
                  RegisterKind.CHANGE,
                  entry ->
                      entry.state() == EntryState.CARRIED_OUT
                          && entry.detail("change-kind").equals("ORGANIZATION"),
                  now));
      default -> Optional.empty();
    };
  }

  /** A big change may ask for it sooner than its span does. */
  private Figures duty(String clock) {
    Optional<Instant> last = dates.lastDone(clock);
    Optional<LocalDate> wanted =
        clock.equals("vulnerability-scan") ? dates.wantedBy(clock) : Optional.empty();
    Optional<LocalDate> usual =
        last.flatMap(
            at ->
                policy.rules().stream()
                    .filter(rule -> rule.name().equals(clock))
                    .map(ClockRule::span)
                    .map(span -> at.atZone(ZoneOffset.UTC).toLocalDate().plus(span))
                    .findFirst());
    Optional<Instant> sooner =
        wanted
            .filter(day -> usual.filter(day::isBefore).isPresent() || usual.isEmpty())
            .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1));
    return new Figures(last, sooner, 0, 0, false);
  }

  private Figures weaknesses(Severity severity, Instant now) {
    return cases(
        RegisterKind.VULNERABILITY,
        entry ->
            entry.state() != EntryState.ACCEPTED
                && entry.detail("severity").equals(severity.name()),
        now);
  }

  private Figures cases(RegisterKind kind, Predicate<Entry> counts, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    List<Entry> open =
        registers.list(kind, Registers.View.LIVING, today, MOST).stream().filter(counts).toList();
    return Figures.cases(
        open.size(),
        open.stream().filter(entry -> entry.overdueOn(today)).count(),
        open.stream()
            .flatMap(entry -> entry.due().stream())
            .min(Comparator.naturalOrder())
            .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1)));
  }
}
