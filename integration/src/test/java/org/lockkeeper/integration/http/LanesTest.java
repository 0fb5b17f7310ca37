package org.lockkeeper.integration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.SellerId;

class LanesTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final SellerId ANNA = new SellerId(new UUID(1, 1));
  private static final SellerId BERT = new SellerId(new UUID(2, 2));
  private static final SellerId CARA = new SellerId(new UUID(3, 3));
  private static final String HOST = "api.amazon.com";

  @Test
  void one_seller_takes_so_many_lanes_and_no_more() throws InterruptedException {
    Lanes lanes = new Lanes(new Lanes.Limits(8, 8, 2, 2));
    Lanes.Lane first = lanes.enter(ANNA, HOST, AT_ONCE).orElseThrow();
    assertThat(lanes.enter(ANNA, HOST, AT_ONCE)).isPresent();
    assertThat(lanes.enter(ANNA, HOST, AT_ONCE)).isEmpty();
    assertThat(lanes.enter(BERT, HOST, AT_ONCE)).isPresent();
    first.close();
    assertThat(lanes.enter(ANNA, HOST, AT_ONCE)).isPresent();
    assertThat(lanes.busy()).isEqualTo(3);
  }

  @Test
  void one_host_takes_so_many_lanes_and_all_together_so_many() throws InterruptedException {
    Lanes lanes = new Lanes(new Lanes.Limits(3, 2, 3, 2));
    assertThat(lanes.enter(ANNA, HOST, AT_ONCE)).isPresent();
    assertThat(lanes.enter(BERT, HOST, AT_ONCE)).isPresent();
    assertThat(lanes.enter(CARA, HOST, AT_ONCE)).isEmpty();
    assertThat(lanes.enter(CARA, "elsewhere", AT_ONCE)).isPresent();
    assertThat(lanes.enter(BERT, "elsewhere", AT_ONCE)).isEmpty();
  }

  @Test
  void a_lane_that_comes_free_goes_to_the_sellers_in_turn() throws Exception {
    Lanes lanes = new Lanes(new Lanes.Limits(1, 1, 1, 3));
    Lanes.Lane held = lanes.enter(CARA, HOST, AT_ONCE).orElseThrow();
    BlockingQueue<String> order = new LinkedBlockingQueue<>();
    List<Thread> waiting = new ArrayList<>();
    for (SellerId seller : List.of(ANNA, ANNA, ANNA, BERT)) {
      Thread thread = Thread.ofPlatform().start(() -> through(lanes, seller, order));
      waiting.add(thread);
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    held.close();
    for (Thread thread : waiting) {
      thread.join(LONG);
    }
    assertThat(order)
        .containsExactly(ANNA.toString(), BERT.toString(), ANNA.toString(), ANNA.toString());
    assertThat(lanes.busy()).isZero();
  }

  private static void through(Lanes lanes, SellerId seller, BlockingQueue<String> order) {
    try {
      Lanes.Lane lane = lanes.enter(seller, HOST, LONG).orElseThrow();
      try (lane) {
        order.add(seller.toString());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void who_gives_up_waiting_leaves_nothing_behind() throws Exception {
    Lanes lanes = new Lanes(new Lanes.Limits(1, 1, 1, 1));
    Lanes.Lane held = lanes.enter(ANNA, HOST, AT_ONCE).orElseThrow();
    assertThat(lanes.enter(BERT, HOST, Duration.ofMillis(1))).isEmpty();
    Thread interrupted = Thread.ofPlatform().start(() -> given(lanes));
    while (interrupted.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    interrupted.interrupt();
    interrupted.join(LONG);
    held.close();
    assertThat(lanes.busy()).isZero();
    assertThat(lanes.enter(BERT, HOST, AT_ONCE)).isPresent();
  }

  private static void given(Lanes lanes) {
    try {
      Optional<Lanes.Lane> lane = lanes.enter(BERT, HOST, LONG);
      throw new IllegalStateException("let in: " + lane.isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The threads that do errands, as many as there are by default, and a platform that hangs. */
  @Test
  void ten_thousand_calls_of_one_seller_do_not_hold_up_the_one_of_another() throws Exception {
    Lanes lanes = new Lanes(new Lanes.Limits(32, 16, 6, 2));
    CountDownLatch platform = new CountDownLatch(1);
    AtomicInteger sentAway = new AtomicInteger();
    try (ExecutorService errands = Executors.newFixedThreadPool(10)) {
      for (int i = 0; i < 10_000; i++) {
        errands.execute(() -> hang(lanes, platform, sentAway));
      }
      Future<Boolean> single =
          errands.submit(
              () -> {
                Optional<Lanes.Lane> lane = lanes.enter(BERT, HOST, AT_ONCE);
                lane.ifPresent(Lanes.Lane::close);
                return lane.isPresent();
              });
      assertThat(single.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(platform.getCount()).as("the platform hangs still").isEqualTo(1);
      assertThat(lanes.busy()).isEqualTo(6);
      platform.countDown();
    }
    assertThat(sentAway.get()).isGreaterThan(9_900);
    assertThat(lanes.busy()).isZero();
  }

  private static void hang(Lanes lanes, CountDownLatch platform, AtomicInteger sentAway) {
    try {
      Optional<Lanes.Lane> lane = lanes.enter(ANNA, HOST, Duration.ofMillis(1));
      if (lane.isEmpty()) {
        sentAway.incrementAndGet();
        return;
      }
      try (Lanes.Lane mine = lane.get()) {
        assertThat(mine).isNotNull();
        platform.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
