package org.lockkeeper.proof.jose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads; what it lets through is compared with the canonical form afterwards. */
final class JsonReader {

  /** How deep a document may go. */
  private static final int DEPTH = 16;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  Json value(int depth) {
    if (depth > DEPTH) {
      throw new Malformed("it is nested too deep");
    }
    char c = peek();
    if (c == '{') {
      return members(depth);
    }
    if (c == '[') {
      return items(depth);
    }
    if (c == '"') {
      return new Json.Text(string());
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    throw new Malformed("it is no JSON of texts, whole numbers, lists and objects");
  }

  private Json members(int depth) {
    at++;
    Map<String, Json> values = new TreeMap<>();
    if (peek() == '}') {
      at++;
      return new Json.Members(values);
    }
    while (true) {
      String name = string();
      expect(':');
      if (values.put(name, value(depth + 1)) != null) {
        throw new Malformed("it has a member twice");
      }
      if (peek() == '}') {
        at++;
        return new Json.Members(values);
      }
      expect(',');
    }
  }

  private Json items(int depth) {
    at++;
    List<Json> values = new ArrayList<>();
    if (peek() == ']') {
      at++;
      return new Json.Items(values);
    }
    while (true) {
      values.add(value(depth + 1));
      if (peek() == ']') {
        at++;
        return new Json.Items(values);
      }
      expect(',');
    }
  }

  private Json number() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(from, at);
    if (digits.length() > 16 || Long.parseLong(digits) > Json.GREATEST) {
      throw new Malformed("it has a number beyond 2^53 - 1");
    }
    return new Json.Whole(Long.parseLong(digits));
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        throw new Malformed("it has a bare control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> {
        if (!text.regionMatches(at, "00", 0, 2) || at + 4 > text.length()) {
          throw new Malformed("it has an escape that is not canonical");
        }
        int high = Character.digit(text.charAt(at + 2), 16);
        int low = Character.digit(text.charAt(at + 3), 16);
        at += 4;
        if (high < 0 || low < 0) {
          throw new Malformed("it has a broken escape");
        }
        yield (char) (high * 16 + low);
      }
      default -> throw new Malformed("it has an unknown escape");
    };
  }

  private char peek() {
    if (at >= text.length()) {
      throw new Malformed("it ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new Malformed("it is not JSON in the canonical form");
    }
    at++;
  }

  void end() {
    if (at != text.length()) {
      throw new Malformed("something comes after its end");
    }
  }
}
