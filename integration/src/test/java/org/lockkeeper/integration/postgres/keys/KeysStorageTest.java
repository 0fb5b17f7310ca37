package org.lockkeeper.integration.postgres.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.compliance.encryption.LookUpTokens;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.compliance.encryption.SellerKeys;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class KeysStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final OrderId FIRST = new OrderId(new UUID(0, 0));
  private static final LookUpTokens.Token EMAIL =
      new LookUpTokens.Token(LookUpTokens.Field.EMAIL, -7);
  private static final LookUpTokens.Token PHONE =
      new LookUpTokens.Token(LookUpTokens.Field.PHONE, 1);
  private static final AtomicInteger WEEK = new AtomicInteger();

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private final OrderId order = new OrderId(UUID.randomUUID());

  /** A week of its own for each test, since cohorts belong to no seller. */
  private final Cohort cohort =
      Cohort.provisional(
          Instant.parse("2050-01-05T00:00:00Z").plus(Duration.ofDays(7L * WEEK.incrementAndGet())));

  private final Cohorts.Row open = Cohorts.Row.open(cohort, new CustodianKeyId("key-1"));
  private Transactions transactions = TestDatabase.portal();
  private PostgresCohorts cohorts = new PostgresCohorts(transactions.tenancy());
  private PostgresOrderKeys orderKeys = new PostgresOrderKeys(transactions.tenancy());
  private PostgresSellerKeys sellerKeys = new PostgresSellerKeys(transactions.tenancy());
  private PostgresLookUpTokens tokens = new PostgresLookUpTokens(transactions.tenancy());

  @BeforeEach
  void two_sellers_and_a_week() {
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
    transactions.order(anna, shop, order.value(), NOON);
    transactions.run(() -> cohorts.insertIfAbsent(open));
  }

  private void behind(Wall wall) {
    transactions = wall.transactions();
    cohorts = new PostgresCohorts(transactions.tenancy());
    orderKeys = new PostgresOrderKeys(transactions.tenancy());
    sellerKeys = new PostgresSellerKeys(transactions.tenancy());
    tokens = new PostgresLookUpTokens(transactions.tenancy());
  }

  private OrderKeys.Row key(OrderId of, int revision) {
    return new OrderKeys.Row(
        anna,
        of,
        cohort,
        new UUID(7, 7),
        new Opaque(new byte[40]),
        new Opaque(new byte[32]),
        1,
        revision);
  }

  @Test
  void a_cohort_comes_back_as_it_went_and_its_key_is_made_once() {
    Cohorts.Row other = Cohorts.Row.open(cohort, new CustodianKeyId("key-2"));
    assertThat(transactions.in(() -> cohorts.insertIfAbsent(other))).isEqualTo(open);
    Cohorts.Row done =
        new Cohorts.Row(
            cohort,
            open.key(),
            Cohorts.State.DESTROYED,
            Optional.of(NOON),
            Optional.of(NOON.plusSeconds(1)),
            Optional.of(NOON.plusSeconds(2)));
    assertThat(transactions.in(() -> cohorts.unfinished())).contains(open);
    transactions.run(() -> cohorts.update(done));
    assertThat(transactions.in(() -> cohorts.find(cohort))).contains(done);
    assertThat(transactions.in(() -> cohorts.unfinished())).doesNotContain(open, done);
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void keys_come_back_as_they_went_and_to_their_seller_only(Wall wall) {
    behind(wall);
    SellerKeys.Row sellerKey =
        new SellerKeys.Row(anna, cohort, new UUID(1, 2), new Opaque(new byte[] {1, 2, 3}), 5);
    SellerKeys.Row second =
        new SellerKeys.Row(anna, cohort, new UUID(3, 4), new Opaque(new byte[] {9}), 1);
    transactions.run(
        () -> {
          assertThat(sellerKeys.insertIfAbsent(sellerKey)).isEqualTo(sellerKey);
          assertThat(sellerKeys.insertIfAbsent(second)).isEqualTo(sellerKey);
          assertThat(orderKeys.insert(key(order, 1))).isTrue();
          assertThat(orderKeys.insert(key(order, 1))).isFalse();
          assertThat(orderKeys.replace(key(order, 2), 9)).isFalse();
          assertThat(orderKeys.replace(key(order, 2), 1)).isTrue();
          tokens.replaceAll(anna, order, cohort, List.of(PHONE, EMAIL));
          tokens.replaceAll(anna, order, cohort, List.of(EMAIL));
        });
    transactions.run(
        () -> {
          assertThat(sellerKeys.find(anna, cohort)).contains(sellerKey);
          assertThat(sellerKeys.cohortsOf(anna)).containsExactly(cohort);
          assertThat(orderKeys.find(anna, order)).contains(key(order, 2));
          assertThat(orderKeys.count(anna, cohort)).isEqualTo(1);
          assertThat(orderKeys.page(anna, cohort.endsAt(), FIRST, 10)).containsExactly(order);
          assertThat(orderKeys.page(anna, cohort.endsAt().minusSeconds(1), FIRST, 10)).isEmpty();
          assertThat(tokens.candidates(anna, cohort, EMAIL, 10)).containsExactly(order);
          assertThat(tokens.candidates(anna, cohort, PHONE, 10)).isEmpty();
          assertThat(cohorts.liveOrderKeys(cohort)).isEqualTo(1);
        });
    transactions.run(
        () -> {
          assertThat(sellerKeys.find(bert, cohort)).isEmpty();
          assertThat(sellerKeys.cohortsOf(bert)).isEmpty();
          assertThat(orderKeys.find(bert, order)).isEmpty();
          assertThat(orderKeys.count(bert, cohort)).isZero();
          assertThat(orderKeys.held(bert, List.of(order))).isZero();
          assertThat(orderKeys.page(bert, cohort.endsAt(), FIRST, 10)).isEmpty();
          assertThat(tokens.candidates(bert, cohort, EMAIL, 10)).isEmpty();
          assertThat(tokens.delete(bert, List.of(order))).isZero();
          assertThat(orderKeys.delete(bert, List.of(order))).isZero();
          sellerKeys.forget(bert, cohort);
        });
    transactions.run(
        () -> {
          assertThat(sellerKeys.find(anna, cohort)).isPresent();
          assertThat(orderKeys.held(anna, List.of(order))).isEqualTo(2);
        });
  }

  @Test
  void erased_keys_and_tokens_are_gone() {
    transactions.run(
        () -> {
          orderKeys.insert(key(order, 1));
          tokens.replaceAll(anna, order, cohort, List.of(EMAIL));
        });
    transactions.run(
        () -> {
          assertThat(tokens.delete(anna, List.of(order))).isEqualTo(1);
          assertThat(orderKeys.held(anna, List.of(order))).isEqualTo(1);
          assertThat(orderKeys.delete(anna, List.of(order))).isEqualTo(1);
          assertThat(orderKeys.held(anna, List.of(order))).isZero();
          assertThat(orderKeys.delete(anna, List.of(order))).isZero();
          assertThat(cohorts.liveOrderKeys(cohort)).isZero();
        });
  }

  @Test
  void a_closing_waits_for_a_key_that_is_being_written() {
    try (Transactions node = TestDatabase.anotherNode()) {
      PostgresCohorts there = new PostgresCohorts(node.tenancy());
      transactions.run(
          () -> {
            orderKeys.insert(key(order, 1));
            assertThatThrownBy(
                    () ->
                        node.run(
                            () -> {
                              node.tenancy().ofNobody().run("set local lock_timeout = 20");
                              there.lock(cohort);
                            }))
                .isInstanceOf(StorageTrouble.class)
                .hasMessage("SQLSTATE 55P03");
          });
      assertThat(node.in(() -> there.lock(cohort))).contains(open);
    }
  }

  @Test
  void a_key_waits_for_a_closing_and_then_sees_that_it_has_begun() {
    try (Transactions node = TestDatabase.anotherNode()) {
      PostgresOrderKeys there = new PostgresOrderKeys(node.tenancy());
      transactions.run(
          () -> {
            assertThat(cohorts.lock(cohort)).contains(open);
            cohorts.update(
                new Cohorts.Row(
                    cohort,
                    open.key(),
                    Cohorts.State.CLOSING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            assertThatThrownBy(
                    () ->
                        node.run(
                            () -> {
                              node.tenancy().as(anna).run("set local lock_timeout = 20");
                              there.insert(key(order, 1));
                            }))
                .isInstanceOf(StorageTrouble.class)
                .hasMessage("SQLSTATE 55P03");
          });
      assertThatThrownBy(() -> node.run(() -> there.insert(key(order, 1))))
          .isInstanceOf(OrderKeys.CohortClosed.class);
      assertThatThrownBy(() -> node.run(() -> there.replace(key(order, 2), 1)))
          .isInstanceOf(OrderKeys.CohortClosed.class);
    }
  }

  @Test
  void how_busy_a_seller_is_is_the_least_of_four_weeks() {
    PostgresSellerVolumes volumes =
        new PostgresSellerVolumes(transactions.tenancy(), Clock.fixed(NOON, ZoneOffset.UTC));
    assertThat(transactions.in(() -> volumes.ordersPerWeek(anna))).isZero();
    for (int week = 0; week < 4; week++) {
      for (int i = 0; i <= week; i++) {
        transactions.order(
            anna, shop, UUID.randomUUID(), NOON.minus(Duration.ofDays(7L * week + 1)));
      }
    }
    assertThat(transactions.in(() -> volumes.ordersPerWeek(anna))).isEqualTo(1);
    assertThat(transactions.in(() -> volumes.ordersPerWeek(bert))).isZero();
    assertThat(transactions.in(volumes::sellers)).contains(anna, bert);
  }

  @Test
  void a_key_without_an_order_does_not_commit() {
    OrderKeys.Row loose = key(new OrderId(UUID.randomUUID()), 1);
    assertThatThrownBy(() -> transactions.run(() -> orderKeys.insert(loose)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(transactions.in(() -> orderKeys.find(anna, loose.order()))).isEmpty();
  }
}
