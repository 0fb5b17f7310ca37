package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.compliance.response.BlockedNetworks;

/**
 * The networks that are shut out, read again every two seconds. If they cannot be read, those that
 * were known last stay shut out.
 */
@ApplicationScoped
public class ShutNetworks {

  private static final System.Logger LOG = System.getLogger(ShutNetworks.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final BlockNetwork networks;
  private final Clock clock;
  private volatile Known known = new Known(Instant.EPOCH, List.of());

  @Inject
  ShutNetworks(BlockNetwork networks, Clock clock) {
    this.networks = networks;
    this.clock = clock;
  }

  private record Known(Instant at, List<Cidr> ranges) {}

  /** Whether requests from that address are not answered. */
  public boolean has(String address) {
    Instant now = clock.instant();
    Known held = known;
    if (Duration.between(held.at(), now).abs().compareTo(FRESH) >= 0) {
      held = new Known(now, read(held.ranges()));
      known = held;
    }
    return held.ranges().stream().anyMatch(range -> range.contains(address));
  }

  private List<Cidr> read(List<Cidr> before) {
    try {
      return networks.now().stream().map(BlockedNetworks.Blocked::range).toList();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "networks.not-read trouble={0}", e.getClass().getSimpleName());
      return before;
    }
  }
}
