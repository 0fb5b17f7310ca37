package org.lockkeeper.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One webhook on its way to one address: the same bytes and the same webhook id on every try.
 *
 * @param nextTryAt real time
 * @param lastStatus the HTTP status of the last try, null if there was none
 */
record Delivery(
    long id,
    String shop,
    String topic,
    long orderId,
    String orderName,
    String webhookId,
    String eventId,
    Instant triggeredAt,
    String payload,
    State state,
    int tries,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    @Nullable Instant nextTryAt) {

  enum State {
    WAITING,
    DELIVERED,
    GAVE_UP
  }

  Delivery after(
      State newState, @Nullable Integer status, @Nullable String error, @Nullable Instant next) {
    return new Delivery(
        id,
        shop,
        topic,
        orderId,
        orderName,
        webhookId,
        eventId,
        triggeredAt,
        payload,
        newState,
        tries + 1,
        status,
        error,
        next);
  }

  @Override
  public String toString() {
    return "Delivery[" + id + ", " + topic + ", " + state + "]";
  }
}
