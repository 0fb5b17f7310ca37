package org.lockkeeper.compliance.monitoring.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.monitoring.detection.Detectors.Lately;

/** From where on something is unusual. */
class DetectorsTest {

  /** A Monday. */
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  private static final Instant MONDAY_AT_TEN = MONDAY.plus(Duration.ofHours(10));
  private static final Instant MONDAY_AT_THREE = MONDAY.plus(Duration.ofHours(3));
  private static final long FIRST_HOUR = MONDAY.getEpochSecond() / 3600;

  private final Detectors detectors = new Detectors(new WatchPolicy());

  /** Works from nine to seventeen on working days, for eight weeks. */
  private static Usual worker(int perHour) {
    int[] hours = new int[8 * HourOfWeek.COUNT];
    for (int i = 0; i < hours.length; i++) {
      int slot = i % HourOfWeek.COUNT;
      boolean works = slot < 120 && slot % 24 >= 9 && slot % 24 < 17;
      // A little less and a little more in turn.
      hours[i] = works ? perHour + (i / HourOfWeek.COUNT % 3) - 1 : 0;
    }
    return Usual.learn(hours, FIRST_HOUR);
  }

  private static Lately minutes(long five, long fifteen) {
    return new Lately(five, five, fifteen, fifteen, fifteen);
  }

  @Test
  void hours_of_the_week_begin_on_monday_at_midnight() {
    assertThat(HourOfWeek.of(MONDAY)).isZero();
    assertThat(HourOfWeek.of(MONDAY.minusSeconds(1))).isEqualTo(167);
    assertThat(HourOfWeek.of(MONDAY_AT_TEN)).isEqualTo(10);
  }

  @Test
  void the_chance_of_so_many_is_told_by_poissons_law() {
    // 1 - (e^-1)(1 + 1 + 1/2) = 0.0803
    assertThat(Tail.score(3, 1, 0)).isEqualTo(-Math.log10(0.0803014), within(1e-5));
    assertThat(Tail.score(1, 1, 0)).isZero();
  }

  @Test
  void an_unsure_rate_makes_many_less_surprising() {
    assertThat(Tail.score(20, 5, 0.5)).isPositive().isLessThan(Tail.score(20, 5, 0) / 2);
    assertThat(Tail.score(20, 5, 0.001)).isEqualTo(Tail.score(20, 5, 0), within(1e-3));
  }

  @Test
  void one_day_of_plunder_does_not_teach_that_plunder_is_usual() {
    assertThat(Robust.of(new double[] {5, 6, 4, 5, 500, 5, 6, 4}).center()).isLessThan(7);
  }

  @Test
  void what_is_usual_is_not_unusual() {
    assertThat(detectors.look(Signal.SEARCHES, worker(10), minutes(2, 5), 0, MONDAY_AT_TEN))
        .isEmpty();
  }

