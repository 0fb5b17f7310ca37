package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Sweeps;

class RetentionStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate EDITION = LocalDate.of(2026, 8, 25);

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();
  private PostgresBuyerRetentions retentions = new PostgresBuyerRetentions(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
  }

  private void behind(Wall wall) {
    transactions = wall.transactions();
    retentions = new PostgresBuyerRetentions(transactions.tenancy());
  }

  private BuyerRetention ends(Instant at) {
    OrderId order = new OrderId(UUID.randomUUID());
    transactions.order(anna, shop, order.value(), NOON);
    BuyerRetention retention =
        new BuyerRetention(
            anna,
            order,
            Anchor.DELIVERED,
            at.minus(Duration.ofDays(90)),
            at,
            EDITION,
            Optional.empty());
    transactions.run(() -> retentions.save(retention));
    return retention;
  }

  private Optional<BuyerRetention> find(SellerId seller, OrderId order) {
    return transactions.in(() -> retentions.find(seller, order));
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_date_comes_back_as_it_went_and_to_its_seller_only(Wall wall) {
    behind(wall);
    BuyerRetention one = ends(NOON);
    List<OrderId> ids = List.of(one.order(), new OrderId(UUID.randomUUID()));
    assertThat(find(anna, one.order())).contains(one);
    assertThat(transactions.in(() -> retentions.of(anna, ids))).containsOnlyKeys(one.order());
    transactions.run(
        () -> {
          assertThat(retentions.find(bert, one.order())).isEmpty();
          assertThat(retentions.of(bert, ids)).isEmpty();
          assertThat(retentions.takeDue(bert, NOON.plusSeconds(1), 10)).isEmpty();
          assertThat(retentions.forecast(bert, LocalDate.of(2026, 11, 21), 1)).isEmpty();
          retentions.ended(bert, ids, NOON);
        });
    assertThat(find(anna, one.order())).contains(one);
  }

  @Test
  void a_date_is_replaced_until_it_has_ended() {
    BuyerRetention one = ends(NOON);
    BuyerRetention next =
        new BuyerRetention(
            anna,
            one.order(),
            Anchor.LOST,
            NOON,
            NOON.plus(Duration.ofDays(90)),
            EDITION,
            Optional.empty());
    transactions.run(() -> retentions.save(next));
    assertThat(find(anna, one.order())).contains(next);

    transactions.run(() -> retentions.ended(anna, List.of(one.order()), NOON));
    transactions.run(() -> retentions.ended(anna, List.of(one.order()), NOON.plusSeconds(9)));
    transactions.run(() -> retentions.save(one));
    assertThat(find(anna, one.order()))
        .contains(
            new BuyerRetention(
                anna, one.order(), Anchor.LOST, NOON, next.endsAt(), EDITION, Optional.of(NOON)));
    assertThat(transactions.in(() -> retentions.takeDue(anna, NOON.plus(Duration.ofDays(999)), 10)))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} after the end: taken = {1}")
  @CsvSource({"PT-0.000001S, false", "PT0S, true", "PT0.000001S, true"})
  void what_is_due_is_taken_at_exactly_its_end(Duration since, boolean taken) {
    BuyerRetention one = ends(NOON);
    assertThat(transactions.in(() -> retentions.takeDue(anna, NOON.plus(since), 10)))
        .isEqualTo(taken ? List.of(one.order()) : List.of());
  }

  @Test
  void the_longest_overdue_is_taken_first_and_no_more_than_asked_for() {
    BuyerRetention late = ends(NOON.minusSeconds(10));
    BuyerRetention later = ends(NOON.minusSeconds(5));
    BuyerRetention latest = ends(NOON.minusSeconds(20));
    assertThat(transactions.in(() -> retentions.takeDue(anna, NOON, 2)))
        .containsExactly(latest.order(), late.order());
    assertThat(transactions.in(() -> retentions.takeDue(anna, NOON, 10)))
        .containsExactly(latest.order(), late.order(), later.order());
  }

  @Test
  void two_nodes_never_take_the_same_buyer() {
    BuyerRetention first = ends(NOON.minusSeconds(10));
    BuyerRetention second = ends(NOON.minusSeconds(5));
    try (Transactions node = TestDatabase.anotherNode()) {
      PostgresBuyerRetentions there = new PostgresBuyerRetentions(node.tenancy());
      transactions.run(
          () -> {
            assertThat(retentions.takeDue(anna, NOON, 1)).containsExactly(first.order());
            assertThat(node.in(() -> there.takeDue(anna, NOON, 10)))
                .containsExactly(second.order());
          });
      assertThat(node.in(() -> there.takeDue(anna, NOON, 10))).hasSize(2);
    }
  }

  @Test
  void figures_over_all_sellers_are_counts_and_ids() {
    Instant past = Instant.parse("1971-03-01T23:59:59Z");
    ends(past);
    ends(past);
    ends(past.plusSeconds(1));
    LocalDate first = LocalDate.of(1971, 3, 1);
    List<BuyerRetentions.DayCount> days =
        List.of(
            new BuyerRetentions.DayCount(first, 2),
            new BuyerRetentions.DayCount(first.plusDays(1), 1));
    transactions.run(
        () -> {
          assertThat(retentions.forecast(first, 2)).isEqualTo(days);
          assertThat(retentions.forecast(first, 1)).isEqualTo(days.subList(0, 1));
          assertThat(retentions.backlog(past)).isEqualTo(2);
          assertThat(retentions.backlog(past.minusSeconds(1))).isZero();
          assertThat(retentions.sellersWithDue(past, 10)).containsExactly(anna);
        });
    assertThat(transactions.in(() -> retentions.forecast(anna, first, 2))).isEqualTo(days);
  }

  @Test
  void runs_that_found_nothing_are_kept_as_the_latest_one_only() {
    PostgresSweeps sweeps = new PostgresSweeps(transactions.tenancy());
    Sweeps.Run busy = new Sweeps.Run(NOON, Duration.ofMillis(12), 3, 1);
    Sweeps.Run idle = new Sweeps.Run(NOON.plusSeconds(60), Duration.ofMillis(1), 0, 0);
    Sweeps.Run again = new Sweeps.Run(NOON.plusSeconds(120), Duration.ofMillis(1), 0, 0);
    for (Sweeps.Run run : List.of(busy, idle, again)) {
      transactions.run(() -> sweeps.note(run));
    }
    assertThat(transactions.in(() -> sweeps.latest(10))).containsExactly(again, busy);
  }
}
