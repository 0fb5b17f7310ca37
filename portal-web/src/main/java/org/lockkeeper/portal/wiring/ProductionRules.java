package org.lockkeeper.portal.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What production does not start with: a steered clock, a plain outside address, a banner, a short
 * password, or a database whose name nobody checks.
 */
final class ProductionRules {

  private static final List<String> FORBIDDEN =
      List.of(
          "lockkeeper.clock.file",
          "lockkeeper.http.plain-address",
          "lockkeeper.banner",
          "lockkeeper.mail.plain");

  private static final List<String> ADDRESSES =
      List.of(
          "lockkeeper.shopify.address",
          "lockkeeper.address",
          "lockkeeper.shopify.authorize-address",
          "lockkeeper.shopify.token-address",
          "lockkeeper.amazon.consent-address",
          "lockkeeper.amazon.endpoint",
          "lockkeeper.amazon.token-endpoint",
          "lockkeeper.amazon.secret-queue",
          "lockkeeper.aws.endpoint");

  private ProductionRules() {}

  /** The settings that are against the rules, each in one sentence; empty if it may start. */
  static List<String> broken(Config config) {
    String environment =
        config.getOptionalValue("lockkeeper.environment", String.class).orElse("production");
    return "production".equals(environment) ? against(config) : List.of();
  }

  /** What production would not start with, whatever this installation is. */
  static List<String> against(Config config) {
    List<String> broken = new ArrayList<>();
    for (String name : FORBIDDEN) {
      if (text(config, name).isPresent()) {
        broken.add(name + " is for demonstrations; take it out.");
      }
    }
    if (text(config, "lockkeeper.clock.steps").filter("believed"::equals).isPresent()) {
      broken.add("lockkeeper.clock.steps must be watched: a clock that jumps strips too early.");
    }
    for (String name : ADDRESSES) {
      if (text(config, name).filter(value -> !value.startsWith("https://")).isPresent()) {
        broken.add(name + " must begin with https://.");
      }
    }
    // Whatever address there is, of whichever channel: nothing goes out in clear.
    for (String name : config.getPropertyNames()) {
      boolean ours = name.toLowerCase(Locale.ROOT).startsWith("lockkeeper");
      if (ours
          && !ADDRESSES.contains(name)
          && text(config, name).filter(value -> value.startsWith("http://")).isPresent()) {
        broken.add(name + " must begin with https://.");
      }
    }
    if (text(config, "lockkeeper.address").isEmpty()) {
      broken.add("lockkeeper.address must say where the outside world finds us.");
    }
    if (text(config, "lockkeeper.erasure.ledger").filter(f -> f.startsWith("/")).isEmpty()) {
      broken.add(
          "lockkeeper.erasure.ledger must name a folder outside the database, from the root.");
    }
    List<String> passwords =
        new ArrayList<>(
            List.of("lockkeeper.database.password", "lockkeeper.database.jobs-password"));
    if (keepsKeysInAFile(config)) {
      passwords.add("lockkeeper.keystore.password");
    }
    for (String name : passwords) {
      if (text(config, name).filter(value -> value.length() >= 16).isEmpty()) {
        broken.add(name + " needs at least 16 characters.");
      }
    }
    if (text(config, "lockkeeper.database.url")
        .filter(url -> url.contains("sslmode=verify-full"))
        .isEmpty()) {
      broken.add("lockkeeper.database.url must say sslmode=verify-full.");
    }
    return broken;
  }

  private static boolean keepsKeysInAFile(Config config) {
    return !text(config, "lockkeeper.key.custodian").equals(Optional.of("kms"))
        || !text(config, "lockkeeper.secret.store").equals(Optional.of("secretsmanager"));
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
