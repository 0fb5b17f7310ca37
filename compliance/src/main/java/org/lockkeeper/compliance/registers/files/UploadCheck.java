package org.lockkeeper.compliance.registers.files;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Looks at a file that somebody brings before anything of it is kept: its size, its name, and
 * whether it is from its first to its last byte what its name says (F42). Nothing is decoded or
 * unpacked: a picture's size is read from its header, so that a small file cannot become a big one.
 *
 * <p>What it lets through is sound in form and not thereby harmless: give it back as a download
 * only, never inside a page.
 */
@Singleton
public class UploadCheck {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SIDE = 10_000;
  private static final long MOST_PIXELS = 40_000_000;
  private static final int MOST_CHUNKS = 100_000;

  private static final byte[] PNG_BEGINS = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final byte[] ZIP_ENDS = {'P', 'K', 5, 6};
  private static final int ZIP_END_BYTES = 22;
  private static final int LONGEST_ZIP_COMMENT = 65_535;

  /** What a document does by itself when somebody opens it. */
  private static final Pattern ACTIVE =
      Pattern.compile("/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|OpenAction|AA)\\b");

  /** What a program or a browser takes for something else than text. */
  private static final Pattern MARKUP = Pattern.compile("^\\s*(?:<|#!|%!|\\{\\\\rtf)");

  /** Why a file is not taken. */
  public enum Refusal {
    EMPTY,
    TOO_BIG,
    /** The name is too long, or has no ending. */
    NAME,
    /** Files of that type are not taken. */
    TYPE,
    /** The content is not what the name says, or something hangs on it. */
    CONTENT,
    /** A picture has too many points. */
    PICTURE,
    /** A document that does something by itself when it is opened. */
    ACTIVE
  }

  /** What the look at a file told. */
  public sealed interface Result {}

  /**
   * It may be kept.
   *
   * @param name plain letters, digits, points and hyphens
   * @param sha256 hexadecimal
   */
  public record Sound(String name, FileType type, int size, String sha256) implements Result {}

  /** It is not taken. */
  public record Refused(Refusal why) implements Result {}

  /**
   * Looks at a file.
   *
   * @param name as the browser sends it; folders before it are left out
   * @param most how many bytes it may have
   */
  public Result of(String name, byte[] content, int most) {
    if (content.length == 0) {
      return new Refused(Refusal.EMPTY);
    }
    if (content.length > most) {
      return new Refused(Refusal.TOO_BIG);
    }
    String plain = plain(name);
    if (plain.isEmpty() || plain.length() > LONGEST_NAME || plain.indexOf('.') < 1) {
      return new Refused(Refusal.NAME);
    }
    Optional<FileType> promised = FileType.promisedBy(plain);
    if (promised.isEmpty()) {
      return new Refused(Refusal.TYPE);
    }
    Optional<Refusal> refusal =
        endsAsZip(content) ? Optional.of(Refusal.CONTENT) : fault(promised.get(), content);
    return refusal
        .<Result>map(Refused::new)
        .orElseGet(() -> new Sound(plain, promised.get(), content.length, sha256(content)));
  }

  private static String plain(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
  }

  private static Optional<Refusal> fault(FileType type, byte[] content) {
    return switch (type) {
      case PDF -> pdf(content);
      case PNG -> png(content);
      case JPEG -> jpeg(content);
      case JSON, SARIF -> json(content);
      case CSV, TEXT -> text(content);
    };
  }

