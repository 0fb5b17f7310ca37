package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.portal.texts.Clocks;

/** The rings of duties that come back, for the pages on which they are done. */
@RequestScoped
public class DutyDates {

  private final ClockWall wall;
  private final Clocks clocks;
  private @Nullable List<ClockWall.Standing> standings;

  @Inject
  DutyDates(ClockWall wall, Clocks clocks) {
    this.wall = wall;
    this.clocks = clocks;
  }

  /** The ring of a duty, from when it was last done until it is due; null if it has no date. */
  Clocks.@Nullable Ring ring(String clock) {
    List<ClockWall.Standing> known = standings;
    if (known == null) {
      known = wall.standings();
      standings = known;
    }
    return known.stream()
        .filter(one -> one.rule().name().equals(clock))
        .findFirst()
        .flatMap(
            one ->
                one.due()
                    .map(
                        due ->
                            clocks.duty(
                                start(one.from()),
                                start(due.plusDays(1)).minusSeconds(1),
                                Optional.empty())))
        .orElse(null);
  }

  /** After a change. */
  void again() {
    standings = null;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
