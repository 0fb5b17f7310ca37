package org.lockkeeper.portal.seller;

import java.util.List;
import org.lockkeeper.kernel.ChannelName;

/** The sales channels as their own makers write them. */
public final class ChannelNames {

  /** The channels that the list can be narrowed to. */
  static final List<ChannelName> ALL =
      List.of(new ChannelName("shopify"), new ChannelName("tiktokshop"));

  private ChannelNames() {}

  /** The name that people know. */
  public static String name(ChannelName channel) {
    return name(channel.value());
  }

  /** A brand's name; a channel that is new here is called by its own word. */
  public static String name(String channel) {
    return switch (channel) {
      case "shopify" -> "Shopify";
      case "tiktokshop" -> "TikTok Shop";
      case "amazon" -> "Amazon";
      default -> channel;
    };
  }
}
