package org.lockkeeper.compliance.settings.change;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads out the dated policies that come with the product, line by line. They hold no secret. */
@Singleton
public class PoliciesInForce {

  /** Each area with the file that is in force. */
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("passwords", "/policy/passwords-2026-11-22.properties"),
              Map.entry("sessions", "/policy/sessions-2026-11-22.properties"),
              Map.entry("access", "/policy/access-2026-11-22.properties"),
              Map.entry("people", "/policy/people-2026-11-22.properties"),
              Map.entry("desk", "/policy/desk-2026-11-22.properties"),
              Map.entry("exports", "/policy/exports-2026-11-22.properties"),
              Map.entry("monitoring", "/policy/monitoring-2026-11-22.properties"),
              Map.entry("clocks", "/policy/clocks-2026-11-22.properties"),
              Map.entry("contacts", "/policy/contacts-2026-11-22.properties"),
              Map.entry("credentials", "/policy/credentials-2026-08-25.properties"),
              Map.entry("retention", "/policy/2026-11-22.properties"),
              Map.entry("cases", "/policy/cases-2026-11-22.properties"),
              Map.entry("incidents", "/incidents/2026-11-22.properties")));

  /** One line. */
  public record Line(String key, String value) {}

  /**
   * One policy.
   *
   * @param area of what it is
   * @param edition the day from which it is in force
   * @param file where it stands in the product
   */
  public record Policy(String area, String edition, String file, List<Line> lines) {}

  /** All of them, by area. */
  public List<Policy> all() {
    List<Policy> all = new ArrayList<>();
    FILES.forEach((area, file) -> all.add(read(area, file)));
    return all;
  }

  private static Policy read(String area, String file) {
    Properties said = new Properties();
    try (InputStream in = PoliciesInForce.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("a policy is missing: " + file);
      }
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Policy(
        area,
        said.getProperty("edition", file.replaceAll("[^0-9-]", "").replaceAll("^-+|-+$", "")),
        file.substring(1),
        said.stringPropertyNames().stream()
            .filter(key -> !key.equals("edition"))
            .sorted()
            .map(key -> new Line(key, said.getProperty(key, "")))
            .toList());
  }
}
