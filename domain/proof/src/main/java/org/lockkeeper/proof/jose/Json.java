package org.lockkeeper.proof.jose;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * JSON as documents here use it: objects, lists, texts and whole numbers from 0 to 2^53 - 1; no
 * fractions, no signs, no true, false or null. Written in the canonical form of RFC 8785, so equal
 * documents have equal bytes; what is not in that form is refused when it is read.
 */
public sealed interface Json {

  /** The greatest number that every reader of JSON keeps exactly. */
  long GREATEST = (1L << 53) - 1;

  /** An object; members in the order of their names' UTF-16 code units. */
  record Members(Map<String, Json> values) implements Json {
    public Members {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * A member that has to be there.
     *
     * @throws Malformed if it is missing
     */
    public Json get(String name) {
      return find(name).orElseThrow(() -> new Malformed("it has no member " + name));
    }

    public Optional<Json> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /**
     * A text that has to be there.
     *
     * @throws Malformed if it is missing or no text
     */
    public String text(String name) {
      if (get(name) instanceof Text text) {
        return text.value();
      }
      throw new Malformed("its member " + name + " is no text");
    }

    /**
     * A number that has to be there.
     *
     * @throws Malformed if it is missing or no number
     */
    public long number(String name) {
      if (get(name) instanceof Whole whole) {
        return whole.value();
      }
      throw new Malformed("its member " + name + " is no number");
    }

    /**
     * An object that has to be there.
     *
     * @throws Malformed if it is missing or no object
     */
    public Members members(String name) {
      if (get(name) instanceof Members members) {
        return members;
      }
      throw new Malformed("its member " + name + " is no object");
    }

    /**
     * A list that has to be there.
     *
     * @throws Malformed if it is missing or no list
     */
    public List<Json> list(String name) {
      if (get(name) instanceof Items items) {
        return items.values();
      }
      throw new Malformed("its member " + name + " is no list");
    }

    /**
     * Makes sure that these members are there and no others.
     *
     * @throws Malformed if not so
     */
    public Members exactly(String... names) {
      if (!values.keySet().equals(Set.of(names))) {
        throw new Malformed("it has other members than " + String.join(", ", names));
      }
      return this;
    }
  }

  /** A list. */
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A text. */
  record Text(String value) implements Json {}

  /** A whole number. */
  record Whole(long value) implements Json {
    /**
     * @throws IllegalArgumentException if it is negative or beyond {@link #GREATEST}
     */
    public Whole {
      if (value < 0 || value > GREATEST) {
        throw new IllegalArgumentException("numbers go from 0 to 2^53 - 1");
      }
    }
  }

  /** The canonical form, in UTF-8. */
  default byte[] canonical() {
    StringBuilder out = new StringBuilder();
    JsonWriter.write(this, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads an object.
   *
   * @throws Malformed unless it is one, in canonical form, with nothing after it
   */
  static Members parse(byte[] utf8) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("it is not UTF-8");
    }
    JsonReader parser = new JsonReader(text);
    Json value = parser.value(0);
    parser.end();
    if (!(value instanceof Members members)) {
      throw new Malformed("it is no JSON object");
    }
    if (!ByteBuffer.wrap(members.canonical()).equals(ByteBuffer.wrap(utf8))) {
      throw new Malformed("it is JSON in another than the canonical form");
    }
    return members;
  }
}
