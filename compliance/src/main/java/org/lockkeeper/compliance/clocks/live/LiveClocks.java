package org.lockkeeper.compliance.clocks.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All who know a clock from the data itself; the first one who does answers. */
@ApplicationScoped
public class LiveClocks {

  private final List<LiveClock> known;

  @Inject
  LiveClocks(@Any Instance<LiveClock> known) {
    this(known.stream());
  }

  public LiveClocks(Stream<? extends LiveClock> known) {
    this.known = known.<LiveClock>map(one -> one).toList();
  }

  /** How a clock stands; empty if nobody knows it from the data. */
  public Optional<LiveClock.Figures> of(String clock, Instant now) {
    return known.stream().flatMap(one -> one.of(clock, now).stream()).findFirst();
  }
}
