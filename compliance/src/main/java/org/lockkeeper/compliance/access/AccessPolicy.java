package org.lockkeeper.compliance.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Which role may do what, and how it sees which fields: one dated edition, complete or not loaded
 * . The one place that is asked; the database asks for seller and assignment once more.
 */
@ApplicationScoped
public class AccessPolicy {

  private static final String NEWEST = "/policy/access-2026-11-22.properties";

  private final LocalDate edition;
  private final Map<Role, Set<Permission>> may = new EnumMap<>(Role.class);
  private final Map<Role, Map<FieldGroup, Sight>> sees = new EnumMap<>(Role.class);

  /** The edition in force. */
  public AccessPolicy() {
    this(read(NEWEST));
  }

  /**
   * An edition.
   *
   * @throws IllegalArgumentException if a role, permission or group is missing or unknown
   */
  AccessPolicy(Properties said) {
    edition = LocalDate.parse(required(said, "edition"));
    Set<String> known = new HashSet<>(Set.of("edition"));
    for (Role role : Role.values()) {
      String key = role + ".may";
      known.add(key);
      EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
      for (String each : required(said, key).split(",", -1)) {
        granted.add(Permission.valueOf(each.strip()));
      }
      may.put(role, Collections.unmodifiableSet(granted));
      Map<FieldGroup, Sight> groups = new EnumMap<>(FieldGroup.class);
      for (FieldGroup group : FieldGroup.values()) {
        String sight = role + ".sees." + group;
        known.add(sight);
        groups.put(group, Sight.valueOf(required(said, sight)));
      }
      sees.put(role, Collections.unmodifiableMap(groups));
    }
    for (String key : said.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown line of the access policy: " + key);
      }
    }
  }

  private static Properties read(String resource) {
    try (InputStream in = AccessPolicy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the access policy is missing: " + resource);
      }
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String required(Properties said, String key) {
    String value = said.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the access policy does not say " + key);
    }
    return value;
  }

  /** The day of the edition. */
  public LocalDate edition() {
    return edition;
  }

  /** Whether the role may do that. */
  public boolean may(Role role, Permission permission) {
    return permissions(role).contains(permission);
  }

  /** All that the role may do. */
  public Set<Permission> permissions(Role role) {
    return may.getOrDefault(role, Set.of());
  }

  /** How the role sees the group. */
  public Sight sight(Role role, FieldGroup group) {
    return sees.getOrDefault(role, Map.of()).getOrDefault(group, Sight.NONE);
  }
}
