package org.lockkeeper.system;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words that must be nowhere, looked for in bytes: whatever their case, in UTF-8, UTF-16,
 * hexadecimal and base64. A find is told by the word's number and the place, not by the word.
 */
final class Needles {

  private static final int KEY_BITS = 24;
  private static final int SHORTEST = 5;

  private final List<String> words;
  private final BitSet keys = new BitSet(1 << KEY_BITS);
  private final Map<Integer, List<Needle>> byKey = new HashMap<>();

  /** One word in one form. */
  private static final class Needle {

    private final byte[] bytes;
    private final int word;
    private final String form;
    private final boolean exact;

    Needle(byte[] bytes, int word, String form, boolean exact) {
      this.bytes = bytes;
      this.word = word;
      this.form = form;
      this.exact = exact;
    }
  }

  /** Words shorter than five letters would be found by chance, so they are not taken. */
  Needles(Set<String> words) {
    this.words = new TreeSet<>(words).stream().filter(word -> word.length() >= SHORTEST).toList();
    for (int i = 0; i < this.words.size(); i++) {
      String word = this.words.get(i);
      Set<String> cases = new LinkedHashSet<>();
      cases.add(word);
      cases.add(word.toLowerCase(Locale.ROOT));
      cases.add(word.toUpperCase(Locale.ROOT));
      for (Charset charset :
          List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        add(folded(word.getBytes(charset)), i, charset.name(), false);
        for (String one : cases) {
          byte[] bytes = one.getBytes(charset);
          add(
              HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII),
              i,
              charset.name() + " in hexadecimal",
              false);
          for (int shift = 0; shift < 3; shift++) {
            add(inBase64(bytes, shift), i, charset.name() + " in base64", true);
          }
        }
      }
    }
  }

  int size() {
    return words.size();
  }

  /** What is the same of every base64 text in which the bytes stand after so many others. */
  private static byte[] inBase64(byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = shift == 0 ? 0 : shift + 1;
    int to = shifted.length * 8 / 6;
    return text.substring(from, to).getBytes(StandardCharsets.US_ASCII);
  }

  private void add(byte[] bytes, int word, String form, boolean exact) {
    if (bytes.length < SHORTEST) {
      return;
    }
    int key = key(bytes, 0);
    byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(new Needle(bytes, word, form, exact));
    keys.set(key);
  }

  private static int key(byte[] bytes, int at) {
    return (fold(bytes[at]) & 0xff) << 16
        | (fold(bytes[at + 1]) & 0xff) << 8
        | (fold(bytes[at + 2]) & 0xff);
  }

  private static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  private static byte[] folded(byte[] bytes) {
    byte[] folded = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      folded[i] = fold(bytes[i]);
    }
    return folded;
  }

  /** Where something was found. */
  List<String> in(String place, byte[] hay) {
    Set<String> found = new TreeSet<>();
    for (int at = 0; at + 2 < hay.length; at++) {
      int key = key(hay, at);
      if (keys.get(key)) {
        for (Needle needle : byKey.getOrDefault(key, List.of())) {
          if (stands(needle, hay, at)) {
            found.add(
                place
                    + ": word "
                    + needle.word
                    + " ("
                    + words.get(needle.word).charAt(0)
                    + "…), "
                    + needle.form);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  List<String> in(String place, String hay) {
    return in(place, hay.getBytes(StandardCharsets.UTF_8));
  }

  List<String> in(Path file) throws IOException {
    return in(file.toString(), Files.readAllBytes(file));
  }

  private boolean stands(Needle needle, byte[] hay, int at) {
    byte[] wanted = needle.bytes;
    if (at + wanted.length > hay.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      byte there = needle.exact ? hay[at + i] : fold(hay[at + i]);
      if (there != wanted[i]) {
        return false;
      }
    }
    return !words.get(needle.word).chars().allMatch(Character::isDigit)
        || !(isDigit(hay, at - 1) || isDigit(hay, at + wanted.length));
  }

  /** A number within a longer number is another number. */
  private static boolean isDigit(byte[] hay, int at) {
    return at >= 0 && at < hay.length && Character.digit(hay[at], 16) >= 0;
  }
}
