package org.lockkeeper.integration.kms;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.compliance.encryption.Opaque;

/**
 * A data key as it is stored: wrapped once for each region, and bound together by a code under the
 * data key itself, so that a part that was changed is noticed although another part opens.
 *
 * <p>Form: one byte {@code 1}; one byte, how many; for each two bytes of length and what KMS gave;
 * 32 bytes HMAC-SHA256 of all before.
 */
final class WrappedForRegions {

  private static final byte FORM = 1;
  private static final int CODE = 32;
  private static final byte[] LABEL =
      "lockkeeper wrapped for regions 1\n".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> parts;
  private final byte[] bound;
  private final byte[] code;

  private WrappedForRegions(List<byte[]> parts, byte[] bound, byte[] code) {
    this.parts = parts;
    this.bound = bound;
    this.code = code;
  }

  /**
   * @param clear the data key, not kept
   * @param parts what each region gave, in the order of the regional keys
   */
  static Opaque bind(byte[] clear, List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FORM);
    out.write(parts.size());
    for (byte[] part : parts) {
      out.write(part.length >>> 8);
      out.write(part.length);
      out.writeBytes(part);
    }
    byte[] bound = out.toByteArray();
    out.writeBytes(code(clear, bound));
    return new Opaque(out.toByteArray());
  }

  /** Empty if the bytes have not this form. */
  static Optional<WrappedForRegions> read(Opaque wrapped) {
    ByteBuffer in = ByteBuffer.wrap(wrapped.bytes());
    try {
      if (in.get() != FORM) {
        return Optional.empty();
      }
      int count = in.get();
      List<byte[]> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] part = new byte[in.getShort() & 0xFFFF];
        in.get(part);
        parts.add(part);
      }
      byte[] bound = Arrays.copyOf(in.array(), in.position());
      byte[] code = new byte[CODE];
      in.get(code);
      return in.hasRemaining()
          ? Optional.empty()
          : Optional.of(new WrappedForRegions(parts, bound, code));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  List<byte[]> parts() {
    return parts;
  }

  /** Whether every part is as it was when they were bound; in constant time. */
  boolean isBoundBy(byte[] clear) {
    return MessageDigest.isEqual(code, code(clear, bound));
  }

  private static byte[] code(byte[] clear, byte[] bound) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(clear, "HmacSHA256"));
      mac.update(LABEL);
      return mac.doFinal(bound);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
