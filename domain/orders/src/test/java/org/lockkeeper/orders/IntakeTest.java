package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.CONNECTION;
import static org.lockkeeper.orders.OrderBuilder.NOON;
import static org.lockkeeper.orders.OrderBuilder.OTHER_SELLER;
import static org.lockkeeper.orders.OrderBuilder.SELLER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.ErrandHandler.Outcome;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;

/** How orders come in: taken, delivered, brought in line, compared, forgotten. */
class IntakeTest {

  private static final String ACCOUNT = "ada.myshopify.com";
  private static final ChannelDelivery DELIVERY =
      new ChannelDelivery(
          Map.of("X-Shopify-Topic", "orders/create"),
          "{\"name\":\"Ada Lovelace\"}".getBytes(StandardCharsets.UTF_8));

  private final OrdersWorld world = new OrdersWorld();

  private AcceptDelivery.Outcome accept() {
    return world.accept.accept(SELLER, CONNECTION, Ada.SHOP, ACCOUNT, DELIVERY);
  }

  private static AcceptDelivery.Outcome taken() {
    return new AcceptDelivery.Outcome(AcceptDelivery.Answer.TAKEN, Optional.empty());
  }

  private static AcceptDelivery.Outcome notAuthentic() {
    return new AcceptDelivery.Outcome(AcceptDelivery.Answer.NOT_AUTHENTIC, Optional.empty());
  }

  private static ChannelOrderId number(String number) {
    return new ChannelOrderId(Ada.SHOP, number);
  }

  @Test
  void the_buyer_is_sealed_before_there_is_a_row() {
    world.received("1001");
    assertThat(world.journal).containsExactly("serialize", "seal", "row");
  }

  @Test
  void an_order_taken_in_is_announced_and_routed() {
    OrderId id = world.received("1001");
    assertThat(world.announced)
        .containsExactly(new OrderEvent.OrderReceived(SELLER, id, NOON, Ada.SHOP, 2, 3));
    assertThat(world.errands.kinds()).containsExactly(OrderErrands.ROUTE);
  }

  @Test
  void without_sealing_there_is_no_row_and_no_errand() {
    world.vault.unavailable = true;
    assertThatThrownBy(() -> world.received("1001"))
        .isInstanceOf(RecipientVault.SealingUnavailable.class);
    assertThat(world.orders.all()).isEmpty();
    assertThat(world.errands.kinds()).isEmpty();
    assertThat(world.announced).isEmpty();
  }

  @Test
  void the_same_order_taken_in_twice_is_one_order() {
    OrderId id = world.received("1001");
    world.errands.clear();
    assertThat(world.receive.take(SELLER, CONNECTION, Ada.order("1001", NOON)))
        .isEqualTo(new ReceiveOrder.Result.Known(id));
    assertThat(world.orders.all()).hasSize(1);
    assertThat(world.announced).hasSize(1);
    assertThat(world.errands.kinds()).isEmpty();

    world.receive.take(SELLER, CONNECTION, Ada.order("1001", NOON.plusSeconds(1)));
    assertThat(world.errands.urgent()).containsExactly(OrdersWorld.syncErrand("1001"));
  }

  @Test
  void two_sellers_may_have_the_same_number() {
    world.received("1001");
    assertThat(world.receive.take(OTHER_SELLER, CONNECTION, Ada.order("1001", NOON)))
        .isInstanceOf(ReceiveOrder.Result.Received.class);
  }

  @Test
  void an_erased_buyer_never_returns() {
    OrderId id = world.received("1001");
    world.orders.strip(SELLER, id, NOON);
    world.journal.clear();
    assertThat(world.receive.take(SELLER, CONNECTION, Ada.order("1001", NOON.plusSeconds(9))))
        .isEqualTo(new ReceiveOrder.Result.Erased());
    assertThat(world.journal).containsExactly("serialize");
    assertThat(world.order(id).recipient()).isEqualTo(new Recipient.Stripped(NOON));
  }

  @ParameterizedTest
  @EnumSource(
      value = ChannelOrder.Standing.class,
      names = {"CANCELLED", "NOTHING_TO_SHIP"})
  void what_is_not_to_be_shipped_is_not_kept(ChannelOrder.Standing standing) {
    ChannelOrder told = Ada.order("1001", NOON, standing, Optional.of(Ada.LOVELACE));
    assertThat(world.receive.take(SELLER, CONNECTION, told))
        .isEqualTo(new ReceiveOrder.Result.NotWanted());
    assertThat(world.orders.all()).isEmpty();
    assertThat(world.journal).doesNotContain("seal");
  }

