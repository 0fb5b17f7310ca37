package org.lockkeeper.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration file says.
 *
 * @param smtpPort 0 for no mail sink
 * @param limitsFactor multiplies every rate limit of the pretend platforms; 1 is like outside
 */
record Settings(
    int port,
    int smtpPort,
    Path data,
    Path clockFile,
    String portalUrl,
    String shopifyClientId,
    String shopifySecret,
    @Nullable String previousShopifySecret,
    List<Shop> shops,
    String amazonClientId,
    String amazonClientSecret,
    List<Seller> sellers,
    double limitsFactor,
    TikTokSettings tiktok,
    List<Person> people) {

  /**
   * Somebody of the demo, whose phone the sandbox pretends to be.
   *
   * @param totp the key of the app, in base 32
   */
  record Person(String login, String totp) {
    @Override
    public String toString() {
      return "Person[" + login + "]";
    }
  }

  /** A pretend Shopify shop; the token and the address are missing until somebody consents. */
  record Shop(
      String domain, String name, @Nullable String accessToken, @Nullable String webhookUrl) {
    @Override
    public String toString() {
      return "Shop[" + domain + "]";
    }
  }

  /** A pretend Amazon selling account; the token is missing until somebody consents. */
  record Seller(String id, @Nullable String refreshToken, @Nullable String shop) {
    @Override
    public String toString() {
      return "Seller[" + id + "]";
    }
  }

  @Override
  public String toString() {
    return "Settings[port=" + port + ", shops=" + shops + ", sellers=" + sellers + "]";
  }

  /** The configuration cannot be used; the message is one sentence for the person who wrote it. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  static Settings read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new Unusable("The configuration file " + file + " cannot be read.");
    }
    return from(properties, file.toString());
  }

  static Settings from(Properties properties, String where) {
    Lines lines = new Lines(properties, where);
    List<Shop> shops = new ArrayList<>();
    for (int n = 1; lines.has("shop." + n + "."); n++) {
      String shop = "shop." + n + ".";
      shops.add(
          new Shop(
              lines.text(shop + "domain"),
              lines.text(shop + "name"),
              lines.optional(shop + "access.token").orElse(null),
              lines.optional(shop + "webhook.url").orElse(null)));
    }
    if (shops.isEmpty()) {
      lines.text("shop.1.domain");
    }
    List<Seller> sellers = new ArrayList<>();
    for (int n = 1; lines.has("amazon.seller." + n + "."); n++) {
      String seller = "amazon.seller." + n + ".";
      sellers.add(
          new Seller(
              lines.text(seller + "id"),
              lines.optional(seller + "refresh.token").orElse(null),
              lines.optional(seller + "shop").orElse(null)));
    }
    if (sellers.isEmpty()) {
      lines.text("amazon.seller.1.id");
    }
    return new Settings(
        lines.port("sandbox.port"),
        lines.port("sandbox.smtp.port"),
        Path.of(lines.text("sandbox.data")),
        Path.of(lines.text("sandbox.clock.file")),
        lines.text("sandbox.portal.url"),
        lines.optional("shopify.client.id").orElse("lockkeeper-sandbox"),
        lines.text("shopify.client.secret"),
        lines.optional("shopify.client.secret.previous").orElse(null),
        List.copyOf(shops),
        lines.text("amazon.client.id"),
        lines.text("amazon.client.secret"),
        List.copyOf(sellers),
        lines.factor("sandbox.limits.factor"),
        TikTokSettings.from(properties, where),
        people(lines));
  }

  private static List<Person> people(Lines lines) {
    List<Person> people = new ArrayList<>();
    for (int n = 1; lines.has("person." + n + "."); n++) {
      people.add(
          new Person(lines.text("person." + n + ".login"), lines.text("person." + n + ".totp")));
    }
    return List.copyOf(people);
  }

  Optional<Shop> shop(String domain) {
    return shops.stream().filter(shop -> shop.domain().equals(domain)).findFirst();
  }

  Optional<Seller> seller(String id) {
    return sellers.stream().filter(seller -> seller.id().equals(id)).findFirst();
  }

  private record Lines(Properties properties, String where) {

    boolean has(String prefix) {
      return properties.stringPropertyNames().stream().anyMatch(key -> key.startsWith(prefix));
    }

    Optional<String> optional(String key) {
      return Optional.ofNullable(properties.getProperty(key))
          .map(String::strip)
          .filter(value -> !value.isEmpty());
    }

    String text(String key) {
      return optional(key)
          .orElseThrow(() -> new Unusable("The key " + key + " is missing in " + where + "."));
    }

    int port(String key) {
      String value = text(key);
      try {
        int port = Integer.parseInt(value);
        if (port >= 0 && port <= 65535) {
          return port;
        }
      } catch (NumberFormatException e) {
        throw notPort(key);
      }
      throw notPort(key);
    }

    double factor(String key) {
      String value = optional(key).orElse("1");
      try {
        double factor = Double.parseDouble(value);
        if (factor > 0) {
          return factor;
        }
      } catch (NumberFormatException e) {
        throw new Unusable("The key " + key + " in " + where + " should be a number above 0.");
      }
      throw new Unusable("The key " + key + " in " + where + " should be a number above 0.");
    }

    private Unusable notPort(String key) {
      return new Unusable("The key " + key + " in " + where + " should be a port, 0 to 65535.");
    }
  }
}
