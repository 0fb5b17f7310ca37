package org.lockkeeper.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** End dates for tests. */
final class BuyerRetentionSamples {

  private BuyerRetentionSamples() {}

  static BuyerRetention of(Anchor anchor, Instant anchoredAt, Instant endsAt) {
    return new BuyerRetention(
        SellerId.of("01900000-0000-7000-8000-00000000000a"),
        OrderId.of("01900000-0000-7000-8000-000000000001"),
        anchor,
        anchoredAt,
        endsAt,
        LocalDate.of(2026, 11, 22),
        Optional.empty());
  }
}