  @Test
  void nothing_is_read_before_the_signature_is_right() {
    world.shop.authentic = false;
    world.shop.event = Optional.of(new ChannelEvent.Ordered(Ada.order("1001", NOON)));
    assertThat(accept()).isEqualTo(notAuthentic());
    assertThat(world.shop.calls).containsExactly("signature");
    assertThat(world.orders.all()).isEmpty();
  }

  @Test
  void a_delivery_for_another_account_is_refused_unread() {
    world.shop.head =
        Optional.of(new SalesChannel.Head("d-1", "orders/create", "mallory.myshopify.com"));
    assertThat(accept()).isEqualTo(notAuthentic());
    assertThat(world.shop.calls).containsExactly("signature", "head");
  }

  @Test
  void an_account_is_the_same_in_any_case() {
    world.shop.head =
        Optional.of(new SalesChannel.Head("d-1", "orders/create", "Ada.MyShopify.com"));
    world.shop.event = Optional.of(new ChannelEvent.Irrelevant());
    assertThat(accept()).isEqualTo(taken());
  }

  @Test
  void a_channel_that_is_not_installed_is_refused() {
    assertThat(
            world.accept.accept(
                SELLER,
                CONNECTION,
                new org.lockkeeper.kernel.ChannelName("tiktokshop"),
                ACCOUNT,
                DELIVERY))
        .isEqualTo(notAuthentic());
  }

  @Test
  void a_repeated_delivery_has_no_further_effect() {
    world.shop.event = Optional.of(new ChannelEvent.Ordered(Ada.order("1001", NOON)));
    assertThat(accept()).isEqualTo(taken());
    world.errands.clear();
    world.shop.calls.clear();
    assertThat(accept()).isEqualTo(taken());
    assertThat(world.shop.calls).containsExactly("signature", "head");
    assertThat(world.orders.all()).hasSize(1);
    assertThat(world.errands.kinds()).isEmpty();
  }

  @Test
  void an_unreadable_delivery_is_noted_by_ids_and_the_channel_compared() {
    world.shop.event = Optional.empty();
    assertThat(accept()).isEqualTo(taken());
    assertThat(world.deliveries.unreadable(SELLER, 10))
        .containsExactly(
            new Deliveries.Unreadable(
                Ada.SHOP, CONNECTION, "d-1", "orders/create", "no updated_at", NOON));
    assertThat(world.deliveries.unreadable(SELLER, 10).toString()).doesNotContain("Lovelace");
    assertThat(world.errands.urgent())
        .containsExactly(OrderErrands.compare(SELLER, Ada.SHOP, CONNECTION));
  }

  @Test
  void a_signed_delivery_without_an_id_is_noted_and_the_channel_compared() {
    world.shop.head = Optional.empty();
    assertThat(accept()).isEqualTo(taken());
    assertThat(world.deliveries.unreadable(SELLER, 10)).hasSize(1);
    assertThat(world.errands.of(OrderErrands.COMPARE)).hasSize(1);
    assertThat(world.shop.calls).doesNotContain("read");
  }

  @Test
  void a_change_is_fetched_and_not_believed() {
    world.shop.event = Optional.of(new ChannelEvent.Changed(number("1001")));
    assertThat(accept()).isEqualTo(taken());
    assertThat(world.errands.urgent()).containsExactly(OrdersWorld.syncErrand("1001"));
    assertThat(world.orders.all()).isEmpty();
  }

  @Test
  void what_concerns_another_context_is_handed_back() {
    world.shop.event = Optional.of(new ChannelEvent.Uninstalled());
    assertThat(accept().request()).contains(new AcceptDelivery.Request.Uninstalled());
    world.shop.head = Optional.of(new SalesChannel.Head("d-2", "customers/redact", ACCOUNT));
    world.shop.event =
        Optional.of(new ChannelEvent.RedactRequested(List.of(number("1001")), BuyerContact.NONE));
    assertThat(accept().request())
        .contains(new AcceptDelivery.Request.Redact(List.of(number("1001")), BuyerContact.NONE));
  }

