package org.lockkeeper.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The pretend TikTok Shop: one app, and the shops that may open themselves to it.
 *
 * @param previousSecret the app's secret of before, while it still signs webhooks
 */
record TikTokSettings(
    String appKey,
    String serviceId,
    String appSecret,
    @Nullable String previousSecret,
    List<Shop> shops) {

  /**
   * A pretend shop.
   *
   * @param refreshToken a grant that is there from the first day; null until somebody consents
   * @param webhookUrl where its messages go until addresses are registered
   * @param seller the Amazon account whose shelf it sells from
   */
  record Shop(
      String id,
      String cipher,
      String name,
      String region,
      @Nullable String refreshToken,
      @Nullable String webhookUrl,
      @Nullable String seller) {
    @Override
    public String toString() {
      return "Shop[" + id + "]";
    }
  }

  @Override
  public String toString() {
    return "TikTokSettings[" + shops + "]";
  }

  /** Reads {@code tiktok.*}; without any there is no shop. */
  static TikTokSettings from(Properties properties, String where) {
    List<Shop> shops = new ArrayList<>();
    for (int n = 1; properties.containsKey("tiktok.shop." + n + ".id"); n++) {
      String shop = "tiktok.shop." + n + ".";
      String id = properties.getProperty(shop + "id").strip();
      shops.add(
          new Shop(
              id,
              properties.getProperty(shop + "cipher", "ROW_" + id),
              properties.getProperty(shop + "name", id),
              properties.getProperty(shop + "region", "US"),
              properties.getProperty(shop + "refresh.token"),
              properties.getProperty(shop + "webhook.url"),
              properties.getProperty(shop + "seller")));
    }
    String secret = properties.getProperty("tiktok.app.secret", "");
    if (!shops.isEmpty() && secret.isBlank()) {
      throw new Settings.Unusable("The key tiktok.app.secret is missing in " + where + ".");
    }
    return new TikTokSettings(
        properties.getProperty("tiktok.app.key", "tiktok-sandbox"),
        properties.getProperty("tiktok.service.id", "7400000000000000001"),
        secret,
        properties.getProperty("tiktok.app.secret.previous"),
        List.copyOf(shops));
  }

  Optional<Shop> shop(String id) {
    return shops.stream().filter(shop -> shop.id().equals(id)).findFirst();
  }
}
