package org.lockkeeper.proof.jose;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the canonical form. */
final class JsonWriter {

  private JsonWriter() {}

  static void write(Json json, StringBuilder out) {
    switch (json) {
      case Json.Members members -> {
        String between = "{";
        for (Map.Entry<String, Json> member : members.values().entrySet()) {
          out.append(between);
          text(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          between = ",";
        }
        out.append(members.values().isEmpty() ? "{}" : "}");
      }
      case Json.Items items -> {
        String between = "[";
        for (Json item : items.values()) {
          out.append(between);
          write(item, out);
          between = ",";
        }
        out.append(items.values().isEmpty() ? "[]" : "]");
      }
      case Json.Text text -> text(text.value(), out);
      case Json.Whole whole -> out.append(whole.value());
    }
  }

  private static void text(String value, StringBuilder out) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(value))) {
      throw new IllegalArgumentException("a text has half of a character");
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
