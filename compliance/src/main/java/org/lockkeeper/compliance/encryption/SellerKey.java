package org.lockkeeper.compliance.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * The key of one seller in one cohort, in clear: in memory for as long as {@link SellerKeyRing}
 * keeps it, and nowhere else. It wraps order keys, makes look-up tokens and fingerprints, each
 * under a key derived for that alone.
 */
final class SellerKey {

  private final SellerId seller;
  private final Cohort cohort;
  private final UUID id;
  private final int indexBits;
  private final KeyBytes wrapping;
  private final KeyBytes fingerprint;
  private final Map<LookUpTokens.Field, KeyBytes> index = new EnumMap<>(LookUpTokens.Field.class);

  /**
   * @param clear the 32 bytes that {@code row} holds wrapped; wiped here
   */
  SellerKey(SellerKeys.Row row, byte[] clear) {
    this.seller = row.seller();
    this.cohort = row.cohort();
    this.id = row.id();
    this.indexBits = row.indexBits();
    KeyBytes root = new KeyBytes("HmacSHA256", clear);
    Arrays.fill(clear, (byte) 0);
    this.wrapping = derived(root, "AES", "lockkeeper seller wrap 1");
    this.fingerprint = derived(root, "HmacSHA256", "lockkeeper seller fingerprint 1");
    for (LookUpTokens.Field field : LookUpTokens.Field.values()) {
      index.put(field, derived(root, "HmacSHA256", "lockkeeper seller index 1 " + field.name()));
    }
    root.destroy();
  }

  SellerId seller() {
    return seller;
  }

  Cohort cohort() {
    return cohort;
  }

  UUID id() {
    return id;
  }

  /** The key that wraps order keys. */
  KeyBytes wrapping() {
    return wrapping;
  }

  /**
   * The token of a normalised value.
   *
   * @param rowsToAnOrder how many tokens of this field an order has on the average, a power of two:
   *     each doubling takes one more bit, so that as many orders share a token as for other fields
   */
  LookUpTokens.Token token(LookUpTokens.Field field, int rowsToAnOrder, byte[] value) {
    int bits = indexBits == 0 ? 0 : indexBits + Integer.numberOfTrailingZeros(rowsToAnOrder);
    KeyBytes key = index.get(field);
    if (key == null) {
      throw new IllegalStateException("no index key for " + field);
    }
    byte[] hash = Derivation.hmac(key, value);
    int first = ByteBuffer.wrap(hash).getInt();
    return new LookUpTokens.Token(field, bits == 0 ? 0 : first >>> (32 - Math.min(bits, 30)));
  }

  /**
   * The fingerprint of stored bytes: 64 hexadecimal digits that nobody without the key can make.
   */
  String fingerprint(byte[] stored) {
    return HexFormat.of().formatHex(Derivation.hmac(fingerprint, stored));
  }

  /** Says which key, and nothing of what it is. */
  @Override
  public String toString() {
    return "SellerKey[" + id + " " + cohort + "]";
  }

  private KeyBytes derived(KeyBytes root, String algorithm, String label) {
    byte[] bytes =
        Derivation.derive(
            root, label, seller.value(), cohort.toString().getBytes(StandardCharsets.US_ASCII));
    KeyBytes key = new KeyBytes(algorithm, bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }
}
