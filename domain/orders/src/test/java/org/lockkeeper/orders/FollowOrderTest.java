package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;
import static org.lockkeeper.orders.OrderBuilder.SELLER;
import static org.lockkeeper.orders.OrderBuilder.cancelled;
import static org.lockkeeper.orders.OrderBuilder.inTransit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.ErrandHandler.Outcome;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;

/** Watching parcels, and telling the channel of them. */
class FollowOrderTest {

  private static final Outcome LATER = new Outcome.Again(Duration.ofMinutes(10));
  private static final Instant TEN = NOON.minus(Duration.ofHours(2));
  private static final Instant ELEVEN = NOON.minus(Duration.ofHours(1));

  private final OrdersWorld world = new OrdersWorld();
  private final OrderId id = world.routed("1001");

  private void standing(FulfilmentNetwork.Standing standing) {
    world.network.orders.put(FulfilmentId.of(id), standing);
  }

  private void tracked(int parcel, Parcel.Status status, Instant at) {
    world.network.tracks.put(parcel, new FulfilmentNetwork.Track(status, Optional.of(at)));
  }

  @Test
  void an_order_is_watched_until_its_last_parcel_has_settled() {
    standing(FakeNetwork.inWork());
    assertThat(world.track(id)).isEqualTo(LATER);
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);

    standing(FakeNetwork.allShipped(inTransit(1), inTransit(2)));
    tracked(1, Parcel.Status.DELIVERED, ELEVEN);
    assertThat(world.track(id)).isEqualTo(LATER);
    assertThat(world.progress(id)).isInstanceOf(Progress.Shipped.class);

