package org.lockkeeper.integration.postgres.audit;

import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Collections;
import java.util.Map;
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