  @Test
  void a_buyers_wish_to_cancel_has_the_order_brought_in_line_at_once() {
    world.shop.event = Optional.of(new ChannelEvent.CancelRequested(number("1001")));
    assertThat(accept()).isEqualTo(taken());
    assertThat(world.errands.urgent()).containsExactly(OrdersWorld.syncErrand("1001"));
  }

  @Test
  void the_end_of_a_grant_is_handed_on() {
    Instant end = NOON.plus(Duration.ofDays(30));
    world.shop.event = Optional.of(new ChannelEvent.GrantEnding(end));
    assertThat(accept().request()).contains(new AcceptDelivery.Request.GrantEnding(end));
  }

  @Test
  void a_change_that_overtook_its_order_takes_the_order_in() {
    world.shop.has(Ada.order("1001", NOON.plusSeconds(5)));
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.orders.all()).hasSize(1);
    assertThat(world.receive.take(SELLER, CONNECTION, Ada.order("1001", NOON)))
        .isInstanceOf(ReceiveOrder.Result.Known.class);
    assertThat(world.orders.all()).hasSize(1);
  }

  @Test
  void an_order_cancelled_before_it_came_in_is_not_kept() {
    world.shop.has(
        Ada.order("1001", NOON, ChannelOrder.Standing.CANCELLED, Optional.of(Ada.LOVELACE)));
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.orders.all()).isEmpty();
  }

  @Test
  void an_order_that_the_channel_does_not_have_is_left_alone() {
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.orders.all()).isEmpty();
  }

  @Test
  void a_change_before_placing_has_the_order_decided_anew() {
    OrderId id = world.received("1001");
    world.errands.clear();
    world.sync("1001");
    assertThat(world.errands.urgent()).containsExactly(OrderErrands.route(SELLER, id));
  }

  @Test
  void a_cancellation_in_time_cancels_at_amazon() {
    OrderId id = world.routed("1001");
    world.shop.has(
        Ada.order("1001", NOON.plusSeconds(1), ChannelOrder.Standing.CANCELLED, Optional.empty()));
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.network.calls).contains("cancel");
    assertThat(world.progress(id))
        .isEqualTo(new Progress.Cancelled(Optional.of(FulfilmentId.of(id)), NOON));
  }

  @ParameterizedTest
  @CsvSource({"routed", "shipped"})
  void a_cancellation_that_comes_too_late_is_an_exception(String state) {
    OrderId id = world.routed("1001");
    world.network.cancelAnswer = FulfilmentNetwork.CancelAnswer.TOO_LATE;
    if (state.equals("shipped")) {
      world.network.orders.put(FulfilmentId.of(id), FakeNetwork.inWork(OrderBuilder.inTransit(1)));
      world.track(id);
    }
    world.shop.has(
        Ada.order("1001", NOON.plusSeconds(1), ChannelOrder.Standing.CANCELLED, Optional.empty()));
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.CANCEL_TOO_LATE);
    assertThat(world.progress(id)).isNotInstanceOf(Progress.Cancelled.class);
  }

  @Test
  void a_cancellation_while_placing_waits_for_the_create() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.MADE_AND_KILLED);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(FakeNetwork.Killed.class);
    world.shop.has(
        Ada.order("1001", NOON.plusSeconds(1), ChannelOrder.Standing.CANCELLED, Optional.empty()));
    assertThat(world.sync("1001")).isEqualTo(new Outcome.Again(Duration.ofSeconds(10)));
    world.route(id);
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isInstanceOf(Progress.Cancelled.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(PlatformTrouble.Kind.class)
  void a_channel_that_does_not_answer_is_asked_again(PlatformTrouble.Kind kind) {
    world.shop.troubles.add(new PlatformTrouble("fetch", kind));
    switch (kind) {
      case THROTTLED ->
          assertThat(world.sync("1001")).isEqualTo(new Outcome.Again(Duration.ofSeconds(2)));
      case UNAUTHORIZED ->
          assertThat(world.sync("1001")).isEqualTo(new Outcome.Again(Duration.ofMinutes(15)));
      case UNAVAILABLE, DOUBTFUL, REFUSED ->
          assertThatThrownBy(() -> world.sync("1001")).isInstanceOf(PlatformTrouble.class);
    }
  }

  @Test
  void a_comparison_finds_what_never_arrived_and_what_changed() {
    world.received("1001");
    OrderId erased = world.received("1002");
    world.received("1003");
    world.orders.strip(SELLER, erased, NOON);
    world.forget.of(SELLER, List.of(number("1004")));
    world.errands.clear();
    for (String one : List.of("1001", "1004", "1005")) {
      world.shop.changes.add(new SalesChannel.Changed(number(one), NOON));
    }
    world.shop.changes.add(new SalesChannel.Changed(number("1003"), NOON.plusSeconds(1)));

    assertThat(world.compare()).isEqualTo(new Outcome.Again(Duration.ofHours(1)));
    assertThat(world.errands.of(OrderErrands.SYNC))
        .containsExactly(OrdersWorld.syncErrand("1005"), OrdersWorld.syncErrand("1003"));
    assertThat(world.shop.askedSince)
        .containsExactly(NOON.minus(Duration.ofDays(2)).minus(Duration.ofMinutes(5)));
    assertThat(world.comparison.upTo(SELLER, CONNECTION)).contains(NOON);

    world.compare();
    assertThat(world.shop.askedSince.getLast()).isEqualTo(NOON.minus(Duration.ofMinutes(5)));
  }

  @ParameterizedTest(name = "{0} changes, {1} seconds apart")
  @CsvSource({"1000, 60", "1000, 1", "450, 0", "100, 0", "99, 0", "101, 1500"})
  void full_pages_always_progress(int changes, int apart) {
    Instant first = NOON.minus(Duration.ofDays(2));
    IntStream.range(0, changes)
        .forEach(
            i ->
                world.shop.changes.add(
                    new SalesChannel.Changed(
                        number("9" + i), first.plusSeconds((long) i * apart))));
    int runs = 0;
    Outcome outcome;
    Optional<Instant> before = Optional.empty();
    do {
      outcome = world.compare();
      Instant reached = world.comparison.upTo(SELLER, CONNECTION).orElseThrow();
      assertThat(before.map(reached::isAfter).orElse(true)).isTrue();
      before = Optional.of(reached);
      runs++;
    } while (outcome.equals(new Outcome.Again(Duration.ofSeconds(1))) && runs < 1000);
    assertThat(outcome).isEqualTo(new Outcome.Again(Duration.ofHours(1)));
    if (apart >= 10) {
      assertThat(world.errands.of(OrderErrands.SYNC))
          .hasSize(
              (int) world.shop.changes.stream().filter(c -> !c.version().isAfter(NOON)).count());
    }
  }

  @Test
  void what_changed_just_after_a_crowded_second_is_not_passed_over() {
    Instant crowded = NOON.minus(Duration.ofHours(1));
    for (int i = 0; i < 150; i++) {
      world.shop.changes.add(new SalesChannel.Changed(number("9" + i), crowded));
    }
    world.shop.changes.add(new SalesChannel.Changed(number("1001"), crowded.plusSeconds(2)));
    Outcome outcome;
    do {
      outcome = world.compare();
    } while (outcome.equals(new Outcome.Again(Duration.ofSeconds(1))));
    assertThat(world.errands.of(OrderErrands.SYNC)).contains(OrdersWorld.syncErrand("1001"));
  }

  @ParameterizedTest(name = "{0}: again after {1}")
  @CsvSource({
    "THROTTLED, PT1M",
    "UNAUTHORIZED, PT15M",
    "REFUSED, PT15M",
    "UNAVAILABLE, PT5M",
    "DOUBTFUL, PT5M"
  })
  void a_comparison_that_failed_is_made_again(PlatformTrouble.Kind kind, Duration pause) {
    world.shop.troubles.add(new PlatformTrouble("orders", kind));
    assertThat(world.compare()).isEqualTo(new Outcome.Again(pause));
    assertThat(world.comparison.upTo(SELLER, CONNECTION)).isEmpty();
  }

  @Test
  void a_buyer_to_be_forgotten_goes_with_the_order_or_never_comes_in() {
    OrderId id = world.received("1001");
    world.announced.clear();
    world.forget.of(SELLER, List.of(number("1001"), number("1002")));
    assertThat(world.announced).containsExactly(new OrderEvent.ForgetRequested(SELLER, id, NOON));
    assertThat(world.receive.take(SELLER, CONNECTION, Ada.order("1002", NOON)))
        .isEqualTo(new ReceiveOrder.Result.Erased());
    world.forget.of(SELLER, List.of(number("1002")));
    assertThat(world.receive.take(OTHER_SELLER, CONNECTION, Ada.order("1002", NOON)))
        .isInstanceOf(ReceiveOrder.Result.Received.class);
  }
}
