package org.lockkeeper.compliance.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.lockkeeper.orders.RecipientVault;

/**
 * Seals and opens one field with AES-256-GCM (NIST SP 800-38D). The sealed form is
 *
 * <pre>
 *   1 byte    0x4C
 *   1 byte    format, 1
 *   1 byte    algorithm, 1: AES-256-GCM
 *   1 byte    bytes of IV, 12
 *   1 byte    bytes of tag, 16
 *   1 byte    key slot, 1: the order's key
 *   4 bytes   version of that key
 *   12 bytes  IV, random
 *   n bytes   ciphertext
 *   16 bytes  tag
 * </pre>
 *
 * and the tag also covers the ten bytes of the header and where the field belongs: environment,
 * seller, order, field, key version, row version and format, each after its length. A field that is
 * moved to any other place does not open.
 *
 * <p>The key slot says what kind of key, and the order's row says under which cohort that key is
 * wrapped at present; so an order moves from one cohort to the next without a field being written.
 *
 * <p>Safe to call from several threads. Each thread keeps a cipher, which is set up anew for each
 * field, and a stock of random bytes for IVs, of which each is used once.
 */
final class FieldCipher {

  private static final byte MAGIC = 0x4C;
  private static final byte FORMAT = 1;
  private static final byte AES_256_GCM = 1;
  private static final byte ORDER_KEY = 1;

  private static final int HEADER = 10;
  private static final int IV = 12;
  private static final int TAG = 16;
  private static final int STOCK = 64;

  /** The longest plaintext of a field, in bytes. */
  static final int LONGEST = 16 * 1024;

  private final Map<Field, byte[]> names = new EnumMap<>(Field.class);
  private final byte[] environment;
  private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(FieldCipher::cipher);
  private final ThreadLocal<ByteBuffer> ivs =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(STOCK * IV).position(STOCK * IV));
  private final SecureRandom random;

  FieldCipher(String environment, SecureRandom random) {
    this.environment = environment.getBytes(StandardCharsets.UTF_8);
    this.random = random;
    for (Field field : Field.values()) {
      names.put(field, field.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Seals one field.
   *
   * @param rowVersion the version of the set that the field belongs to
   * @param clear at most {@link #LONGEST} bytes; the caller wipes them
   * @throws IllegalArgumentException if there are more
   */
  byte[] seal(OrderKey key, Field field, int rowVersion, byte[] clear) {
    if (clear.length > LONGEST) {
      throw new IllegalArgumentException("a field has at most " + LONGEST + " bytes");
    }
    byte[] sealed = new byte[HEADER + IV + clear.length + TAG];
    writeHeader(sealed, key.version());
    ByteBuffer stock = ivs.get();
    if (!stock.hasRemaining()) {
      byte[] drawn = new byte[STOCK * IV];
      random.nextBytes(drawn);
      stock.clear().put(drawn).flip();
    }
    stock.get(sealed, HEADER, IV);
    try {
      Cipher cipher = ciphers.get();
      cipher.init(
          Cipher.ENCRYPT_MODE, key.field(), new GCMParameterSpec(TAG * 8, sealed, HEADER, IV));
      cipher.updateAAD(place(key, field, rowVersion));
      cipher.doFinal(clear, 0, clear.length, sealed, HEADER + IV);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + field + " of order " + key.order(), e);
    }
  }

  /**
   * Opens one field.
   *
   * @return the clear bytes, which the caller wipes
   * @throws RecipientVault.NotAuthentic if the bytes are anything but what was sealed under this
   *     key for this place and version
   */
  byte[] open(OrderKey key, Field field, int rowVersion, byte[] sealed) {
    if (!isHeaderOf(sealed, key.version())) {
      throw notAuthentic(key, field);
    }
    try {
      Cipher cipher = ciphers.get();
      cipher.init(
          Cipher.DECRYPT_MODE, key.field(), new GCMParameterSpec(TAG * 8, sealed, HEADER, IV));
      cipher.updateAAD(place(key, field, rowVersion));
      return cipher.doFinal(sealed, HEADER + IV, sealed.length - HEADER - IV);
    } catch (GeneralSecurityException e) {
      // All reasons look the same from outside.
      throw notAuthentic(key, field);
    }
  }

  private static RecipientVault.NotAuthentic notAuthentic(OrderKey key, Field field) {
    return new RecipientVault.NotAuthentic(field + " of order " + key.order() + " does not open");
  }

  private static void writeHeader(byte[] sealed, int keyVersion) {
    sealed[0] = MAGIC;
    sealed[1] = FORMAT;
    sealed[2] = AES_256_GCM;
    sealed[3] = IV;
    sealed[4] = TAG;
    sealed[5] = ORDER_KEY;
    sealed[6] = (byte) (keyVersion >>> 24);
    sealed[7] = (byte) (keyVersion >>> 16);
    sealed[8] = (byte) (keyVersion >>> 8);
    sealed[9] = (byte) keyVersion;
  }

  private static boolean isHeaderOf(byte[] sealed, int keyVersion) {
    return sealed.length >= HEADER + IV + TAG
        && sealed.length <= HEADER + IV + LONGEST + TAG
        && sealed[0] == MAGIC
        && sealed[1] == FORMAT
        && sealed[2] == AES_256_GCM
        && sealed[3] == IV
        && sealed[4] == TAG
        && sealed[5] == ORDER_KEY
        && ByteBuffer.wrap(sealed, 6, 4).getInt() == keyVersion;
  }

  /**
   * The additional data: header, environment, seller, order, key version and format, which are the
   * same for all fields of an order and written once, then field and row version. The header that
   * came with the bytes was compared with ours before.
   */
  private byte[] place(OrderKey key, Field field, int rowVersion) {
    byte[] ofOrder = key.placeFor(this);
    if (ofOrder.length == 0) {
      byte[] header = new byte[HEADER];
      writeHeader(header, key.version());
      LengthPrefixed.Writer writer =
          new LengthPrefixed.Writer(header, HEADER + 4 + environment.length + 20 + 20 + 8 + 8);
      writer.bytes(environment);
      writer.uuid(key.seller().value());
      writer.uuid(key.order().value());
      writer.number(key.version());
      writer.number(FORMAT);
      ofOrder = writer.done();
      key.keepPlace(this, ofOrder);
    }
    byte[] name = Objects.requireNonNull(names.get(field));
    LengthPrefixed.Writer writer =
        new LengthPrefixed.Writer(ofOrder, ofOrder.length + 4 + name.length + 8);
    writer.bytes(name);
    writer.number(rowVersion);
    return writer.done();
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }
}
