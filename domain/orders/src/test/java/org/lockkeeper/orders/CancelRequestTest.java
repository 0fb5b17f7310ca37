package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;
import static org.lockkeeper.orders.OrderBuilder.SELLER;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.ErrandHandler.Outcome;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;

/** A buyer's wish to cancel is answered within the channel's time. */
class CancelRequestTest {

  private static final Instant ANSWER_BY = NOON.plus(Duration.ofHours(24));

  private final OrdersWorld world = new OrdersWorld();

  private void asks(String number) {
    world.shop.has(Ada.unwanted(number, NOON.plusSeconds(1), ANSWER_BY));
  }

  @Test
  void before_amazon_was_asked_the_answer_is_yes() {
    OrderId id = world.received("1001");
    asks("1001");
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.AGREED);
    assertThat(world.progress(id)).isEqualTo(new Progress.Cancelled(Optional.empty(), NOON));
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void an_order_that_the_buyer_wants_to_cancel_is_not_placed() {
    OrderId id = world.received("1001");
    asks("1001");
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.network.calls).isEmpty();
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.CANCEL_REQUESTED);
    assertThat(world.errands.urgent()).contains(OrdersWorld.syncErrand("1001"));
  }

  @Test
  void a_wish_that_comes_while_amazon_is_asked_whether_it_can_ship_stops_the_placing() {
    OrderId id = world.received("1001");
    world.network.onPreview =
        () ->
            world.change.step(
                SELLER, id, (order, now) -> order.cancelRequested(Optional.of(ANSWER_BY), now));
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.network.calls).containsExactly("preview");
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
  }

  @Test
  void amazon_is_stopped_before_the_buyer_is_told_yes() {
    OrderId id = world.routed("1001");
    asks("1001");
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.network.calls).contains("cancel");
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.AGREED);
    assertThat(world.progress(id)).isInstanceOf(Progress.Cancelled.class);
  }

  @Test
  void once_amazon_cannot_stop_it_the_answer_is_no_and_the_order_goes_on() {
    OrderId id = world.routed("1001");
    world.network.cancelAnswer = FulfilmentNetwork.CancelAnswer.TOO_LATE;
    asks("1001");
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.ALREADY_SHIPPED);
    assertThat(world.order(id).trouble()).isEmpty();
    assertThat(world.announced(OrderEvent.CancelDeclined.class)).hasSize(1);
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);
  }

  @Test
  void what_has_left_is_not_asked_back_from_amazon() {
    OrderId id = world.routed("1001");
    world.network.orders.put(FulfilmentId.of(id), FakeNetwork.inWork(OrderBuilder.inTransit(1)));
    world.track(id);
    asks("1001");
    world.sync("1001");
    assertThat(world.network.calls).doesNotContain("cancel");
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.ALREADY_SHIPPED);
  }

  @Test
  void while_the_create_is_under_way_the_answer_waits_and_the_seller_sees_until_when() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.MADE_AND_KILLED);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(FakeNetwork.Killed.class);
    asks("1001");
    assertThat(world.sync("1001")).isEqualTo(new Outcome.Again(Duration.ofSeconds(10)));
    assertThat(world.order(id).trouble())
        .contains(
            new OrderTrouble(
                ExceptionClass.CANCEL_REQUESTED,
                Optional.empty(),
                NOON,
                Optional.empty(),
                Optional.of(ANSWER_BY)));
    world.route(id);
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isInstanceOf(Progress.Cancelled.class);
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.AGREED);
  }

  @Test
  void a_run_that_died_after_amazon_was_stopped_still_tells_the_channel() {
    OrderId id = world.routed("1001");
    asks("1001");
    world.shop.refusesAnswer = Optional.of(new PlatformTrouble("a", PlatformTrouble.Kind.DOUBTFUL));
    assertThatThrownBy(() -> world.sync("1001")).isInstanceOf(PlatformTrouble.class);
    assertThat(world.progress(id)).isInstanceOf(Progress.Cancelled.class);
    world.shop.refusesAnswer = Optional.empty();
    assertThat(world.sync("1001")).isEqualTo(Outcome.DONE);
    assertThat(world.shop.answers).containsExactly(SalesChannel.CancelAnswer.AGREED);
  }

  @Test
  void a_wish_that_is_taken_back_has_the_order_shipped_after_all() {
    OrderId id = world.received("1001");
    asks("1001");
    world.shop.waitsForAnswer = false;
    world.sync("1001");
    assertThat(world.order(id).trouble()).isEmpty();
    assertThat(world.errands.urgent()).contains(OrderErrands.route(SELLER, id));
    world.shop.has(Ada.order("1001", NOON.plusSeconds(2)));
    world.route(id);
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);
  }

  @Test
  void an_order_that_the_channel_ships_itself_is_not_placed() {
    ChannelOrder told =
        Ada.order("1001", NOON, ChannelOrder.Standing.CHANNEL_SHIPS, Optional.empty());
    world.shop.has(told);
    OrderId id = world.take(told);
    world.route(id);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.WRONG_SHIPPING_TYPE);
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void a_number_that_may_not_be_changed_any_more_is_an_exception_of_its_own() {
    OrderId id = world.routed("1001");
    world.network.orders.put(FulfilmentId.of(id), FakeNetwork.inWork(OrderBuilder.inTransit(1)));
    world.track(id);
    world.shop.report = SalesChannel.Report.TOO_LATE;
    world.report(id, 1);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.TRACKING_CHANGE_TOO_LATE);
  }
}
