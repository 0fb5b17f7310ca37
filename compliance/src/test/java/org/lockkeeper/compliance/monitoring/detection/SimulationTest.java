package org.lockkeeper.compliance.monitoring.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The detectors against a simulated world of a fixed seed; its table is printed. */
class SimulationTest {

  private static final long SEED = 20261122;

  @Test
  void bursts_and_drains_are_found_in_time_and_honest_people_are_left_alone() {
    SimulatedWatch watch = new SimulatedWatch(SEED, 100, 50, new WatchPolicy());

    List<SimulatedWatch.Line> lines = watch.measure();

    assertThat(lines).as(watch.table(lines)).allMatch(SimulatedWatch.Line::reached);
    assertThat(lines)
        .filteredOn(line -> line.aim() == 0.95 && line.what().startsWith("tenfold"))
        .as("recall of tenfold bursts is asserted")
        .hasSize(1);
  }
}
