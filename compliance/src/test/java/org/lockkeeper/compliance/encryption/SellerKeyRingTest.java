package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.START;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.encryption.FakeKeyCustodian.Weather;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault.SealingUnavailable;

class SellerKeyRingTest {

  private static final Cohort NOW = Cohort.provisional(START);

  private final SealingWorld world = new SealingWorld();

  @Test
  void a_key_is_asked_for_once_within_its_span_and_again_after_it() {
    SellerKey key = world.ring.toSeal(SELLER, NOW);
    int made = world.custodian.calls.get();
    world.passes(Duration.ofMinutes(59).plusSeconds(59));
    assertThat(world.ring.toSeal(SELLER, NOW)).isSameAs(key);
    assertThat(world.custodian.calls).hasValue(made);
    world.passes(Duration.ofSeconds(1));
    assertThat(world.ring.toSeal(SELLER, NOW)).isNotSameAs(key);
    assertThat(world.custodian.calls).hasValue(made + 1);
  }

  @Test
  void a_clock_that_stands_still_does_not_keep_a_key_in_memory() {
    SellerKey key = world.ring.toSeal(SELLER, NOW);
    world.nanos += Duration.ofMinutes(60).toNanos();
    assertThat(world.ring.toSeal(SELLER, NOW)).isNotSameAs(key);
  }

  @Test
  void a_clock_that_jumps_ahead_ends_the_span() {
    SellerKey key = world.ring.toSeal(SELLER, NOW);
    world.clock.now = world.clock.now.plus(Duration.ofDays(90));
    assertThat(world.ring.toSeal(SELLER, NOW)).isNotSameAs(key);
  }

