package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Figures that replace the published ones: {@code lockkeeper.budget.<name>=<per second>/<burst>},
 * for a seller base with larger plans, or a platform that lowered its own.
 */
@ApplicationScoped
class Rates {

  private static final String PREFIX = "lockkeeper.budget.";
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)/([0-9]{1,6}(?:\\.[0-9]{1,6})?)");

  private final Function<String, Optional<String>> settings;
  private final Map<String, Optional<double[]>> read = new ConcurrentHashMap<>();

  @Inject
  Rates(Config config) {
    this(name -> config.getOptionalValue(name, String.class));
  }

  Rates(Function<String, Optional<String>> settings) {
    this.settings = settings;
  }

  /**
   * The budget with the figures in force.
   *
   * @throws IllegalStateException if the setting cannot be read
   */
  Budget of(Budget published) {
    return read.computeIfAbsent(published.name(), this::read)
        .map(figures -> published.at(figures[0], figures[1]))
        .orElse(published);
  }

  private Optional<double[]> read(String name) {
    return settings
        .apply(PREFIX + name)
        .map(
            text -> {
              Matcher matcher = FORM.matcher(text.strip());
              if (!matcher.matches()) {
                throw new IllegalStateException(
                    PREFIX + name + " is to be <per second>/<burst>, such as 2/30");
              }
              return new double[] {
                Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
              };
            });
  }
}