    tracked(2, Parcel.Status.DELIVERED, TEN);
    assertThat(world.track(id)).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isEqualTo(new Progress.Delivered(FulfilmentId.of(id), ELEVEN));
    assertThat(world.announced(OrderEvent.OrderDelivered.class))
        .containsExactly(new OrderEvent.OrderDelivered(SELLER, id, ELEVEN));
    assertThat(world.track(id)).isEqualTo(Outcome.DONE);
  }

  @Test
  void complete_at_amazon_means_shipped_and_not_delivered() {
    standing(FakeNetwork.allShipped(inTransit(1)));
    assertThat(world.track(id)).isEqualTo(LATER);
    assertThat(world.progress(id)).isInstanceOf(Progress.Shipped.class);
    assertThat(world.announced(OrderEvent.OrderDelivered.class)).isEmpty();
  }

  @Test
  void a_settled_parcel_is_not_asked_for_again() {
    standing(FakeNetwork.allShipped(inTransit(1), inTransit(2)));
    tracked(1, Parcel.Status.DELIVERED, ELEVEN);
    world.track(id);
    world.network.calls.clear();
    world.track(id);
    assertThat(world.network.calls).containsExactly("find", "track");
  }

  @Test
  void an_order_whose_parcels_all_came_back_is_returned() {
    standing(FakeNetwork.allShipped(inTransit(1), cancelled(2)));
    tracked(1, Parcel.Status.RETURNED, ELEVEN);
    assertThat(world.track(id)).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isEqualTo(new Progress.Returned(FulfilmentId.of(id), ELEVEN));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"UNFULFILLABLE, UNFULFILLABLE_AFTER_ACCEPT"})
  void what_amazon_cannot_ship_after_all_is_an_exception(
      FulfilmentNetwork.Standing.State state, ExceptionClass cause) {
    standing(new FulfilmentNetwork.Standing(state, NOON, List.of()));
    assertThat(world.track(id)).isEqualTo(Outcome.DONE);
    assertThat(world.cause(id)).isEqualTo(cause);
  }

  @Test
  void an_order_that_amazon_lost_is_looked_for_again() {
    world.network.orders.clear();
    assertThat(world.track(id)).isEqualTo(new Outcome.Again(Duration.ofMinutes(15)));
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.UNFULFILLABLE_AFTER_ACCEPT);
  }

  @Test
  void an_order_that_amazon_cancelled_is_cancelled() {
    standing(
        new FulfilmentNetwork.Standing(
            FulfilmentNetwork.Standing.State.CANCELLED, NOON, List.of()));
    assertThat(world.track(id)).isEqualTo(Outcome.DONE);
    assertThat(world.announced(OrderEvent.OrderCancelled.class).getFirst().by())
        .isEqualTo("amazon");
  }

  @ParameterizedTest(name = "{0}: again after {1}")
  @CsvSource({
    "THROTTLED, PT10M",
    "UNAUTHORIZED, PT15M",
    "UNAVAILABLE, PT20M",
    "DOUBTFUL, PT20M",
    "REFUSED, PT20M"
  })
  void watching_waits_and_never_gives_up(PlatformTrouble.Kind kind, Duration pause) {
    world.network.troubles.add(new PlatformTrouble("find", kind));
    assertThat(world.track(id)).isEqualTo(new Outcome.Again(pause));
    assertThat(world.order(id).trouble().map(OrderTrouble::cause))
        .isEqualTo(
            kind == PlatformTrouble.Kind.UNAUTHORIZED
                ? Optional.of(ExceptionClass.AMAZON_AUTH_LOST)
                : Optional.empty());
  }

  @Test
  void the_channel_is_told_of_a_parcel_once() {
    standing(FakeNetwork.inWork(inTransit(1)));
    world.track(id);
    assertThat(world.errands.of(OrderErrands.REPORT)).hasSize(1);

    assertThat(world.report(id, 1)).isEqualTo(Outcome.DONE);
    assertThat(world.report(id, 1)).isEqualTo(Outcome.DONE);
    assertThat(world.shop.reported).hasSize(1);
    assertThat(world.announced(OrderEvent.ParcelReported.class)).hasSize(1);

    world.errands.clear();
    world.track(id);
    assertThat(world.errands.of(OrderErrands.REPORT)).isEmpty();
  }

  @Test
  void the_channel_is_told_again_when_the_number_changes() {
    standing(FakeNetwork.inWork(inTransit(1)));
    world.track(id);
    world.report(id, 1);
    standing(
        FakeNetwork.inWork(
            OrderBuilder.parcel(
                1, Optional.of("TBA999"), Parcel.Status.IN_TRANSIT, Optional.empty())));
    world.track(id);
    assertThat(world.report(id, 1)).isEqualTo(Outcome.DONE);
    assertThat(world.shop.reported)
        .extracting(p -> p.tracking().orElseThrow())
        .containsExactly("TBA001", "TBA999");
    assertThat(world.shop.reported.getLast().reported()).contains("TBA001");
  }

  @Test
  void a_number_that_the_channel_refuses_is_an_exception() {
    standing(FakeNetwork.inWork(inTransit(1)));
    world.track(id);
    world.shop.report = SalesChannel.Report.REFUSED;
    assertThat(world.report(id, 1)).isEqualTo(Outcome.DONE);
    assertThat(world.order(id).trouble())
        .contains(
            new OrderTrouble(
                ExceptionClass.TRACKING_REFUSED_BY_CHANNEL,
                Optional.of("parcel 1"),
                NOON,
                Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformTrouble.Kind.class,
      names = {"UNAVAILABLE", "DOUBTFUL", "REFUSED"})
  void a_report_that_failed_is_tried_again(PlatformTrouble.Kind kind) {
    standing(FakeNetwork.inWork(inTransit(1)));
    world.track(id);
    world.shop.troubles.add(new PlatformTrouble("report", kind));
    assertThatThrownBy(() -> world.report(id, 1)).isInstanceOf(PlatformTrouble.class);
    assertThat(world.report(id, 1)).isEqualTo(Outcome.DONE);
    assertThat(world.shop.reported).hasSize(1);
  }

  @Test
  void a_report_without_a_grant_waits_for_one() {
    standing(FakeNetwork.inWork(inTransit(1)));
    world.track(id);
    world.shop.troubles.add(new PlatformTrouble("report", PlatformTrouble.Kind.UNAUTHORIZED));
    assertThat(world.report(id, 1)).isEqualTo(new Outcome.Again(Duration.ofMinutes(15)));
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.CHANNEL_AUTH_LOST);
    world.shop.troubles.add(
        new PlatformTrouble(
            "report", PlatformTrouble.Kind.THROTTLED, Optional.of(Duration.ofSeconds(3))));
    assertThat(world.report(id, 1)).isEqualTo(new Outcome.Again(Duration.ofSeconds(3)));
  }

  @Test
  void a_parcel_that_nobody_knows_is_not_reported() {
    assertThat(world.report(id, 7)).isEqualTo(Outcome.DONE);
    assertThat(world.shop.reported).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "RECEIVED, route-order",
    "PLACING, route-order",
    "ROUTED, track-order",
    "SHIPPED, track-order",
    "DELIVERED, ",
    "LOST, ",
    "CANCELLED, "
  })
  void a_person_may_have_tried_again_what_is_left_to_try(String state, String kind) {
    OrderBuilder builder =
        OrderBuilder.anOrder().id(OrderId.of("01900000-0000-7000-8000-0000000000a1"));
    Order order =
        switch (state) {
          case "RECEIVED" -> builder.build();
          case "PLACING" -> builder.placing(NOON).build();
          case "ROUTED" -> builder.routed(NOON).build();
          case "SHIPPED" -> builder.shipped(NOON).build();
          case "DELIVERED" -> builder.delivered(NOON).build();
          case "LOST" -> builder.lost(NOON).build();
          default -> builder.cancelled(NOON).build();
        };
    world.orders.save(order);
    world.errands.clear();
    assertThat(world.retry.now(SELLER, order.id())).isEqualTo(kind != null);
    assertThat(world.errands.urgent())
        .extracting(org.lockkeeper.kernel.Errand::kind)
        .isEqualTo(kind == null ? List.of() : List.of(kind));
  }

  @Test
  void nobody_retries_the_order_of_another_seller() {
    assertThat(world.retry.now(OrderBuilder.OTHER_SELLER, id)).isFalse();
  }
}
