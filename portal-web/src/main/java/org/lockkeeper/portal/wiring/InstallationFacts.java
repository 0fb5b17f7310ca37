package org.lockkeeper.portal.wiring;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.lockkeeper.compliance.pack.RuntimeFacts;

/** What this installation's settings say, for the proofs; names of settings, never a secret. */
final class InstallationFacts {

  private InstallationFacts() {}

  static RuntimeFacts of(Config config) {
    return new RuntimeFacts(
        text(config, "lockkeeper.environment").orElse("production"),
        text(config, "lockkeeper.key.custodian").orElse("keystore"),
        text(config, "lockkeeper.secret.store").orElse("table"),
        ProductionRules.against(config),
        plain(config),
        text(config, "lockkeeper.pack.contact-mailbox"),
        text(config, "lockkeeper.pack.privacy-policy"));
  }

  /** The names of settings with a plain address, and the database if nobody checks its name. */
  private static List<String> plain(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .map(InstallationFacts::written)
        .filter(name -> name.startsWith("lockkeeper."))
        .filter(name -> text(config, name).filter(InstallationFacts::inClear).isPresent())
        .distinct()
        .sorted()
        .toList();
  }

  /** Variables of the environment are told in the same form as other settings. */
  private static String written(String name) {
    return name.startsWith("LOCKKEEPER_")
        ? name.toLowerCase(java.util.Locale.ROOT).replace('_', '.')
        : name;
  }

  private static boolean inClear(String value) {
    return value.startsWith("http://")
        || (value.startsWith("jdbc:") && !value.contains("sslmode=verify-full"));
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