  @Test
  void while_the_custodian_is_down_keys_in_memory_serve_to_their_end_and_then_nothing_opens() {
    OrderId order = world.receive(SELLER, ada());
    world.custodian.weather = Weather.DOWN;
    world.passes(Duration.ofMinutes(59));
    assertThat(world.vault.open(SELLER, order, world.stored(order), Purpose.FULFILMENT))
        .isEqualTo(ada());
    world.receive(SELLER, ada());
    world.passes(Duration.ofMinutes(1));
    assertThatThrownBy(
            () -> world.vault.open(SELLER, order, world.stored(order), Purpose.FULFILMENT))
        .isInstanceOf(SealingUnavailable.class);
    assertThatThrownBy(() -> world.vault.masked(SELLER, order, world.stored(order)))
        .isInstanceOf(SealingUnavailable.class);
    assertThatThrownBy(() -> world.receive(SELLER, ada())).isInstanceOf(SealingUnavailable.class);
    assertThat(world.auditOf("recipient.tampered")).isEmpty();
    world.custodian.weather = Weather.FINE;
    world.passes(Duration.ofSeconds(31));
    assertThat(world.vault.open(SELLER, order, world.stored(order), Purpose.FULFILMENT))
        .isEqualTo(ada());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fifty_threads_that_want_one_key_cost_one_call(boolean served) throws Exception {
    world.ring.toSeal(SELLER, NOW);
    world.restart();
    int before = world.custodian.calls.get();
    world.custodian.weather = served ? Weather.FINE : Weather.DOWN;
    CountDownLatch mayEnd = new CountDownLatch(1);
    world.custodian.mayEnd = mayEnd;
    world.custodian.begun = new CountDownLatch(1);
    int threads = 50;
    CountDownLatch ready = new CountDownLatch(threads);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<SellerKey>> keys = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        keys.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return world.ring.toSeal(SELLER, NOW);
                }));
      }
      ready.await();
      go.countDown();
      world.custodian.begun.await();
      mayEnd.countDown();
      Set<SellerKey> seen = new HashSet<>();
      for (Future<SellerKey> key : keys) {
        if (served) {
          seen.add(key.get());
        } else {
          assertThatThrownBy(key::get)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(SealingUnavailable.class);
        }
      }
      assertThat(seen).hasSize(served ? 1 : 0);
    }
    assertThat(world.custodian.calls).hasValue(before + 1);
  }

  @Test
  void a_custodian_that_is_down_is_asked_ever_more_rarely_whoever_asks() {
    world.custodian.weather = Weather.DOWN;
    int minutes = 30;
    int asked = 0;
    for (int tenth = 0; tenth < minutes * 600; tenth++) {
      SellerId seller = new SellerId(new UUID(7, tenth));
      assertThatThrownBy(() -> world.ring.toSeal(seller, NOW))
          .isInstanceOf(SealingUnavailable.class);
      asked++;
      world.passes(Duration.ofMillis(100));
    }
    // 18 000 wanted a key; at the longest pause of 15 to 30 s there are at most 4 calls a minute.
    assertThat(asked).isEqualTo(18_000);
    assertThat(world.custodian.calls.get()).isBetween(minutes * 2, minutes * 4 + 12);
  }

  @Test
  void a_custodian_that_throttles_slows_down_the_key_that_was_asked_for_and_no_other() {
    world.ring.toSeal(OTHER_SELLER, NOW);
    int before = world.custodian.calls.get();
    world.custodian.weather = Weather.THROTTLED;
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> world.ring.toSeal(SELLER, NOW))
          .isInstanceOf(SealingUnavailable.class);
    }
    assertThat(world.custodian.calls).hasValue(before + 1);
    world.custodian.weather = Weather.FINE;
    world.nanos += Duration.ofMinutes(61).toNanos();
    assertThat(world.ring.toSeal(OTHER_SELLER, NOW)).isNotNull();
    assertThat(world.ring.toSeal(SELLER, NOW)).isNotNull();
  }

  @Test
  void a_key_that_is_disabled_serves_nobody_after_a_restart() {
    OrderId order = world.receive(SELLER, ada());
    world.custodian.disable(new CustodianKeyId("fake:" + NOW));
    world.restart();
    assertThatThrownBy(
            () -> world.vault.open(SELLER, order, world.stored(order), Purpose.FULFILMENT))
        .isInstanceOf(SealingUnavailable.class);
  }

  @Test
  void two_nodes_that_make_a_key_at_once_use_the_same() {
    // The other node's row appears between our look and our insert.
    SealingWorld other = new SealingWorld();
    SellerKey first = world.ring.toSeal(SELLER, NOW);
    SellerKeys racing =
        new SellerKeys() {
          private boolean looked;

          @Override
          public Optional<SellerKeys.Row> find(SellerId seller, Cohort cohort) {
            if (!looked) {
              looked = true;
              return Optional.empty();
            }
            return world.sellerKeys.find(seller, cohort);
          }

          @Override
          public SellerKeys.Row insertIfAbsent(SellerKeys.Row row) {
            return world.sellerKeys.insertIfAbsent(row);
          }

          @Override
          public List<Cohort> cohortsOf(SellerId seller) {
            return world.sellerKeys.cohortsOf(seller);
          }

          @Override
          public void forget(SellerId seller, Cohort cohort) {
            world.sellerKeys.forget(seller, cohort);
          }
        };
    SellerKeyRing node =
        new SellerKeyRing(
            world.custodian,
            racing,
            world.cohorts,
            world.volumes,
            world.settings,
            world.own,
            other.ids,
            world.clock,
            () -> world.nanos,
            other.random);
    SellerKey second = node.toSeal(SELLER, NOW);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.wrapping()).isEqualTo(first.wrapping());
  }

  @Test
  void a_key_that_did_not_commit_is_not_kept() {
    world.writesUntilKilled = 1; // the cohort's row is written, the seller key's is not
    assertThatThrownBy(() -> world.ring.toSeal(SELLER, NOW))
        .isInstanceOf(SealingWorld.Killed.class);
    world.writesUntilKilled = -1;
    SellerKey key = world.ring.toSeal(SELLER, NOW);
    assertThat(world.sellerKeys.find(SELLER, NOW).orElseThrow().id()).isEqualTo(key.id());
  }

  @Test
  void a_key_stays_in_memory_for_at_most_60_minutes() {
    assertThatThrownBy(() -> new SealingSettings("test", Duration.ofMinutes(60).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SealingSettings("test", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SealingSettings("Ada Lovelace", Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_memory_is_bounded_and_lets_go_of_what_was_not_used_for_longest() {
    RecentlyUsed<Integer, String> memory = new RecentlyUsed<>(2);
    memory.put(1, "a");
    memory.put(2, "b");
    assertThat(memory.find(1)).contains("a");
    memory.put(3, "c");
    assertThat(memory.size()).isEqualTo(2);
    assertThat(memory.find(2)).isEmpty();
    assertThat(memory.find(1)).contains("a");
  }
}
