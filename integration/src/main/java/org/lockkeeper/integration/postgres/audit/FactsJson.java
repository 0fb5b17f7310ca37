package org.lockkeeper.integration.postgres.audit;

import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads facts so that no two that are different look the same: what is not a text, and was never
 * written by us, is told apart by a character that no text in the database can have.
 */
final class FactsJson {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String FOREIGN = "\u0000";

  private FactsJson() {}

  static SortedMap<String, String> read(String json) {
    if (json.equals("{}")) {
      return Collections.emptySortedMap();
    }
    return plain(json).orElseGet(() -> parsed(json));
  }

  /**
   * What the database writes for texts without anything to escape, which is nearly every entry:
   * {@code {"a": "b", "c": "d"}}. Empty for all else, which the parser reads.
   */
  static Optional<SortedMap<String, String>> plain(String json) {
    if (!json.startsWith("{\"") || !json.endsWith("\"}") || json.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    SortedMap<String, String> facts = new TreeMap<>();
    int at = 1;
    while (true) {
      int nameEnd = json.indexOf('"', at + 1);
      if (!json.startsWith("\": \"", nameEnd)) {
        return Optional.empty();
      }
      int valueEnd = json.indexOf('"', nameEnd + 4);
      if (valueEnd < 0
          || facts.put(json.substring(at + 1, nameEnd), json.substring(nameEnd + 4, valueEnd))
              != null) {
        return Optional.empty();
      }
      if (valueEnd == json.length() - 2) {
        return Optional.of(facts);
      }
      if (!json.startsWith("\", \"", valueEnd)) {
        return Optional.empty();
      }
      at = valueEnd + 3;
    }
  }

  static SortedMap<String, String> parsed(String json) {
    SortedMap<String, String> facts = new TreeMap<>();
    try (var reader = JSON.createReader(new StringReader(json))) {
      reader
          .readObject()
          .forEach(
              (name, value) ->
                  facts.put(
                      name, value instanceof JsonString text ? text.getString() : FOREIGN + value));
      return facts;
    } catch (JsonException e) {
      return new TreeMap<>(Map.of(FOREIGN, json));
    }
  }
}
