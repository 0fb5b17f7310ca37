package org.lockkeeper.compliance.access;

import jakarta.inject.Singleton;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Passwords that attackers try first (R-14; ASVS 6.2.4, 6.2.12): those that stood in breaches most
 * often, ways over a keyboard, seasons and months. The shipped file holds the first forty bits of
 * the SHA-256 of each, sorted; no password can be read from it, and one in ten million others is
 * taken for one of them.
 *
 * <p>Figures and signs around such a word, and figures in place of its letters, do not make it
 * another one: {@code P@ssw0rd-2026!} is {@code password}.
 */
@Singleton
public class CommonPasswords {

  static final String LIST = "/policy/common-passwords-2026-11-22.bin";
  static final int MAGIC = 0x4C4B4350;
  static final int BYTES = 5;

  /** A core with so much around it is not what makes the password. */
  private static final int MUCH = 12;

  private static final int SHORTEST_CORE = 4;

  private final long[] prefixes;

  public CommonPasswords() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException("the list of common passwords is missing: " + LIST);
      }
      prefixes = read(new DataInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IllegalStateException("this is no list of common passwords");
    }
    long[] all = new long[in.readInt()];
    for (int i = 0; i < all.length; i++) {
      all[i] = ((in.readByte() & 0xFFL) << 32) | (in.readInt() & 0xFFFFFFFFL);
    }
    return all;
  }

  /** How many are listed. */
  int size() {
    return prefixes.length;
  }

  /** Whether the password, or the word that it is made around, is listed. */
  public boolean has(String password) {
    String folded = folded(password);
    String core = stripped(folded);
    return Stream.of(folded, plain(folded)).anyMatch(this::listed)
        || (folded.length() - core.length() < MUCH
            && Stream.of(core, plain(core), stripped(plain(folded)))
                .filter(word -> word.length() >= SHORTEST_CORE)
                .map(CommonPasswords::once)
                .anyMatch(this::listed));
  }

  private boolean listed(String word) {
    return Arrays.binarySearch(prefixes, prefix(word)) >= 0 || isOneSign(word);
  }

  private static boolean isOneSign(String word) {
    return !word.isEmpty() && word.chars().distinct().count() == 1;
  }

  static long prefix(String word) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
      long prefix = 0;
      for (int i = 0; i < BYTES; i++) {
        prefix = (prefix << 8) | (digest[i] & 0xFF);
      }
      return prefix;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Small letters without marks. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Letters in place of the figures and signs that look like them. */
  static String plain(String folded) {
    StringBuilder plain = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char each = folded.charAt(i);
      plain.append(
          switch (each) {
            case '0' -> 'o';
            case '1', '!', '|' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7', '+' -> 't';
            case '8' -> 'b';
            default -> each;
          });
    }
    return plain.toString();
  }

  /** Without what stands before the first and after the last letter. */
  private static String stripped(String folded) {
    return folded.replaceFirst("^[^\\p{L}]+", "").replaceFirst("[^\\p{L}]+$", "");
  }

  /** A word that is said several times, once. */
  private static String once(String word) {
    for (int length = SHORTEST_CORE; length <= word.length() / 2; length++) {
      if (word.length() % length == 0
          && word.equals(word.substring(0, length).repeat(word.length() / length))) {
        return word.substring(0, length);
      }
    }
    return word;
  }
}
