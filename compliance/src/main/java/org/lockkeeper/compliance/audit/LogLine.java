package org.lockkeeper.compliance.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.proof.Hash;

/**
 * An entry's values as they are stored, and the one text that is hashed for them: JSON on one line,
 * names in their order, in the form of RFC 8785.
 *
 * @param at to the microsecond
 * @param facts in the order of their names
 */
public record LogLine(
    UUID seller,
    UUID entry,
    Instant at,
    String actor,
    String action,
    String object,
    SortedMap<String, String> facts) {

  public LogLine {
    facts = new TreeMap<>(facts);
  }

  /** What is hashed. */
  public String text() {
    StringBuilder json = new StringBuilder(256);
    json.append('{');
    member(json, "action", action).append(',');
    member(json, "actor", actor).append(',');
    member(json, "at", at.toString()).append(',');
    member(json, "entry", entry.toString()).append(",\"facts\":{");
    boolean first = true;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      if (!first) {
        json.append(',');
      }
      first = false;
      member(json, fact.getKey(), fact.getValue());
    }
    json.append("},");
    member(json, "object", object).append(',');
    return member(json, "seller", seller.toString()).append('}').toString();
  }

  /** The leaf of this entry. */
  public Hash leaf() {
    return Hash.leaf(text().getBytes(StandardCharsets.UTF_8));
  }

  /** The same values as if another entry, of another seller, had them. */
  LogLine as(UUID otherSeller, UUID otherEntry) {
    return new LogLine(otherSeller, otherEntry, at, actor, action, object, facts);
  }

  static StringBuilder member(StringBuilder json, String name, String value) {
    quoted(json, name).append(':');
    return quoted(json, value);
  }

  static StringBuilder quoted(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"');
  }
}