  private static boolean at(byte[] content, int from, byte[] wanted) {
    if (from < 0 || from + wanted.length > content.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (content[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the file's end is one of an archive, whatever its beginning is. */
  private static boolean endsAsZip(byte[] content) {
    int first = Math.max(0, content.length - ZIP_END_BYTES - LONGEST_ZIP_COMMENT);
    for (int i = content.length - ZIP_END_BYTES; i >= first; i--) {
      if (at(content, i, ZIP_ENDS)
          && i + ZIP_END_BYTES + (content[i + 20] & 0xFF) + ((content[i + 21] & 0xFF) << 8)
              == content.length) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Refusal> pdf(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String end = text.substring(Math.max(0, text.length() - 64)).stripTrailing();
    if (!text.matches("(?s)%PDF-[12]\\.\\d[\\r\\n].*") || !end.endsWith("%%EOF")) {
      return Optional.of(Refusal.CONTENT);
    }
    return Optional.of(Refusal.ACTIVE).filter(refusal -> ACTIVE.matcher(text).find());
  }

  private static Optional<Refusal> png(byte[] content) {
    if (!at(content, 0, PNG_BEGINS) || content.length < 45) {
      return Optional.of(Refusal.CONTENT);
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    int at = PNG_BEGINS.length;
    for (int chunk = 0; chunk < MOST_CHUNKS && at + 12 <= content.length; chunk++) {
      long length = in.getInt(at) & 0xFFFFFFFFL;
      String kind = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
      if ((chunk == 0) != (kind.equals("IHDR") && length == 13)
          || at + 12 + length > content.length) {
        return Optional.of(Refusal.CONTENT);
      }
      if (chunk == 0 && tooBig(in.getInt(at + 8) & 0xFFFFFFFFL, in.getInt(at + 12) & 0xFFFFFFFFL)) {
        return Optional.of(Refusal.PICTURE);
      }
      at += 12 + (int) length;
      if (kind.equals("IEND")) {
        return at == content.length ? Optional.empty() : Optional.of(Refusal.CONTENT);
      }
    }
    return Optional.of(Refusal.CONTENT);
  }

  private static boolean tooBig(long width, long height) {
    return width == 0
        || height == 0
        || width > LONGEST_SIDE
        || height > LONGEST_SIDE
        || width * height > MOST_PIXELS;
  }

  /** Walks from mark to mark (ITU T.81, annex B) without reading a point. */
  private static Optional<Refusal> jpeg(byte[] content) {
    boolean measured = false;
    int at = 2;
    if (content.length < 4 || (content[0] & 0xFF) != 0xFF || (content[1] & 0xFF) != 0xD8) {
      return Optional.of(Refusal.CONTENT);
    }
    for (int chunk = 0; chunk < MOST_CHUNKS && at + 2 <= content.length; chunk++) {
      int mark = content[at + 1] & 0xFF;
      if ((content[at] & 0xFF) != 0xFF || mark == 0 || mark == 0xFF) {
        return Optional.of(Refusal.CONTENT);
      }
      if (mark == 0xD9) {
        return measured && at + 2 == content.length
            ? Optional.empty()
            : Optional.of(Refusal.CONTENT);
      }
      if (at + 4 > content.length) {
        return Optional.of(Refusal.CONTENT);
      }
      int length = ((content[at + 2] & 0xFF) << 8) | (content[at + 3] & 0xFF);
      if (length < 2 || at + 2 + length > content.length) {
        return Optional.of(Refusal.CONTENT);
      }
      if (mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC) {
        if (length < 8) {
          return Optional.of(Refusal.CONTENT);
        }
        int height = ((content[at + 5] & 0xFF) << 8) | (content[at + 6] & 0xFF);
        int width = ((content[at + 7] & 0xFF) << 8) | (content[at + 8] & 0xFF);
        if (tooBig(width, height)) {
          return Optional.of(Refusal.PICTURE);
        }
        measured = true;
      }
      at += 2 + length;
      if (mark == 0xDA) {
        at = afterScan(content, at);
      }
    }
    return Optional.of(Refusal.CONTENT);
  }

  /** Where the next mark is that is none of the coded points. */
  private static int afterScan(byte[] content, int from) {
    int at = from;
    while (at + 1 < content.length) {
      int next = content[at + 1] & 0xFF;
      if ((content[at] & 0xFF) == 0xFF && next != 0 && (next < 0xD0 || next > 0xD7)) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static Optional<Refusal> json(byte[] content) {
    if (decoded(content).isEmpty()) {
      return Optional.of(Refusal.CONTENT);
    }
    try (JsonParser parser =
        BoundedJson.factory().createParser(ObjectReadContext.empty(), content)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        return Optional.of(Refusal.CONTENT);
      }
      parser.skipChildren();
      return parser.nextToken() == null ? Optional.empty() : Optional.of(Refusal.CONTENT);
    } catch (JacksonException e) {
      // Too deep, too long or no JSON: the file is refused for what it is.
      return Optional.of(Refusal.CONTENT);
    }
  }

  private static Optional<Refusal> text(byte[] content) {
    Optional<String> text = decoded(content);
    boolean plain =
        text.filter(
                words ->
                    words
                        .chars()
                        .noneMatch(
                            sign ->
                                (sign < 32 && sign != 9 && sign != 10 && sign != 13)
                                    || sign == 127))
            .filter(words -> !MARKUP.matcher(words).find())
            .filter(words -> !words.startsWith("MZ"))
            .isPresent();
    return plain ? Optional.empty() : Optional.of(Refusal.CONTENT);
  }

  /** The text, if every byte of it is UTF-8 (RFC 3629). */
  private static Optional<String> decoded(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** SHA-256, hexadecimal. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
