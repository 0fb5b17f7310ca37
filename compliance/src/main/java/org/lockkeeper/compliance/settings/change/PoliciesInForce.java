package org.lockkeeper.compliance.settings.change;

import jakarta.inject.Inject;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lockkeeper.credentials.rotation.RotationPolicy;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.retention.RetentionSchedule;

/** Reads out the dated policies that come with the product, line by line. They hold no secret. */
@Singleton
public class PoliciesInForce {

  private static final String OLDEST_CASES = "/policy/cases-2026-11-22.properties";

  /**
   * Each area with the file that is in force; those of which one edition is chosen are not here.
   */
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("passwords", "/policy/passwords-2026-11-22.properties"),
          Map.entry("sessions", "/policy/sessions-2026-11-22.properties"),
          Map.entry("access", "/policy/access-2026-11-22.properties"),
          Map.entry("people", "/policy/people-2026-11-22.properties"),
          Map.entry("desk", "/policy/desk-2026-11-22.properties"),
          Map.entry("exports", "/policy/exports-2026-11-22.properties"),
          Map.entry("monitoring", "/policy/monitoring-2026-11-22.properties"),
          Map.entry("canaries", "/policy/canaries-2026-11-22.properties"),
          Map.entry("clocks", "/policy/clocks-2026-11-22.properties"),
          Map.entry("contacts", "/policy/contacts-2026-11-22.properties"),
          Map.entry("registers", "/policy/registers-2026-11-22.properties"),
          Map.entry("controls", "/policy/controls-2026-11-22.properties"),
          Map.entry("drills", "/drills/2026-11-22.properties"));

  /** Of what canary buyers are made: whoever knew it would know them. */
  private static final Set<String> KEPT_BACK =
      Set.of("given", "family", "street", "way", "place", "mail");

  private final SortedMap<String, String> files = new TreeMap<>(FILES);

  /** Takes the editions that this installation works by. */
  @Inject
  public PoliciesInForce(
      RetentionSchedule retention, RotationPolicy credentials, IncidentPolicy incidents) {
    String cases = "/policy/cases-" + retention.edition() + ".properties";
    files.put("retention", "/policy/" + retention.edition() + ".properties");
    files.put("cases", PoliciesInForce.class.getResource(cases) == null ? OLDEST_CASES : cases);
    files.put("credentials", "/policy/credentials-" + credentials.edition() + ".properties");
    files.put("incidents", "/incidents/" + incidents.edition() + ".properties");
  }

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
    files.forEach((area, file) -> all.add(read(area, file)));
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
            .filter(key -> !area.equals("canaries") || !KEPT_BACK.contains(key))
            .sorted()
            .map(key -> new Line(key, said.getProperty(key, "")))
            .toList());
  }
}
