package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/**
 * Duties that come back, as marked on the clock wall. What was never done proves nothing, even
 * while its first time is not over.
 */
@ApplicationScoped
class DutyProofs implements ProofSource {

  /** The duties that controls need, and the number of days each is measured against. */
  private static final Map<String, String> DUTIES =
      Map.of(
          "log-review", "log-review-days",
          "vulnerability-scan", "scan-days",
          "asset-list", "asset-days",
          "registration-check", "registration-check-days",
          "plan-review", "plan-review-months",
          "risk-assessment", "risk-days",
          "penetration-test", "penetration-test-days",
          "third-parties", "third-party-days");

  private final ClockWall wall;

  @Inject
  DutyProofs(ClockWall wall) {
    this.wall = wall;
  }

  @Override
  public List<Proof> proofs() {
    return DUTIES.entrySet().stream()
        .map(
            duty ->
                new Proof(
                    "duty-" + duty.getKey(),
                    LIVE,
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
    boolean late = Facts.day(now).isAfter(until);
    return Seen.when(
        !late,
        "Done on "
            + on
            + "; "
            + (late ? "it was due again on " : "it is due again on ")
            + until
            + ".",
        now,
        figures("on", on));
  }
}
