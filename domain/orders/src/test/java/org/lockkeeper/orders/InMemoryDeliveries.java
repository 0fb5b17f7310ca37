package org.lockkeeper.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** Deliveries in sets. */
public final class InMemoryDeliveries implements Deliveries {

  private record Key(SellerId seller, ChannelName channel, String id) {}

  private final Set<Key> noted = new HashSet<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final Map<ConnectionId, Instant> compared = new HashMap<>();

  @Override
  public boolean note(SellerId seller, ChannelName channel, SalesChannel.Head head, Instant at) {
    return noted.add(new Key(seller, channel, head.deliveryId()));
  }

  @Override
  public void noteUnreadable(SellerId seller, Unreadable one) {
    unreadable.add(one);
  }

  @Override
  public List<Unreadable> unreadable(SellerId seller, int limit) {
    return unreadable.stream().limit(limit).toList();
  }

  @Override
  public Optional<Instant> comparedUpTo(SellerId seller, ConnectionId connection) {
    return Optional.ofNullable(compared.get(connection));
  }

  @Override
  public void compared(SellerId seller, ConnectionId connection, Instant upTo) {
    compared.put(connection, upTo);
  }
}
