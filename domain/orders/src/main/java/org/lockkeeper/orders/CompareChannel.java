package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Finds what never arrived: asks the channel which orders changed since the last comparison and has
 * each brought in line. Runs every hour, and at once after a delivery that could not be read.
 */
@Workflow
public class CompareChannel implements ErrandHandler {

  /** Channels answer from copies of their data; the overlap catches what showed up late. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final Duration FIRST_LOOK_BACK = Duration.ofDays(2);
  private static final int PAGE = 100;

  private final SalesChannels channels;
  private final Comparison comparison;
  private final Connections connections;
  private final RoutingSettings settings;
  private final Clock clock;

  @Inject
  public CompareChannel(
      SalesChannels channels,
      Comparison comparison,
      Connections connections,
      RoutingSettings settings,
      Clock clock) {
    this.channels = channels;
    this.comparison = comparison;
    this.connections = connections;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return OrderErrands.COMPARE;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    ChannelName channel = new ChannelName(OrderErrands.part(errand, 0));
    ConnectionId connection = ConnectionId.of(OrderErrands.part(errand, 1));
    if (connections.channel(seller, connection) == Connections.State.GONE) {
      return Outcome.DONE;
    }
    Instant began = clock.instant();
    Optional<Instant> last = comparison.upTo(seller, connection);
    Instant since = last.orElse(began.minus(FIRST_LOOK_BACK)).minus(OVERLAP);
    try {
      List<SalesChannel.Changed> page =
          channels.of(channel).changedSince(seller, connection, since, PAGE);
      boolean full = page.size() == PAGE;
      Instant reached = full ? page.getLast().version().plus(OVERLAP) : began;
      // A page that is full and does not get past where we began would never end; channels tell
      // time in seconds, so the next second is as little as can be passed over.
      boolean stuck = full && last.filter(l -> !reached.isAfter(l)).isPresent();
      comparison.bringInLine(seller, connection, page, stuck ? reached.plusSeconds(1) : reached);
      return new Outcome.Again(full ? Duration.ofSeconds(1) : settings.compareEvery());
    } catch (PlatformTrouble e) {
      return switch (e.kind()) {
        case THROTTLED -> new Outcome.Again(e.retryAfter().orElse(Duration.ofMinutes(1)));
        case UNAUTHORIZED, REFUSED -> new Outcome.Again(settings.retryEvery());
        case UNAVAILABLE, DOUBTFUL -> new Outcome.Again(Duration.ofMinutes(5));
      };
    }
  }
}
