package org.lockkeeper.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockkeeper.kernel.SellerId;

/** F58: nothing that anybody does, or that happens to a clock, makes a deadline later. */
class ClockTest {

  private static final Duration TICK = Duration.ofMinutes(1);

  @Test
  void a_deadline_comes_24_hours_after_detection_to_the_second() {
    World world = new World();
    IncidentId id = world.reported(IncidentKind.DATA_LEAK);
    world.pass(Duration.ofHours(24).minusSeconds(1));
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).missedAt()).isEmpty();
    world.pass(Duration.ofSeconds(1));
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).missedAt()).contains(world.read().product());
  }

  @Test
  void what_was_noticed_before_it_was_reported_has_less_time_and_later_counts_as_now() {
    World world = new World();
    Instant now = world.read().product();
    IncidentId early =
        world.report.of(
            World.aReport(
                "alert:a", IncidentKind.OTHER, Nature.REAL, now.minus(Duration.ofHours(5))));
    IncidentId late =
        world.report.of(
            World.aReport(
                "alert:b", IncidentKind.OTHER, Nature.REAL, now.plus(Duration.ofHours(5))));
    assertThat(world.see(early).clock().left(Duration.ofHours(24))).isEqualTo(Duration.ofHours(19));
    assertThat(world.see(late).clock().left(Duration.ofHours(24))).isEqualTo(Duration.ofHours(24));
    world.assess.noticed(late, now.minus(Duration.ofHours(1)), World.BY_ALICE);
    world.assess.noticed(late, now.plus(Duration.ofHours(9)), World.BY_ALICE);
    assertThat(world.see(late).clock().left(Duration.ofHours(24))).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void one_clock_that_is_set_back_or_stands_still_changes_nothing() {
    World world = new World();
    IncidentId id = world.reported(IncidentKind.DATA_LEAK);
    world.moveProduct(Duration.ofDays(-30));
    world.pass(Duration.ofHours(12));
    world.watch.of(id);
    world.moveProduct(Duration.ofDays(30));
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).missedAt())
        .as("the way back of thirty days counts as time: earlier is allowed, later is not")
        .isPresent();
    World other = new World();
    IncidentId second = other.reported(IncidentKind.DATA_LEAK);
    other.moveDatabase(Duration.ofDays(-30));
    other.pass(Duration.ofHours(24));
    other.watch.of(second);
    assertThat(other.duty(second, Party.AMAZON).missedAt()).isPresent();
  }

  @Test
  void both_clocks_set_back_cost_no_more_than_the_time_since_the_last_look() {
    World world = new World();
    IncidentId id = world.reported(IncidentKind.DATA_LEAK);
    world.pass(Duration.ofHours(10));
    world.watch.of(id);
    world.pass(TICK);
    world.moveProduct(Duration.ofHours(-9));
    world.moveDatabase(Duration.ofHours(-9));
    world.watch.of(id);
    world.pass(Duration.ofHours(14));
    world.watch.of(id);
    assertThat(world.duty(id, Party.AMAZON).missedAt()).isPresent();
  }

  private static <E> E any(Random random, E[] all) {
    return List.of(all).get(random.nextInt(all.length));
  }

  private record Whom(Party party, Optional<SellerId> seller) {
    static Whom of(NotificationDuty duty) {
      return new Whom(duty.party(), duty.seller());
    }
  }

  private static SellerId seller(int number) {
    return new SellerId(new UUID(7, number));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_sequence_of_edits_and_clock_moves_makes_a_deadline_later_or_loses_a_duty(int seed) {
    Random random = new Random(seed);
    World world = new World();
    IncidentId id = world.reported(any(random, IncidentKind.values()));
    Map<Whom, Duration> spans = new HashMap<>();
    Map<Party, Duration> firstSeen = new EnumMap<>(Party.class);
    boolean bothMoved = false;
    Duration elapsed = Duration.ZERO;
    for (int step = 0; step < 120; step++) {
      boolean oneIsTrue = false;
      switch (random.nextInt(12)) {
        case 0 -> world.moveProduct(Duration.ofMinutes(random.nextInt(4000) - 2000L));
        case 1 -> world.moveDatabase(Duration.ofMinutes(random.nextInt(4000) - 2000L));
        case 2 ->
            world.assess.reclassify(
                id,
                any(random, IncidentKind.values()),
                any(random, Severity.values()),
                World.BY_ALICE);
        case 3 ->
            world.assess.noticed(
                id,
                world.read().product().plus(Duration.ofMinutes(random.nextInt(200) - 100L)),
                World.BY_ALICE);
        case 4 ->
            world.assess.find(
                id,
                any(random, Party.values()),
                any(random, Finding.values()),
                "We looked.",
                List.of(world.find.evidence(id).getFirst().id()),
                World.ALICE);
        case 5 ->
            world.see(id).assessments().forEach(a -> world.assess.sign(id, a.id(), World.BOB));
        case 6 -> world.work.assign(id, ResponseRole.COMMANDER, World.BOB, World.BY_ALICE);
        case 7 -> world.advance.of(id, World.BY_ALICE);
        case 8 -> world.told.of(id, any(random, Party.values()), "notice:1", World.BY_ALICE);
        case 9 ->
            world.assess.found(
                id, List.of(seller(random.nextInt(5)), seller(random.nextInt(5))), World.BY_ALICE);
        case 10 -> world.told.of(id, seller(random.nextInt(5)), "notice:1", World.BY_ALICE);
        default -> oneIsTrue = true;
      }
      bothMoved |= !oneIsTrue;
      Duration before = world.find.of(id).orElseThrow().clock().elapsed();
      Duration tick = Duration.ofSeconds(random.nextInt(900));
      world.watch.of(id);
      world.pass(tick);
      world.watch.of(id);
      Incident.Snapshot now = world.see(id);
      assertThat(now.clock().elapsed().minus(before))
          .as("while neither clock is moved, all of the time counts, seed %s", seed)
          .isGreaterThanOrEqualTo(tick);
      assertThat(now.clock().elapsed()).isGreaterThanOrEqualTo(elapsed);
      elapsed = now.clock().elapsed();
      assertThat(now.duties().stream().map(Whom::of)).containsAll(spans.keySet());
      for (NotificationDuty duty : now.duties()) {
        Duration known = spans.getOrDefault(Whom.of(duty), duty.span());
        assertThat(duty.span()).as("seed %s", seed).isLessThanOrEqualTo(known);
        spans.put(Whom.of(duty), duty.span());
        firstSeen.putIfAbsent(duty.party(), elapsed);
        if (duty.open() && elapsed.compareTo(duty.span()) >= 0) {
          assertThat(duty.missedAt()).as("an alarm is raised, seed %s", seed).isPresent();
        }
      }
    }
    assertThat(world.see(id).clock().detected().product())
        .as("detection itself never moves")
        .isEqualTo(World.NOON);
    List<String> keys = world.sounded().stream().map(Mark::key).toList();
    assertThat(keys).as("each once").doesNotHaveDuplicates();
    assertThat(firstSeen).isNotEmpty();
    assertThat(bothMoved).isTrue();
  }
}
