package org.lockkeeper.portal.seller;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** No dates at all. */
final class NoRetentions implements BuyerRetentions {

  @Override
  public Optional<BuyerRetention> find(SellerId seller, OrderId order) {
    return Optional.empty();
  }

  @Override
  public Map<OrderId, BuyerRetention> of(SellerId seller, Collection<OrderId> orders) {
    return Map.of();
  }

  @Override
  public void save(BuyerRetention retention) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public List<OrderId> takeDue(SellerId seller, Instant now, int limit) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public void ended(SellerId seller, Collection<OrderId> orders, Instant at) {
    throw new UnsupportedOperationException("pages only read");
  }

  @Override
  public List<SellerId> sellersWithDue(Instant now, int limit) {
    return List.of();
  }

  @Override
  public List<DayCount> forecast(LocalDate first, int days) {
    return List.of();
  }

  @Override
  public List<DayCount> forecast(SellerId seller, LocalDate first, int days) {
    return List.of();
  }

  @Override
  public long backlog(Instant now) {
    return 0;
  }
}
