package org.lockkeeper.portal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionRulesTest {

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "lockkeeper.database.url", "jdbc:postgresql://db/lockkeeper?sslmode=verify-full",
              "lockkeeper.address", "https://portal.example",
              "lockkeeper.erasure.ledger", "/var/lib/lockkeeper/erasure-ledger",
              "lockkeeper.database.password", "a-long-password-1",
              "lockkeeper.database.jobs-password", "a-long-password-2",
              "lockkeeper.keystore.password", "a-long-password-3"));

  private List<String> broken() {
    return ProductionRules.broken(new Settings());
  }

  @Test
  void production_starts_with_what_it_needs_and_nothing_else() {
    assertThat(broken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lockkeeper.clock.file", "lockkeeper.http.plain-address", "lockkeeper.banner"})
  @Tag("ASVS-V15.2.3")
  void what_is_for_demonstrations_is_refused_in_production_only(String name) {
    settings.put(name, "anything");
    assertThat(broken()).singleElement().asString().contains(name);
    settings.put("lockkeeper.environment", "local");
    assertThat(broken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "erasures"})
  void a_ledger_of_erasures_without_a_folder_of_its_own_is_refused(String folder) {
    settings.put("lockkeeper.erasure.ledger", folder);
    assertThat(broken()).singleElement().asString().contains("lockkeeper.erasure.ledger");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lockkeeper.shopify.address",
        "lockkeeper.amazon.endpoint",
        "lockkeeper.amazon.token-endpoint",
        "lockkeeper.amazon.secret-queue",
        "lockkeeper.aws.endpoint",
        "lockkeeper.tiktokshop.endpoint"
      })
  @Tag("ASVS-V12.3.1")
  void an_outside_address_without_tls_is_refused(String name) {
    settings.put(name, "http://stand-in.example");
    assertThat(broken()).singleElement().asString().contains(name).contains("https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lockkeeper.keystore.password",
        "lockkeeper.database.password",
        "lockkeeper.database.jobs-password"
      })
  @Tag("ASVS-V13.2.3")
  void a_short_or_missing_password_is_refused_and_not_repeated(String name) {
    settings.put(name, "fifteen-letters");
    assertThat(broken())
        .singleElement()
        .asString()
        .contains(name)
        .doesNotContain("fifteen-letters");
    settings.remove(name);
    assertThat(broken()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"''", "?sslmode=require", "?sslmode=verify-ca", "?sslmode=disable"})
  @Tag("ASVS-V12.3.1")
  @Tag("ASVS-V12.3.4")
  void a_database_whose_name_is_not_checked_is_refused(String parameters) {
    settings.put("lockkeeper.database.url", "jdbc:postgresql://db/lockkeeper" + parameters);
    assertThat(broken()).singleElement().asString().contains("verify-full");
  }

  @Test
  void a_password_for_key_files_is_asked_for_unless_both_keys_and_secrets_are_elsewhere() {
    settings.remove("lockkeeper.keystore.password");
    settings.put("lockkeeper.key.custodian", "kms");
    assertThat(broken()).singleElement().asString().contains("keystore.password");
    settings.put("lockkeeper.secret.store", "secretsmanager");
    assertThat(broken()).isEmpty();
  }

  /** The settings as MicroProfile Config gives them. */
  private final class Settings implements Config {

    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException("nobody asks where a setting is from");
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(settings.get(name)).map(type::cast);
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return settings.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException("nothing is wrapped");
    }
  }
}
