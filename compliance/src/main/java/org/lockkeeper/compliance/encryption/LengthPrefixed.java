package org.lockkeeper.compliance.encryption;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs of bytes one behind the other, each after its length in four bytes. Two different lists
 * never give the same bytes, so nothing can be moved from one part into the next.
 */
final class LengthPrefixed {

  private LengthPrefixed() {}

  /** Writes into an array of a size known beforehand. */
  static final class Writer {

    private final byte[] target;
    private int at;

    Writer(int size) {
      target = new byte[size];
    }

    /** Goes on behind what is already there. */
    Writer(byte[] begun, int size) {
      target = Arrays.copyOf(begun, size);
      at = begun.length;
    }

    void bytes(byte[] part) {
      int32(part.length);
      System.arraycopy(part, 0, target, at, part.length);
      at += part.length;
    }

    void uuid(UUID id) {
      int32(16);
      int64(id.getMostSignificantBits());
      int64(id.getLeastSignificantBits());
    }

    void number(int value) {
      int32(4);
      int32(value);
    }

    /** All bytes; the array itself. */
    byte[] done() {
      if (at != target.length) {
        throw new IllegalStateException("wrote " + at + " of " + target.length + " bytes");
      }
      return target;
    }

    private void int32(int value) {
      target[at] = (byte) (value >>> 24);
      target[at + 1] = (byte) (value >>> 16);
      target[at + 2] = (byte) (value >>> 8);
      target[at + 3] = (byte) value;
      at += 4;
    }

    private void int64(long value) {
      int32((int) (value >>> 32));
      int32((int) value);
    }
  }

  /** The texts as one run of bytes; an absent one differs from an empty one. */
  static byte[] ofTexts(List<Optional<String>> texts) {
    List<byte[]> parts = new ArrayList<>();
    int size = 0;
    for (Optional<String> text : texts) {
      byte[] part =
          text.map(t -> ("+" + t).getBytes(StandardCharsets.UTF_8)).orElseGet(() -> new byte[0]);
      parts.add(part);
      size += 4 + part.length;
    }
    Writer writer = new Writer(size);
    for (byte[] part : parts) {
      writer.bytes(part);
      Arrays.fill(part, (byte) 0);
    }
    return writer.done();
  }

  /**
   * Reads what {@link #ofTexts} wrote.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static List<Optional<String>> texts(byte[] bytes) {
    List<Optional<String>> texts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
          throw new IllegalArgumentException("a length points outside");
        }
        if (length == 0) {
          texts.add(Optional.empty());
          continue;
        }
        ByteBuffer part = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        if (part.get() != '+') {
          throw new IllegalArgumentException("a text does not begin as one");
        }
        texts.add(Optional.of(StandardCharsets.UTF_8.newDecoder().decode(part).toString()));
      }
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a length is cut", cut);
    } catch (CharacterCodingException garbled) {
      throw new IllegalArgumentException("a text is no UTF-8", garbled);
    }
    return texts;
  }
}
