package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.UseCase;

/**
 * When the duties that the registers know of were last done, for the wall of clocks. A day counts
 * from its beginning in UTC. Reads only.
 */
@UseCase
public class RegisterDates {

  private static final int MOST = 2_000;

  private final Registers registers;
  private final Clock clock;

  @Inject
  public RegisterDates(Registers registers, Clock clock) {
    this.registers = registers;
    this.clock = clock;
  }

  /**
   * When a duty was last done.
   *
   * @param name of the clock: {@code vulnerability-scan} (the newest whole scan), {@code
   *     penetration-test}, {@code asset-list} and {@code third-parties} (the newest confirmation),
   *     {@code risk-assessment} (the oldest signature of a living risk), {@code registration-check}
   *     (the item that was checked longest ago), {@code plan-review} (the newest review of an
   *     incident plan among the documents)
   * @return empty if never, or if the registers do not know of that clock
   */
  public Optional<Instant> lastDone(String name) {
    return day(name).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** The same as a day. */
  Optional<LocalDate> day(String name) {
    return switch (name) {
      case "vulnerability-scan" ->
          newest(RegisterKind.SCAN, entry -> entry.detail("complete").equals("YES"));
      case "penetration-test" -> newest(RegisterKind.PENETRATION_TEST, entry -> true);
      case "plan-review" ->
          newest(
              RegisterKind.POLICY, entry -> entry.detail("document-kind").equals("INCIDENT_PLAN"));
      case "asset-list" -> confirmed(RegisterKind.ASSET);
      case "third-parties" -> confirmed(RegisterKind.SUB_PROCESSOR);
      case "risk-assessment" -> oldest(RegisterKind.RISK);
      case "registration-check" -> oldest(RegisterKind.REGISTRATION);
      default -> Optional.empty();
    };
  }

  /**
   * By when a big change asks for a duty again, sooner than its clock.
   *
   * @param name {@code vulnerability-scan} or {@code plan-review}
   */
  public Optional<LocalDate> wantedBy(String name) {
    return living(RegisterKind.CHANGE).stream()
        .filter(EntryRules::wantsFollowUp)
        .filter(entry -> !done(name, entry))
        .flatMap(entry -> entry.due().stream())
        .min(Comparator.naturalOrder());
  }

  private boolean done(String name, Entry change) {
    Optional<LocalDate> carried = EntryDays.day(change, "carried");
    return switch (name) {
      case "plan-review" -> EntryDays.day(change, "plan-reviewed").isPresent();
      case "vulnerability-scan" -> scannedSince(carried.orElse(LocalDate.MIN));
      default -> true;
    };
  }

  /** Whether there was a whole scan on a day or after it. */
  boolean scannedSince(LocalDate day) {
    return day("vulnerability-scan").filter(scan -> !scan.isBefore(day)).isPresent();
  }

  private Optional<LocalDate> newest(
      RegisterKind kind, java.util.function.Predicate<Entry> counts) {
    return registers.list(kind, Registers.View.ALL, today(), MOST).stream()
        .filter(counts)
        .flatMap(entry -> EntryDays.done(entry).stream())
        .max(Comparator.naturalOrder());
  }

  /** The oldest day of what lives; what was never done at all does not undo what was. */
  private Optional<LocalDate> oldest(RegisterKind kind) {
    return living(kind).stream()
        .flatMap(entry -> EntryDays.done(entry).stream())
        .min(Comparator.naturalOrder());
  }

  private Optional<LocalDate> confirmed(RegisterKind kind) {
    return registers.confirmations(kind, 1).stream().map(Confirmation::on).findFirst();
  }

  private List<Entry> living(RegisterKind kind) {
    return registers.list(kind, Registers.View.LIVING, today(), MOST);
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
