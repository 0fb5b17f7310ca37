package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.disposal.DisposalRuns;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.ChannelSpan;
import org.lockkeeper.retention.ChannelSpans;
import org.lockkeeper.retention.ClockGuard;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;

/** Spans, holds and the steps of the clock. */
class PolicyStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate EDITION = LocalDate.of(2026, 11, 22);
  private static final Duration DAY = Duration.ofDays(1);

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
  }

  private PostgresBuyerRetentions retentions() {
    return new PostgresBuyerRetentions(transactions.tenancy());
  }

  private PostgresLegalHolds holds() {
    return new PostgresLegalHolds(transactions.tenancy());
  }

  private PostgresChannelSpans spans() {
    return new PostgresChannelSpans(transactions.tenancy());
  }

  private OrderId ends(Anchor anchor, Instant anchoredAt, Instant endsAt) {
    OrderId order = new OrderId(UUID.randomUUID());
    transactions.order(anna, shop, order.value(), NOON);
    BuyerRetention retention =
        new BuyerRetention(anna, order, anchor, anchoredAt, endsAt, EDITION, Optional.empty());
    transactions.run(() -> retentions().save(retention));
    return order;
  }

  private Instant endOf(OrderId order) {
    return transactions.in(() -> retentions().find(anna, order)).orElseThrow().endsAt();
  }

  private static Map<Anchor, Duration> days(long days) {
    Map<Anchor, Duration> kept = new EnumMap<>(Anchor.class);
    for (Anchor anchor : Anchor.values()) {
      kept.put(anchor, Duration.ofDays(days));
    }
    return kept;
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_span_and_its_proposal_come_back_as_they_went_and_to_their_seller_only(Wall wall) {
    transactions = wall.transactions();
    ChannelSpan span =
        new ChannelSpan(
            anna,
            Duration.ofDays(30),
            NOON,
            Optional.empty(),
            Optional.of(new ChannelSpan.Proposal(Duration.ofDays(7), UUID.randomUUID(), NOON)));
    transactions.run(() -> spans().save(span));
    assertThat(transactions.in(() -> spans().of(anna))).contains(span);
    assertThat(transactions.in(() -> spans().of(bert))).isEmpty();
    ChannelSpan next =
        new ChannelSpan(anna, Duration.ofDays(7), NOON, Optional.of(NOON), Optional.empty());
    transactions.run(() -> spans().save(next));
    assertThat(transactions.in(() -> spans().of(anna))).contains(next);
    assertThat(transactions.in(() -> spans().shorterThan(Duration.ofDays(90), 1000)))
        .contains(anna)
        .doesNotContain(bert);
  }

  @Test
  void a_preview_counts_exactly_what_would_go_and_changes_nothing() {
    Map<Anchor, Duration> month = days(30);
    OrderId atOnce = ends(Anchor.DELIVERED, NOON.minus(Duration.ofDays(30)), NOON.plus(DAY));
    ends(Anchor.DELIVERED, NOON.minus(Duration.ofDays(30)).plusSeconds(1), NOON.plus(DAY));
    ends(Anchor.LOST, NOON.minus(Duration.ofDays(22)), NOON.plus(Duration.ofDays(60)));
    ends(Anchor.DELIVERED, NOON.minus(Duration.ofDays(5)), NOON.minus(DAY));
    Instant before = endOf(atOnce);
    ChannelSpans.Effect effect = transactions.in(() -> spans().effect(anna, month, NOON));
    assertThat(effect)
        .isEqualTo(
            new ChannelSpans.Effect(3, 1, 2, 3, Optional.of(NOON.minus(Duration.ofDays(30)))));
    assertThat(endOf(atOnce)).isEqualTo(before);
    assertThat(transactions.in(() -> spans().effect(bert, month, NOON)).shortened()).isZero();
  }

  @Test
  void dates_are_brought_forward_in_batches_and_none_is_ever_put_off() {
    OrderId later = ends(Anchor.DELIVERED, NOON, NOON.plus(Duration.ofDays(90)));
    OrderId other = ends(Anchor.RETURNED, NOON, NOON.plus(Duration.ofDays(90)));
    OrderId earlier = ends(Anchor.DELIVERED, NOON, NOON.plus(Duration.ofDays(10)));
    OrderId gone = ends(Anchor.DELIVERED, NOON, NOON.plus(Duration.ofDays(90)));
    transactions.run(() -> retentions().ended(anna, List.of(gone), NOON));
    assertThat(transactions.in(() -> spans().shorten(anna, days(30), 1))).hasSize(1);
    assertThat(transactions.in(() -> spans().shorten(anna, days(30), 1))).hasSize(1);
    assertThat(transactions.in(() -> spans().shorten(anna, days(30), 1))).isEmpty();
    assertThat(endOf(later)).isEqualTo(NOON.plus(Duration.ofDays(30)));
    assertThat(endOf(other)).isEqualTo(NOON.plus(Duration.ofDays(30)));
    assertThat(endOf(earlier)).isEqualTo(NOON.plus(Duration.ofDays(10)));
    assertThat(endOf(gone)).isEqualTo(NOON.plus(Duration.ofDays(90)));
    assertThat(transactions.in(() -> spans().shorten(anna, days(90), 10))).isEmpty();
    assertThat(endOf(later)).isEqualTo(NOON.plus(Duration.ofDays(30)));
    assertThat(transactions.in(() -> retentions().takeDue(anna, NOON.plus(Duration.ofDays(30)), 9)))
        .containsExactlyInAnyOrder(later, other, earlier);
  }

  private LegalHold hold(LegalHold.Scope scope, DataKind kind, Instant endsAt) {
    LegalHold hold =
        new LegalHold(
            UUID.randomUUID(),
            anna,
            scope,
            Set.of(kind),
            "The tax office audits the year.",
            "Tax Code",
            UUID.randomUUID(),
            NOON,
            endsAt);
    transactions.run(() -> holds().add(hold));
    return hold;
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_hold_comes_back_as_it_went_and_to_its_seller_only(Wall wall) {
    transactions = wall.transactions();
    LegalHold all = hold(new LegalHold.Scope.WholeSeller(), DataKind.BUYER, NOON.plus(DAY));
    LegalHold one =
        hold(
            new LegalHold.Scope.OneConnection(new ConnectionId(shop)),
            DataKind.ORDER,
            NOON.plus(DAY));
    assertThat(transactions.in(() -> holds().inForce(anna, NOON)))
        .containsExactlyInAnyOrder(all, one);
    assertThat(transactions.in(() -> holds().inForce(bert, NOON))).isEmpty();
    assertThat(transactions.in(() -> holds().find(bert, all.id()))).isEmpty();
    assertThat(transactions.in(() -> holds().inForce(anna, NOON.plus(DAY)))).isEmpty();
    assertThat(transactions.in(() -> holds().all(1000)))
        .contains(new HoldRegister.Entry(anna, all.id()), new HoldRegister.Entry(anna, one.id()));
    transactions.run(
        () ->
            assertThat(
                    holds().exists(bert, new LegalHold.Scope.OneConnection(new ConnectionId(shop))))
                .isFalse());
    transactions.run(
        () ->
            assertThat(
                    holds().exists(anna, new LegalHold.Scope.OneConnection(new ConnectionId(shop))))
                .isTrue());
  }

  @ParameterizedTest(name = "a hold of {0} that names {1}: taken = {2}")
  @CsvSource({
    "seller, BUYER, false",
    "connection, BUYER, false",
    "order, BUYER, false",
    "seller, ORDER, true",
    "other connection, BUYER, true",
    "other order, BUYER, true"
  })
  void a_hold_suspends_exactly_what_it_names(String scope, DataKind kind, boolean taken) {
    OrderId order = ends(Anchor.DELIVERED, NOON.minus(Duration.ofDays(90)), NOON);
    LegalHold.Scope of =
        switch (scope) {
          case "seller" -> new LegalHold.Scope.WholeSeller();
          case "connection" -> new LegalHold.Scope.OneConnection(new ConnectionId(shop));
          case "other connection" ->
              new LegalHold.Scope.OneConnection(new ConnectionId(UUID.randomUUID()));
          case "order" -> new LegalHold.Scope.OneOrder(order);
          default -> new LegalHold.Scope.OneOrder(new OrderId(UUID.randomUUID()));
        };
    long heldBefore = transactions.in(() -> holds().heldBack(NOON));
    long backlogBefore = transactions.in(() -> retentions().backlog(NOON));
    LegalHold hold = hold(of, kind, NOON.plus(DAY));
    assertThat(transactions.in(() -> retentions().takeDue(anna, NOON, 10)))
        .isEqualTo(taken ? List.of(order) : List.of());
    assertThat(transactions.in(() -> retentions().sellersWithDue(NOON, 100_000)).contains(anna))
        .isEqualTo(taken);
    assertThat(transactions.in(() -> retentions().backlog(NOON)))
        .isEqualTo(taken ? backlogBefore : backlogBefore - 1);
    assertThat(transactions.in(() -> holds().heldBack(NOON)))
        .isEqualTo(taken ? heldBefore : heldBefore + 1);

    // Its last instant is still held; its end brings everything back at once.
    assertThat(
            transactions.in(() -> retentions().takeDue(anna, NOON.plus(DAY).minusNanos(1000), 10)))
        .isEqualTo(taken ? List.of(order) : List.of());
    assertThat(transactions.in(() -> retentions().takeDue(anna, NOON.plus(DAY), 10)))
        .containsExactly(order);
    transactions.run(() -> holds().endsAt(anna, hold.id(), NOON));
    assertThat(transactions.in(() -> retentions().takeDue(anna, NOON, 10))).containsExactly(order);
  }

  @Test
  void two_holds_of_one_order_count_it_once_and_both_must_end() {
    OrderId order = ends(Anchor.DELIVERED, NOON.minus(Duration.ofDays(90)), NOON);
    long before = transactions.in(() -> holds().heldBack(NOON));
    LegalHold first = hold(new LegalHold.Scope.WholeSeller(), DataKind.BUYER, NOON.plus(DAY));
    hold(new LegalHold.Scope.OneOrder(order), DataKind.BUYER, NOON.plus(DAY));
    assertThat(transactions.in(() -> holds().heldBack(NOON))).isEqualTo(before + 1);
    transactions.run(() -> holds().endsAt(anna, first.id(), NOON));
    assertThat(transactions.in(() -> retentions().takeDue(anna, NOON, 10))).isEmpty();
  }

  @Test
  void a_preview_of_a_hold_says_how_many_buyers_it_keeps_and_how_many_were_due_before_its_end() {
    ends(Anchor.DELIVERED, NOON, NOON.plus(DAY));
    OrderId later = ends(Anchor.DELIVERED, NOON, NOON.plus(Duration.ofDays(90)));
    Instant end = NOON.plus(Duration.ofDays(30));
    assertThat(
            transactions.in(
                () -> holds().suspended(anna, new LegalHold.Scope.WholeSeller(), NOON, end)))
        .isEqualTo(new HoldRegister.Suspended(2, 1));
    assertThat(
            transactions.in(
                () -> holds().suspended(anna, new LegalHold.Scope.OneOrder(later), NOON, end)))
        .isEqualTo(new HoldRegister.Suspended(1, 0));
  }

  @Test
  void a_step_of_the_clock_is_remembered_until_it_is_over() {
    PostgresClockStops stops = new PostgresClockStops(transactions.tenancy());
    ClockGuard.Reading before = new ClockGuard.Reading(NOON, NOON);
    ClockGuard.Reading seen = new ClockGuard.Reading(NOON.plus(Duration.ofDays(90)), NOON);
    ClockGuard.Stop stop =
        new ClockGuard.Stop(
            UUID.randomUUID(), before, seen, Optional.empty(), Optional.empty(), Optional.empty());
    ClockGuard.Stop second =
        new ClockGuard.Stop(
            UUID.randomUUID(), before, seen, Optional.empty(), Optional.empty(), Optional.empty());
    UUID admin = UUID.randomUUID();
    transactions.run(() -> stops.believed(before));
    assertThat(transactions.in(stops::last)).contains(before);
    transactions.run(() -> stops.stopped(stop));
    transactions.run(() -> stops.stopped(second));
    assertThat(transactions.in(stops::open)).contains(second);
    transactions.run(() -> stops.confirmed(second.id(), admin, NOON));
    assertThat(transactions.in(stops::open).orElseThrow().confirmedBy()).contains(admin);
    transactions.run(() -> stops.believed(seen));
    assertThat(transactions.in(stops::open)).isEmpty();
    assertThat(transactions.in(stops::last)).contains(seen);
    assertThat(transactions.in(stops::reference)).isAfter(NOON);
  }

  @Test
  void of_each_holder_the_latest_part_of_the_disposal_is_known() {
    PostgresDisposalRuns runs = new PostgresDisposalRuns(transactions.tenancy());
    transactions.run(() -> runs.note(new DisposalRuns.Part(NOON, "test.holder", 3, 0)));
    transactions.run(() -> runs.note(new DisposalRuns.Part(NOON.plus(DAY), "test.holder", 0, 1)));
    assertThat(transactions.in(runs::latest))
        .contains(new DisposalRuns.Part(NOON.plus(DAY), "test.holder", 0, 1));
  }

  @Test
  void the_database_itself_refuses_a_span_that_is_longer_than_the_policys() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    () ->
                        spans()
                            .save(
                                new ChannelSpan(
                                    anna,
                                    Duration.ofDays(91),
                                    NOON,
                                    Optional.empty(),
                                    Optional.empty()))))
        .isInstanceOf(RuntimeException.class);
  }
}
