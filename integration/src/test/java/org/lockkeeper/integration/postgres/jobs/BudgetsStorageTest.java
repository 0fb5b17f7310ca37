package org.lockkeeper.integration.postgres.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.integration.http.Budget;
import org.lockkeeper.integration.http.Budgets;
import org.lockkeeper.integration.http.Throttling;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.SellerId;

class BudgetsStorageTest {

  /** So slow that nothing comes back while a test runs. */
  private static final Budget PLAN =
      Budget.ofCalls("app-1", "amazon.createFulfillmentOrder", 0.0001, 30, Throttling.byStatus());

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final Transactions one = TestDatabase.portal();
  private final PostgresBudgets budgets = new PostgresBudgets(one.tenancy());

  @BeforeEach
  void two_sellers() {
    one.seller(anna, UUID.randomUUID());
    one.seller(bert, UUID.randomUUID());
  }

  private static Budgets.Key key(SellerId seller) {
    return new Budgets.Key(seller, "app-1", "sellingpartnerapi-na.amazon.com", PLAN.name());
  }

  private boolean take(SellerId seller) {
    return one.in(() -> budgets.take(key(seller), PLAN, Duration.ZERO))
        instanceof Budgets.Turn.Taken;
  }

  /** Moves a bucket into the past, as if so much time had gone by since. */
  private void pass(SellerId seller, Duration span) {
    try (Connection connection = TestDatabase.connect("postgres");
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update jobs.call_budget set as_of = as_of - make_interval(secs => ?),
                  blocked_until = blocked_until - make_interval(secs => ?)
                where seller_id = ?
                """)) {
      statement.setDouble(1, span.toMillis() / 1000.0);
      statement.setDouble(2, span.toMillis() / 1000.0);
      statement.setObject(3, seller.value());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void two_nodes_share_one_bucket_and_let_through_no_more_than_it_holds() {
    Transactions another = TestDatabase.anotherNode();
    PostgresBudgets theirs = new PostgresBudgets(another.tenancy());
    CyclicBarrier start = new CyclicBarrier(2);
    try (another) {
      CompletableFuture<Integer> here = taking(one, budgets, start);
      CompletableFuture<Integer> there = taking(another, theirs, start);
      assertThat(here.join() + there.join()).isEqualTo(30);
    }
  }

  private CompletableFuture<Integer> taking(
      Transactions node, PostgresBudgets from, CyclicBarrier start) {
    return CompletableFuture.supplyAsync(
        () -> {
          int taken = 0;
          try {
            start.await(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          for (int i = 0; i < 40; i++) {
            if (node.in(() -> from.take(key(anna), PLAN, Duration.ZERO))
                instanceof Budgets.Turn.Taken) {
              taken++;
            }
          }
          return taken;
        },
        work -> Thread.ofPlatform().start(work));
  }

  @Test
  void a_seller_with_an_empty_bucket_takes_nothing_from_another() {
    while (take(anna)) {
      assertThat(anna).isNotEqualTo(bert);
    }
    assertThat(take(bert)).isTrue();
  }

  @Test
  void what_comes_back_comes_with_time() {
    while (take(anna)) {
      assertThat(anna).isNotEqualTo(bert);
    }
    pass(anna, Duration.ofSeconds(25_000));
    assertThat(take(anna)).isTrue();
    assertThat(take(anna)).isTrue();
    assertThat(take(anna)).isFalse();
  }

  @Test
  void a_throttled_call_closes_the_bucket_for_all_nodes_until_the_pause_is_over() {
    assertThat(take(anna)).isTrue();
    one.run(() -> budgets.throttled(key(anna), Duration.ofMinutes(5)));
    pass(anna, Duration.ofSeconds(200));
    Budgets.Turn turn = one.in(() -> budgets.take(key(anna), PLAN, Duration.ZERO));
    assertThat(turn).isInstanceOf(Budgets.Turn.Later.class);
    pass(anna, Duration.ofDays(1));
    turn = one.in(() -> budgets.take(key(anna), PLAN, Duration.ZERO));
    assertThat(turn).isEqualTo(new Budgets.Turn.Taken(Duration.ZERO, 1));
    one.run(() -> budgets.heard(key(anna), level(OptionalDouble.empty())));
    turn = one.in(() -> budgets.take(key(anna), PLAN, Duration.ZERO));
    assertThat(turn).isEqualTo(new Budgets.Turn.Taken(Duration.ZERO, 0));
  }

  @Test
  void what_the_platform_says_is_left_counts_for_all_nodes() {
    assertThat(take(anna)).isTrue();
    one.run(() -> budgets.heard(key(anna), level(OptionalDouble.of(2))));
    assertThat(take(anna)).isTrue();
    assertThat(take(anna)).isTrue();
    assertThat(take(anna)).isFalse();
  }

  private static Throttling.Level level(OptionalDouble available) {
    return new Throttling.Level(OptionalDouble.empty(), OptionalDouble.empty(), available);
  }

  @Test
  void a_turn_costs_little_beside_the_call_that_it_is_for() {
    Budget wide =
        Budget.ofCalls("app-1", "amazon.getFulfillmentOrder", 1, 100_000, Throttling.byStatus());
    Budgets.Key key =
        new Budgets.Key(anna, "app-1", "sellingpartnerapi-na.amazon.com", wide.name());
    for (int i = 0; i < 200; i++) {
      one.run(() -> budgets.take(key, wide, Duration.ZERO));
    }
    long began = System.nanoTime();
    List<Integer> rounds = IntStream.range(0, 500).boxed().toList();
    rounds.forEach(i -> one.run(() -> budgets.take(key, wide, Duration.ZERO)));
    long micros = (System.nanoTime() - began) / 1000 / rounds.size();
    System.getLogger("figures")
        .log(System.Logger.Level.INFO, "budget.turn microseconds={0}", micros);
    assertThat(micros).isLessThan(20_000);
  }
}
