package org.lockkeeper.compliance.access.sessions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A browser in words that a person recognises; what it says of itself is not kept. */
final class Agent {

  /** In this order: each also names those after it. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private Agent() {}

  /** Such as {@code Firefox, Linux}; empty text if nothing is known. */
  static String words(@Nullable String header) {
    String said = header == null ? "" : header;
    Optional<String> browser = first(BROWSERS, said);
    Optional<String> system = first(SYSTEMS, said);
    return browser.isPresent() && system.isPresent()
        ? browser.get() + ", " + system.get()
        : browser.or(() -> system).orElse("");
  }

  private static Optional<String> first(Map<String, String> names, String said) {
    return names.entrySet().stream()
        .filter(name -> said.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
