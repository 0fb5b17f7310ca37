package org.lockkeeper.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who may ask for what, as people wrote it down: {@code access-matrix.txt}. */
final class AccessMatrix {

  /** Everybody who may be signed in. */
  static final List<String> ROLES =
      List.of("owner", "operations", "viewer", "support", "admin", "auditor");

  private static final Set<String> KINDS = Set.of("page", "address", "action", "parameter");

  private final Map<String, Map<String, String>> lines = new LinkedHashMap<>();

  AccessMatrix() {
    KINDS.forEach(kind -> lines.put(kind, new LinkedHashMap<>()));
    try (InputStream in = AccessMatrix.class.getResourceAsStream("/access-matrix.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          read(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) {
    String[] words = line.split(" +", 3);
    String name = words[1];
    String said = words[2];
    if (words[0].equals("parameter")) {
      String[] rest = said.split(" +", 2);
      name = name + " " + rest[0];
      said = rest[1];
    }
    if (lines.getOrDefault(words[0], new LinkedHashMap<>()).put(name, said.strip()) != null) {
      throw new IllegalStateException("said twice: " + line);
    }
  }

  /** All names of a kind: {@code page}, {@code address}, {@code action} or {@code parameter}. */
  Set<String> all(String kind) {
    return Objects.requireNonNull(lines.get(kind)).keySet();
  }

  /** What is said of one. */
  String said(String kind, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(lines.get(kind)).get(name), name);
  }

  /** Whether a role gets an answer. */
  boolean may(String role, String kind, String name) {
    String said = said(kind, name);
    return said.equals("public")
        || said.equals("everybody")
        || List.of(said.split(" +", -1)).contains(role);
  }
}