  @Test
  void ten_times_the_usual_is_a_burst() {
    assertThat(detectors.look(Signal.SEARCHES, worker(10), minutes(8, 17), 0, MONDAY_AT_TEN))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.BURST);
              assertThat(finding.seen()).isEqualTo(17);
              assertThat(finding.usual()).isEqualTo(2.5, within(0.2));
            });
  }

  @Test
  void who_works_on_a_sunday_works_as_on_a_monday() {
    Instant sunday = MONDAY_AT_TEN.plus(Duration.ofDays(6));

    assertThat(detectors.look(Signal.SEARCHES, worker(10), minutes(2, 4), 0, sunday)).isEmpty();
  }

  @ParameterizedTest(name = "{0} searches in the hour from {1}:00: odd = {2}")
  @CsvSource({
    "2, 3, false",
    "3, 3, true",
    "3, 6, true",
    "3, 7, false",
    "3, 18, false",
    "3, 20, true"
  })
  void hours_far_from_all_in_which_somebody_works_are_odd(int seen, int hour, boolean odd) {
    assertThat(
            detectors.look(
                Signal.SEARCHES,
                worker(10),
                new Lately(1, 1, 1, seen, seen),
                0,
                MONDAY.plus(Duration.ofHours(hour))))
        .extracting(Finding::rule)
        .isEqualTo(odd ? List.of(Rule.ODD_HOUR) : List.of());
  }

  @Test
  void of_a_machine_no_hour_is_odd() {
    assertThat(
            detectors.look(Signal.CALLS, worker(10), new Lately(1, 1, 1, 9, 9), 0, MONDAY_AT_THREE))
        .isEmpty();
  }

  @Test
  void twice_as_many_orders_each_day_are_told_within_the_week() {
    Usual usual = worker(4);
    double sum = 0;
    int day = 0;
    while (day < 5
        && detectors
            .look(
                Signal.ORDERS_REVEALED,
                usual,
                new Lately(0, 0, 0, 0, 64),
                sum,
                MONDAY.plus(Duration.ofHours(24L * day + 16)))
            .isEmpty()) {
      sum = detectors.sumAfter(sum, 64, usual, day);
      day++;
    }
    assertThat(day).isBetween(1, 4);
  }

  @Test
  void usual_days_and_days_off_add_up_to_nothing() {
    Usual usual = worker(4);
    double sum = 0;
    for (int day = 0; day < 70; day++) {
      sum = detectors.sumAfter(sum, day % 7 < 5 ? 32 : 0, usual, day % 7);
    }
    assertThat(sum).isZero();
    assertThat(detectors.sumAfter(3, 0, usual, 5)).isEqualTo(3);
  }

  @Test
  void a_single_busy_day_is_no_drain() {
    assertThat(
            detectors.look(
                Signal.ORDERS_REVEALED,
                worker(4),
                new Lately(0, 0, 0, 0, 320),
                0,
                MONDAY.plus(Duration.ofHours(16))))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} of {1} calls refused: told = {2}")
  @CsvSource({"4, 8, false", "6, 12, true", "60, 1000, false", "300, 1000, true", "0, 50, false"})
  void many_failures_are_many_among_the_tries(long failed, long tries, boolean told) {
    assertThat(detectors.failures(Signal.CALLS_REFUSED, failed, tries, 0.005).isPresent())
        .isEqualTo(told);
  }

  @Test
  void a_new_network_alone_is_no_finding() {
    Usual usual = worker(1);
    assertThat(detectors.place(usual, 2, true, 0, MONDAY_AT_TEN)).isEmpty();
    assertThat(detectors.place(usual, 2, false, 9, MONDAY_AT_THREE)).isEmpty();
    assertThat(detectors.place(Usual.UNKNOWN, 0, true, 9, MONDAY_AT_THREE))
        .as("of whom nothing is known")
        .isEmpty();
  }

  @Test
  void a_new_network_after_wrong_passwords_or_at_night_is_one() {
    Usual usual = worker(1);
    assertThat(detectors.place(usual, 2, true, 3, MONDAY_AT_TEN)).isPresent();
    assertThat(detectors.place(usual, 2, true, 0, MONDAY_AT_THREE)).isPresent();
  }

  @Test
  void who_does_far_more_than_the_others_stands_out() {
    double[] others = {40, 50, 45, 60, 30};
    assertThat(detectors.peers(Signal.ORDERS_REVEALED, 100, others)).isEmpty();
    assertThat(detectors.peers(Signal.ORDERS_REVEALED, 200, others)).isPresent();
    assertThat(detectors.peers(Signal.ORDERS_REVEALED, 200, new double[] {40, 50}))
        .as("two are no peers")
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} reveals in ten minutes: beyond = {1}")
  @CsvSource({"60, false", "61, true"})
  void the_cap_holds_for_everybody(long seen, boolean beyond) {
    assertThat(detectors.cap(Signal.REVEALS, seen).isPresent()).isEqualTo(beyond);
  }

  @Test
  void calls_have_no_cap() {
    assertThat(detectors.cap(Signal.CALLS, 1_000_000)).isEmpty();
  }

  @Test
  void who_is_new_is_taken_for_as_busy_as_the_others() {
    Usual fresh = Usual.learn(new int[0], FIRST_HOUR);
    Usual peers = Usual.ofPeers(List.of(worker(9), worker(10), worker(11)));
    Lately lately = minutes(2, 6);

    assertThat(detectors.look(Signal.SEARCHES, fresh, lately, 0, MONDAY_AT_TEN)).isNotEmpty();
    assertThat(detectors.look(Signal.SEARCHES, fresh.atLeast(peers), lately, 0, MONDAY_AT_TEN))
        .isEmpty();
  }

  @Test
  void an_edition_that_leaves_something_out_or_says_more_is_not_loaded() throws IOException {
    Properties said = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            WatchPolicy.class.getResourceAsStream("/policy/monitoring-2026-11-22.properties"))) {
      said.load(in);
    }
    said.setProperty("burst.scored", "3");
    assertThatThrownBy(() -> new WatchPolicy(said)).hasMessageContaining("burst.scored");
    said.remove("burst.scored");
    said.remove("drain.alarm");
    assertThatThrownBy(() -> new WatchPolicy(said)).hasMessageContaining("drain.alarm");
    said.setProperty("drain.alarm", "-1");
    assertThatThrownBy(() -> new WatchPolicy(said)).hasMessageContaining("drain.alarm");
  }
}
