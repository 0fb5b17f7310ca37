package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.registers.RegisterDates;

/**
 * Duties that have a page of their own and come back, as the clock wall reads them there. What was
 * never done proves nothing, even while its first time is not over; a big change may ask for it
 * sooner.
 */
@ApplicationScoped
class DutyProofs implements ProofSource {

  /** The duties that controls need, and the number of days each is measured against. */
  private static final Map<String, String> DUTIES =
      Map.of(
          "log-review", "log-review-days",
          "plan-review", "plan-review-months");

  /** The day decides, by the number of the catalogue; this bounds a number that was set too far. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private final ClockWall wall;
  private final RegisterDates dates;

  @Inject
  DutyProofs(ClockWall wall, RegisterDates dates) {
    this.wall = wall;
    this.dates = dates;
  }

  @Override
  public List<Proof> proofs() {
    return DUTIES.entrySet().stream()
        .map(
            duty ->
                new Proof(
                    "duty-" + duty.getKey(),
                    LONGEST,
                    "/admin/control-room?clock=" + duty.getKey(),
                    (now, catalogue) -> seen(duty.getKey(), duty.getValue(), now, catalogue)))
        .toList();
  }

  private Seen seen(String duty, String number, Instant now, ControlCatalogue catalogue) {
    Optional<LocalDate> last =
        wall.standings().stream()
            .filter(standing -> standing.rule().name().equals(duty))
            .flatMap(standing -> standing.lastDone().stream())
            .findFirst();
    if (last.isEmpty()) {
      return Seen.failed("It was never done, as far as the clock wall knows.", now);
    }
    LocalDate on = last.get();
    long span = catalogue.number(number);
    LocalDate until = number.endsWith("-months") ? on.plusMonths(span) : on.plusDays(span);
    Optional<LocalDate> wanted = dates.wantedBy(duty);
    boolean late = Facts.day(now).isAfter(until);
    return Seen.when(
            !late && wanted.filter(Facts.day(now)::isAfter).isEmpty(),
            "Done on "
                + on
                + "; "
                + (late ? "it was due again on " : "it is due again on ")
                + until
                + wanted.map(day -> ", and because of a big change by " + day).orElse("")
                + ".",
            Book.at(on, now),
            figures("on", on))
        .until(until);
  }
}
