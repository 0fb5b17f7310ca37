package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;

/** Spans in a map. */
final class InMemorySpans implements ChannelSpans {

  private final Map<SellerId, ChannelSpan> rows = new HashMap<>();
  Effect effect = new Effect(0, 0, 0, 0, Optional.empty());

  @Override
  public Optional<ChannelSpan> of(SellerId seller) {
    return Optional.ofNullable(rows.get(seller));
  }

  @Override
  public void save(ChannelSpan span) {
    rows.put(span.seller(), span);
  }

  @Override
  public Effect effect(SellerId seller, Map<Anchor, Duration> keep, Instant now) {
    return effect;
  }

  @Override
  public List<Shortened> shorten(SellerId seller, Map<Anchor, Duration> keep, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SellerId> shorterThan(Duration span, int limit) {
    throw new UnsupportedOperationException();
  }
}
