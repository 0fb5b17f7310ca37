package org.lockkeeper.orders;

import java.util.Optional;
import org.lockkeeper.kernel.ChannelName;

/** The channels that this installation speaks to. */
public interface SalesChannels {

  Optional<SalesChannel> named(ChannelName name);

  /**
   * The channel of an order that we have; it cannot be missing.
   *
   * @throws IllegalStateException if the installation lost the channel
   */
  default SalesChannel of(ChannelName name) {
    return named(name)
        .orElseThrow(() -> new IllegalStateException("no adapter for the channel " + name));
  }
}
