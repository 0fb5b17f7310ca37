package org.lockkeeper.compliance.encryption;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/** The clock of keys: each week has a new one, and none may live for a year. */
@Singleton
public class KeyClocks implements LiveClock {

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int COHORTS = 200;

  private final KeyInventory inventory;

  @Inject
  public KeyClocks(KeyInventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (!clock.equals("key-rotation")) {
      return Optional.empty();
    }
    List<Instant> since =
        inventory.cohorts(COHORTS).stream()
            .filter(line -> line.row().state() != Cohorts.State.DESTROYED)
            .flatMap(line -> line.since().stream())
            .toList();
    return Optional.of(
        new Figures(
            since.stream().max(Comparator.naturalOrder()),
            since.stream().min(Comparator.naturalOrder()).map(at -> at.plus(LONGEST)),
            since.size(),
            since.stream().filter(at -> !now.isBefore(at.plus(LONGEST))).count(),
            true));
  }
}
