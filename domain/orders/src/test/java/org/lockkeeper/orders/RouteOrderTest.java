package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;
import static org.lockkeeper.orders.OrderBuilder.SELLER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.ErrandHandler.Outcome;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;

class RouteOrderTest {

  private static final Outcome RETRY = new Outcome.Again(Duration.ofMinutes(15));

  private final OrdersWorld world = new OrdersWorld();

  private long creates() {
    return world.network.calls.stream().filter("create"::equals).count();
  }

  @Test
  void an_order_is_placed_once_and_watched() {
    OrderId id = world.received("1001");
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);

    assertThat(world.progress(id)).isEqualTo(new Progress.Routed(FulfilmentId.of(id), NOON));
    assertThat(world.network.calls).containsExactly("preview", "create");
    assertThat(world.network.orders).containsOnlyKeys(FulfilmentId.of(id));
    assertThat(world.errands.of(OrderErrands.TRACK)).hasSize(1);
    assertThat(world.vault.opened).containsOnly(Purpose.FULFILMENT);

    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(creates()).isEqualTo(1);
  }

  @Test
  void the_intent_is_committed_before_amazon_is_asked() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.KILLED_BEFORE);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(FakeNetwork.Killed.class);
    assertThat(world.progress(id)).isInstanceOf(Progress.Placing.class);
    assertThat(world.announced(OrderEvent.PlacingBegun.class)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1} creates in all")
  @CsvSource({
    "KILLED_BEFORE, 2",
    "MADE_AND_KILLED, 1",
    "MADE_AND_DOUBTFUL, 1",
    "LOST_AND_DOUBTFUL, 2"
  })
  void after_a_crash_or_in_doubt_it_looks_before_it_creates_again(
      FakeNetwork.Create first, int calls) {
    OrderId id = world.received("1001");
    world.network.creates.add(first);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(Throwable.class);
    world.network.calls.clear();

    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.network.calls.getFirst()).isEqualTo("find");
    assertThat(creates()).isEqualTo(calls - 1);
    assertThat(world.network.orders).containsOnlyKeys(FulfilmentId.of(id));
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);
    assertThat(world.order(id).trouble()).isEmpty();
  }

  @Test
  void many_doubts_in_a_row_make_one_fulfilment_order() {
    OrderId id = world.received("1001");
    for (int i = 0; i < 5; i++) {
      world.network.creates.add(FakeNetwork.Create.LOST_AND_DOUBTFUL);
    }
    world.network.creates.add(FakeNetwork.Create.MADE_AND_DOUBTFUL);
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> world.route(id)).isInstanceOf(PlatformTrouble.class);
    }
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(creates()).isEqualTo(6);
    assertThat(world.network.orders).hasSize(1);
  }

  @Test
  void an_outage_is_an_exception_until_it_is_over() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.MADE_AND_DOUBTFUL);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(PlatformTrouble.class);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.AMAZON_5XX);

    world.route.willRetry(
        OrderErrands.route(SELLER, id), new IllegalStateException(), NOON.plusSeconds(4));
    assertThat(world.order(id).trouble().orElseThrow().nextTry()).contains(NOON.plusSeconds(4));

    world.route(id);
    assertThat(world.order(id).trouble()).isEmpty();
    assertThat(world.announced(OrderEvent.TroubleCleared.class)).hasSize(1);
  }

  @Test
  void a_refused_create_is_an_exception_and_the_order_may_change_again() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.REFUSED);
    assertThat(world.route(id)).isEqualTo(RETRY);
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
    assertThat(world.order(id).trouble())
        .contains(
            new OrderTrouble(
                ExceptionClass.REFUSED_BY_AMAZON,
                Optional.of("InvalidInput"),
                NOON,
                Optional.of(NOON.plus(Duration.ofMinutes(15)))));
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExceptionClass.class,
      names = {
        "UNMAPPED_SKU",
        "NO_FBA_STOCK",
        "ADDRESS_INVALID",
        "SPEED_NOT_OFFERED",
        "ITEM_NOT_ELIGIBLE"
      })
  void what_amazon_cannot_ship_stands_still_with_a_cause_and_the_next_try(ExceptionClass cause) {
    OrderId id = world.received("1001");
    world.network.previews.add(
        new FulfilmentNetwork.Preview.Impossible(cause, Optional.of("MUG-RED")));
    assertThat(world.route(id)).isEqualTo(RETRY);
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
    assertThat(world.order(id).trouble())
        .contains(
            new OrderTrouble(
                cause,
                Optional.of("MUG-RED"),
                NOON,
                Optional.of(NOON.plus(Duration.ofMinutes(15)))));
    assertThat(creates()).isZero();

    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.order(id).trouble()).isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "shop, UNAUTHORIZED, CHANNEL_AUTH_LOST",
    "amazon, UNAUTHORIZED, AMAZON_AUTH_LOST",
    "shop, UNAVAILABLE, CHANNEL_5XX",
    "amazon, UNAVAILABLE, AMAZON_5XX",
    "shop, DOUBTFUL, CHANNEL_5XX",
    "amazon, DOUBTFUL, AMAZON_5XX"
  })
  void a_platform_that_does_not_serve_is_an_exception(
      String where, PlatformTrouble.Kind kind, ExceptionClass cause) {
    OrderId id = world.received("1001");
    PlatformTrouble trouble = new PlatformTrouble("call", kind);
    (where.equals("shop") ? world.shop.troubles : world.network.troubles).add(trouble);
    if (kind == PlatformTrouble.Kind.UNAUTHORIZED) {
      assertThat(world.route(id)).isEqualTo(RETRY);
      assertThat(world.order(id).trouble().orElseThrow().nextTry()).isPresent();
    } else {
      assertThatThrownBy(() -> world.route(id)).isSameAs(trouble);
    }
    assertThat(world.cause(id)).isEqualTo(cause);
    assertThat(creates()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"shop", "amazon"})
  void being_throttled_is_no_exception(String where) {
    OrderId id = world.received("1001");
    (where.equals("shop") ? world.shop.troubles : world.network.troubles)
        .add(
            new PlatformTrouble(
                "call", PlatformTrouble.Kind.THROTTLED, Optional.of(Duration.ofSeconds(7))));
    assertThat(world.route(id)).isEqualTo(new Outcome.Again(Duration.ofSeconds(7)));
    assertThat(world.order(id).trouble()).isEmpty();
  }

  @Test
  void an_order_cancelled_at_the_channel_is_never_placed() {
    OrderId id = world.received("1001");
    world.shop.has(
        Ada.order("1001", NOON.plusSeconds(1), ChannelOrder.Standing.CANCELLED, Optional.empty()));
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isEqualTo(new Progress.Cancelled(Optional.empty(), NOON));
    assertThat(world.network.calls).isEmpty();
    assertThat(world.vault.opened).isEmpty();
  }

  @Test
  void an_order_that_the_channel_no_longer_has_is_cancelled() {
    OrderId id = world.received("1001");
    world.shop.orders.clear();
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.progress(id)).isInstanceOf(Progress.Cancelled.class);
  }

  @Test
  void an_order_on_hold_waits_without_opening_the_buyer() {
    OrderId id = world.received("1001");
    world.shop.has(Ada.order("1001", NOON, ChannelOrder.Standing.HELD, Optional.of(Ada.LOVELACE)));
    assertThat(world.route(id)).isEqualTo(RETRY);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.CHANNEL_HOLD);
    assertThat(world.vault.opened).isEmpty();
    world.shop.has(Ada.order("1001", NOON));
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.order(id).trouble()).isEmpty();
  }

  @Test
  void an_address_that_the_channel_changed_is_sealed_anew_and_shipped_to() {
    OrderId id = world.received("1001");
    RecipientDetails moved =
        new RecipientDetails(
            "Ada Lovelace",
            Optional.empty(),
            List.of("1 Engine Road"),
            Optional.of("Boise"),
            Optional.of("ID"),
            Optional.of("83702"),
            "US",
            Optional.empty(),
            Optional.empty());
    world.shop.has(
        Ada.order("1001", NOON.plusSeconds(1), ChannelOrder.Standing.OPEN, Optional.of(moved)));
    world.route(id);
    assertThat(world.order(id).recipient()).isEqualTo(OrderBuilder.sealedAda(2));
    assertThat(world.vault.open(SELLER, id, OrderBuilder.sealedAda(2), Purpose.FULFILMENT).lines())
        .containsExactly("1 Engine Road");
  }

  @Test
  void an_order_without_an_address_waits_for_one() {
    ChannelOrder told = Ada.order("1001", NOON, ChannelOrder.Standing.OPEN, Optional.empty());
    world.shop.has(told);
    OrderId id = world.take(told);
    assertThat(world.route(id)).isEqualTo(RETRY);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.ADDRESS_WITHHELD);
    world.shop.has(Ada.order("1001", NOON.plusSeconds(1)));
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.order(id).recipient()).isInstanceOf(Recipient.Sealed.class);
  }

  @Test
  void a_buyer_who_is_gone_is_not_shipped_to() {
    OrderId id = world.received("1001");
    world.orders.strip(SELLER, id, NOON);
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.PII_STRIPPED);
    assertThat(world.shop.calls).isEmpty();
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void a_buyer_who_went_while_placing_is_not_shipped_to() {
    OrderId id = world.received("1001");
    world.network.creates.add(FakeNetwork.Create.KILLED_BEFORE);
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(FakeNetwork.Killed.class);
    world.orders.strip(SELLER, id, NOON);
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.PII_STRIPPED);
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
    assertThat(world.network.orders).isEmpty();
  }

  @Test
  void without_the_key_service_the_order_waits() {
    OrderId id = world.received("1001");
    world.vault.unavailable = true;
    assertThatThrownBy(() -> world.route(id)).isInstanceOf(RecipientVault.SealingUnavailable.class);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.SEALING_UNAVAILABLE);
    world.vault.unavailable = false;
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
  }

  @Test
  void data_that_was_tampered_with_is_for_a_person() {
    OrderId id = world.received("1001");
    world.vault.swapped = true;
    assertThat(world.route(id)).isEqualTo(Outcome.DONE);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.DATA_UNAVAILABLE);
    assertThat(world.order(id).trouble().orElseThrow().nextTry()).isEmpty();
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void an_errand_that_gave_up_is_for_a_person() {
    OrderId id = world.received("1001");
    world.route.gaveUp(OrderErrands.route(SELLER, id), new IllegalStateException());
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.GAVE_UP);
    assertThat(world.order(id).trouble().orElseThrow().nextTry()).isEmpty();
  }

  @Test
  void an_order_that_does_not_exist_is_done() {
    assertThat(world.route(OrderId.of("01900000-0000-7000-8000-0000000000ff")))
        .isEqualTo(Outcome.DONE);
  }
}
