package org.lockkeeper.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.OrderId;

class PausedConnectionTest {

  private final OrdersWorld world = new OrdersWorld();

  @Test
  void while_the_channel_is_paused_an_order_waits_and_amazon_hears_nothing() {
    world.connections.channel = Connections.State.PAUSED;
    OrderId id = world.received("1001");
    assertThat(world.route(id)).isInstanceOf(ErrandHandler.Outcome.Again.class);
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.CHANNEL_PAUSED);
    assertThat(world.order(id).trouble().orElseThrow().nextTry()).isEmpty();
  }

  @Test
  void while_the_amazon_account_is_paused_an_order_waits() {
    world.connections.fulfilment = Connections.State.PAUSED;
    OrderId id = world.received("1001");
    world.route(id);
    assertThat(world.cause(id)).isEqualTo(ExceptionClass.AMAZON_PAUSED);
    assertThat(world.progress(id)).isInstanceOf(Progress.Received.class);
  }

  @Test
  void after_the_rest_the_order_goes_on_and_nothing_is_left_of_the_wait() {
    world.connections.channel = Connections.State.PAUSED;
    OrderId id = world.received("1001");
    world.route(id);
    world.connections.channel = Connections.State.OPEN;
    world.route(id);
    assertThat(world.progress(id)).isInstanceOf(Progress.Routed.class);
    assertThat(world.order(id).trouble()).isEmpty();
  }

  @Test
  void a_channel_that_was_disconnected_is_compared_no_more() {
    world.connections.channel = Connections.State.GONE;
    assertThat(world.compare()).isEqualTo(ErrandHandler.Outcome.DONE);
  }
}
