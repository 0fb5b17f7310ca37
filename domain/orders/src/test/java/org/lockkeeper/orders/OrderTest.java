package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;
import static org.lockkeeper.orders.OrderBuilder.anOrder;
import static org.lockkeeper.orders.OrderBuilder.cancelled;
import static org.lockkeeper.orders.OrderBuilder.delivered;
import static org.lockkeeper.orders.OrderBuilder.inTransit;
import static org.lockkeeper.orders.OrderBuilder.parcel;
import static org.lockkeeper.orders.OrderBuilder.planned;
import static org.lockkeeper.orders.OrderBuilder.returned;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

  private static final Instant ONE = NOON.plus(Duration.ofHours(1));
  private static final Instant TWO = NOON.plus(Duration.ofHours(2));
  private static final Instant THREE = NOON.plus(Duration.ofHours(3));

  private static Order in(String state) {
    return switch (state) {
      case "RECEIVED" -> anOrder().build();
      case "PLACING" -> anOrder().placing(NOON).build();
      case "ROUTED" -> anOrder().routed(NOON).build();
      case "SHIPPED" -> anOrder().shipped(NOON).build();
      case "DELIVERED" -> anOrder().delivered(NOON).build();
      case "LOST" -> anOrder().lost(NOON).build();
      case "RETURNED" -> anOrder().returned(NOON).build();
      case "CANCELLED" -> anOrder().cancelled(NOON).build();
      case "CANCELLED_AT_AMAZON" -> anOrder().routed(NOON).cancelled(NOON).build();
      default -> throw new IllegalArgumentException(state);
    };
  }

  private static Function<Order, List<OrderEvent>> step(String name) {
    return switch (name) {
      case "begin placing" -> order -> order.beginPlacing(ONE);
      case "routed" -> order -> order.routed(ONE);
      case "left" -> order -> order.parcelsAre(List.of(inTransit(1)), false, ONE);
      case "arrived" -> order -> order.parcelsAre(List.of(delivered(1, ONE)), true, ONE);
      case "returned" -> order -> order.parcelsAre(List.of(returned(1, ONE)), true, ONE);
      case "cancelled" -> order -> order.cancelled("channel", ONE);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "RECEIVED, begin placing, Placing",
    "RECEIVED, routed, refused",
    "RECEIVED, left, unchanged",
    "RECEIVED, arrived, unchanged",
    "RECEIVED, returned, unchanged",
    "RECEIVED, cancelled, Cancelled",
    "PLACING, begin placing, unchanged",
    "PLACING, routed, Routed",
    "PLACING, left, Shipped",
    "PLACING, arrived, Delivered",
    "PLACING, returned, Returned",
    "PLACING, cancelled, Cancelled",
    "ROUTED, begin placing, refused",
    "ROUTED, routed, unchanged",
    "ROUTED, left, Shipped",
    "ROUTED, arrived, Delivered",
    "ROUTED, returned, Returned",
    "ROUTED, cancelled, Cancelled",
    "SHIPPED, begin placing, refused",
    "SHIPPED, routed, unchanged",
    "SHIPPED, left, unchanged",
    "SHIPPED, arrived, Delivered",
    "SHIPPED, returned, Returned",
    "SHIPPED, cancelled, refused",
    "DELIVERED, begin placing, refused",
    "DELIVERED, routed, unchanged",
    "DELIVERED, left, unchanged",
    "DELIVERED, arrived, unchanged",
    "DELIVERED, returned, unchanged",
    "DELIVERED, cancelled, refused",
    "LOST, begin placing, refused",
    "LOST, routed, unchanged",
    "LOST, left, unchanged",
    "LOST, arrived, unchanged",
    "LOST, returned, unchanged",
    "LOST, cancelled, refused",
    "RETURNED, begin placing, refused",
    "RETURNED, routed, unchanged",
    "RETURNED, arrived, unchanged",
    "RETURNED, cancelled, refused",
    "CANCELLED, begin placing, refused",
    "CANCELLED, routed, refused",
    "CANCELLED, left, unchanged",
    "CANCELLED, arrived, unchanged",
    "CANCELLED, cancelled, unchanged",
    "CANCELLED_AT_AMAZON, routed, refused",
    "CANCELLED_AT_AMAZON, left, unchanged"
  })
  void a_step_is_taken_changes_nothing_or_is_refused(String state, String step, String outcome) {
    Order order = in(state);
    Order.Snapshot before = order.snapshot();
    switch (outcome) {
      case "refused" -> {
        assertThatThrownBy(() -> step(step).apply(order))
            .isInstanceOf(IllegalProgress.class)
            .hasMessageContaining(order.id().toString());
        assertThat(order.snapshot()).isEqualTo(before);
      }
      case "unchanged" -> {
        assertThat(step(step).apply(order)).isEmpty();
        assertThat(order.snapshot()).isEqualTo(before);
      }
      default -> {
        assertThat(step(step).apply(order)).isNotEmpty();
        assertThat(order.progress().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(order.progress().since()).isEqualTo(ONE);
      }
    }
  }

  @ParameterizedTest(name = "{0}: a second report of \"{1}\" changes nothing")
  @CsvSource({
    "RECEIVED, begin placing",
    "PLACING, routed",
    "ROUTED, left",
    "SHIPPED, arrived",
    "SHIPPED, returned",
    "ROUTED, cancelled"
  })
  void a_second_report_changes_nothing(String state, String step) {
    Order order = in(state);
    assertThat(step(step).apply(order)).isNotEmpty();
    Order.Snapshot once = order.snapshot();
    assertThat(step(step).apply(order)).isEmpty();
    assertThat(order.snapshot()).isEqualTo(once);
  }

  @Test
  void an_order_is_delivered_when_the_latest_of_its_parcels_is() {
    Order order = anOrder().shipped(NOON).build();

    assertThat(order.parcelsAre(List.of(delivered(1, THREE), inTransit(2)), true, THREE))
        .noneMatch(OrderEvent.OrderDelivered.class::isInstance);
    assertThat(order.progress()).isInstanceOf(Progress.Shipped.class);

    List<OrderEvent> events =
        order.parcelsAre(
            List.of(delivered(1, THREE), delivered(2, TWO)), true, THREE.plusSeconds(9));
    assertThat(events)
        .contains(new OrderEvent.OrderDelivered(OrderBuilder.SELLER, order.id(), THREE));
    assertThat(order.progress().since()).isEqualTo(THREE);
  }

  @Test
  void an_order_is_not_delivered_while_amazon_plans_further_parcels() {
    Order order = anOrder().shipped(NOON).build();
    order.parcelsAre(List.of(delivered(1, ONE)), false, ONE);
    assertThat(order.progress()).isInstanceOf(Progress.Shipped.class);
    order.parcelsAre(List.of(delivered(1, ONE), planned(2)), true, ONE);
    assertThat(order.progress()).isInstanceOf(Progress.Shipped.class);
  }

  @Test
  void a_parcel_that_will_not_be_sent_keeps_no_order_waiting() {
    Order order = anOrder().shipped(NOON).build();
    order.parcelsAre(List.of(delivered(1, ONE), cancelled(2)), true, TWO);
    assertThat(order.progress())
        .isEqualTo(new Progress.Delivered(FulfilmentId.of(order.id()), ONE));
  }

  @Test
  void one_parcel_at_the_buyers_is_a_delivery_though_another_came_back() {
    Order order = anOrder().shipped(NOON).build();
    order.parcelsAre(List.of(delivered(1, ONE), returned(2, THREE)), true, THREE);
    assertThat(order.progress())
        .isEqualTo(new Progress.Delivered(FulfilmentId.of(order.id()), THREE));
  }

  @Test
  void an_order_of_which_a_parcel_was_given_up_and_none_arrived_is_lost() {
    Order order = anOrder().shipped(NOON).build();
    Parcel lost = parcel(2, Optional.of("TBA002"), Parcel.Status.LOST, Optional.of(TWO));
    List<OrderEvent> events = order.parcelsAre(List.of(returned(1, ONE), lost), true, THREE);
    assertThat(events).contains(new OrderEvent.OrderLost(OrderBuilder.SELLER, order.id(), TWO));
    assertThat(order.progress()).isEqualTo(new Progress.Lost(FulfilmentId.of(order.id()), TWO));
    assertThat(order.progress().ended()).isTrue();
  }

  @Test
  void an_order_of_which_every_parcel_came_back_is_returned_since_the_last_did() {
    Order order = anOrder().shipped(NOON).build();
    List<OrderEvent> events =
        order.parcelsAre(List.of(returned(1, TWO), returned(2, ONE)), true, THREE);
    assertThat(events).contains(new OrderEvent.OrderReturned(OrderBuilder.SELLER, order.id(), TWO));
    assertThat(order.progress()).isEqualTo(new Progress.Returned(FulfilmentId.of(order.id()), TWO));
    assertThat(order.progress().ended()).isTrue();
  }

  @Test
  void an_order_of_which_no_parcel_was_sent_is_neither_delivered_nor_lost() {
    Order order = anOrder().routed(NOON).build();
    order.parcelsAre(List.of(cancelled(1)), true, ONE);
    assertThat(order.progress()).isInstanceOf(Progress.Routed.class);
  }

  @ParameterizedTest(name = "settled as {0}, later told {1}")
  @CsvSource({
    "DELIVERED, IN_TRANSIT",
    "DELIVERED, RETURNED",
    "DELIVERED, PLANNED",
    "RETURNED, DELIVERED",
    "CANCELLED, IN_TRANSIT"
  })
  void a_settled_parcel_never_moves(Parcel.Status settled, Parcel.Status later) {
    Order order = anOrder().shipped(NOON).build();
    order.parcelsAre(
        List.of(inTransit(1), parcel(2, Optional.of("TBA2"), settled, Optional.of(ONE))),
        false,
        ONE);
    order.parcelsAre(
        List.of(inTransit(1), parcel(2, Optional.of("TBA2"), later, Optional.of(THREE))),
        false,
        THREE);
    assertThat(order.snapshot().parcels().get(1).status()).isEqualTo(settled);
    assertThat(order.snapshot().parcels().get(1).settledAt()).contains(ONE);
  }

  @Test
  void a_parcel_that_has_left_is_not_planned_again() {
    Order order = anOrder().shipped(NOON).build();
    assertThat(order.parcelsAre(List.of(planned(1)), false, ONE)).isEmpty();
    assertThat(order.snapshot().parcels().getFirst().status()).isEqualTo(Parcel.Status.IN_TRANSIT);
    assertThat(order.snapshot().parcels().getFirst().tracking()).contains("TBA001");
  }

  @Test
  void a_parcel_is_reported_once_for_each_number_it_has() {
    Order order = anOrder().shipped(NOON).build();
    assertThat(order.snapshot().parcels().getFirst().needsReporting()).isTrue();

    order.parcelReported(1, ONE);
    assertThat(order.snapshot().parcels().getFirst().needsReporting()).isFalse();
    order.parcelsAre(List.of(inTransit(1)), false, ONE);
    assertThat(order.snapshot().parcels().getFirst().needsReporting()).isFalse();

    Parcel renamed = parcel(1, Optional.of("TBA999"), Parcel.Status.IN_TRANSIT, Optional.empty());
    order.parcelsAre(List.of(renamed), false, TWO);
    assertThat(order.snapshot().parcels().getFirst().needsReporting()).isTrue();
    assertThat(order.snapshot().parcels().getFirst().reported()).contains("TBA001");
  }

  @ParameterizedTest(name = "{0} with number {1}: {2}")
  @CsvSource({
    "PLANNED, TBA1, false",
    "IN_TRANSIT, TBA1, true",
    "DELIVERED, TBA1, true",
    "RETURNED, TBA1, true",
    "CANCELLED, TBA1, false",
    "IN_TRANSIT, , false"
  })
  void what_has_left_under_a_number_is_reported(
      Parcel.Status status, String number, boolean reported) {
    assertThat(parcel(1, Optional.ofNullable(number), status, Optional.empty()).needsReporting())
        .isEqualTo(reported);
  }

  @Test
  void what_the_channel_changes_counts_until_amazon_was_asked() {
    Order order = anOrder().build();
    ChannelOrder told =
        new ChannelOrder(
            new ChannelOrderId(Ada.SHOP, "1001"),
            "#1001",
            NOON,
            ONE,
            ChannelOrder.Standing.OPEN,
            ShippingSpeed.PRIORITY,
            List.of(new OrderLine("l1", "MUG-RED", "Mug", 1)),
            Optional.empty());
    assertThat(order.channelSays(told, Optional.of(OrderBuilder.sealedAda(2)), ONE))
        .containsExactly(
            new OrderEvent.OrderChanged(
                OrderBuilder.SELLER, order.id(), ONE, "lines,speed,recipient"));
    assertThat(order.snapshot().units()).isEqualTo(1);
    assertThat(order.recipient()).isEqualTo(OrderBuilder.sealedAda(2));
    assertThat(order.channelSays(told, Optional.empty(), TWO)).isEmpty();

    Order placing = anOrder().placing(NOON).build();
    assertThat(placing.channelSays(told, Optional.of(OrderBuilder.sealedAda(2)), ONE)).isEmpty();
    assertThat(placing.snapshot().lines()).isEqualTo(anOrder().build().snapshot().lines());
    assertThat(placing.recipient()).isEqualTo(OrderBuilder.sealedAda(1));
    assertThat(placing.isOlderThan(ONE)).isFalse();
  }

  @Test
  void a_stripped_recipient_never_comes_back() {
    Order order = anOrder().with(new Recipient.Stripped(NOON)).build();
    order.channelSays(Ada.order("1001", ONE), Optional.of(OrderBuilder.sealedAda(2)), ONE);
    assertThat(order.recipient()).isEqualTo(new Recipient.Stripped(NOON));
  }

  @Test
  void the_same_trouble_again_moves_only_the_next_try() {
    Order order = anOrder().build();
    assertThat(
            order.setAside(ExceptionClass.NO_FBA_STOCK, Optional.of("TEA"), Optional.of(ONE), NOON))
        .hasSize(1);
    assertThat(
            order.setAside(ExceptionClass.NO_FBA_STOCK, Optional.of("TEA"), Optional.of(TWO), ONE))
        .isEmpty();
    assertThat(order.trouble())
        .contains(
            new OrderTrouble(
                ExceptionClass.NO_FBA_STOCK, Optional.of("TEA"), NOON, Optional.of(TWO)));
    assertThat(
            order.setAside(ExceptionClass.NO_FBA_STOCK, Optional.of("MUG"), Optional.of(TWO), ONE))
        .hasSize(1);
    assertThat(order.clearTrouble(TWO))
        .containsExactly(
            new OrderEvent.TroubleCleared(
                OrderBuilder.SELLER, order.id(), TWO, ExceptionClass.NO_FBA_STOCK));
    assertThat(order.clearTrouble(TWO)).isEmpty();
  }

  @ParameterizedTest(name = "{0} ends the trouble")
  @CsvSource({"PLACING, routed", "ROUTED, left", "ROUTED, cancelled"})
  void progress_ends_the_trouble(String state, String step) {
    Order order = in(state);
    order.setAside(ExceptionClass.AMAZON_5XX, Optional.empty(), Optional.empty(), NOON);
    assertThat(step(step).apply(order)).isNotEmpty();
    assertThat(order.trouble()).isEmpty();
  }

  @Test
  void placing_that_failed_leaves_the_order_as_received() {
    Order order = anOrder().placing(NOON).build();
    order.placingFailed(ONE);
    assertThat(order.progress()).isEqualTo(new Progress.Received(ONE));
    Order routed = anOrder().routed(NOON).build();
    routed.placingFailed(ONE);
    assertThat(routed.progress()).isInstanceOf(Progress.Routed.class);
  }

  @ParameterizedTest
  @CsvSource({"RECEIVED", "PLACING", "ROUTED", "SHIPPED", "DELIVERED", "LOST", "CANCELLED"})
  void an_order_comes_back_from_storage_as_it_went(String state) {
    Order order = in(state);
    assertThat(Order.restore(order.snapshot()).snapshot()).isEqualTo(order.snapshot());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "RECEIVED, false",
    "PLACING, true",
    "ROUTED, true",
    "SHIPPED, true",
    "DELIVERED, false",
    "LOST, false",
    "RETURNED, false",
    "CANCELLED, false"
  })
  void when_the_amazon_account_goes_an_order_that_amazon_works_on_is_not_followed_any_more(
      String state, boolean worksOnIt) {
    Order order = in(state);
    order.setAside(ExceptionClass.AMAZON_5XX, Optional.empty(), Optional.empty(), NOON);
    Progress before = order.progress();
    List<OrderEvent> events = order.unfollowed(TWO);
    if (worksOnIt) {
      assertThat(events)
          .contains(new OrderEvent.OrderUnfollowed(OrderBuilder.SELLER, order.id(), TWO));
      assertThat(order.progress()).isEqualTo(new Progress.Unfollowed(TWO));
      assertThat(order.trouble()).isEmpty();
      assertThat(order.unfollowed(TWO)).isEmpty();
    } else {
      assertThat(events).isEmpty();
      assertThat(order.progress()).isEqualTo(before);
    }
  }

  @Test
  void no_event_of_an_order_tells_who_the_buyer_is() {
    OrderBuilder builder = anOrder();
    Order order = builder.setAside(ExceptionClass.NO_FBA_STOCK, NOON).delivered(ONE).build();
    assertThat(order.snapshot().toString()).doesNotContain(Ada.WORDS);
  }
}
