package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannels;

/** The channels whose adapters are on board. */
@ApplicationScoped
class InstalledSalesChannels implements SalesChannels {

  private final Instance<SalesChannel> channels;

  @Inject
  InstalledSalesChannels(@Any Instance<SalesChannel> channels) {
    this.channels = channels;
  }

  @Override
  public Optional<SalesChannel> named(ChannelName name) {
    return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
  }
}
