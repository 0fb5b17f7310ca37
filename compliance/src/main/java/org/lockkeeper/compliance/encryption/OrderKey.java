package org.lockkeeper.compliance.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault;

/**
 * The key of one order, in clear, for the span of one call. Who holds one knows that its commitment
 * was checked: there is no other way to get one from storage. Close it to wipe it.
 *
 * <p>Two keys come out of its 32 bytes, under labels of their own and bound to seller and order:
 * the AES key of the fields, and the commitment. AES-GCM by itself commits to no key: whoever knows
 * two keys can make bytes that open under both. The commitment ends that, because no two keys have
 * the same.
 */
final class OrderKey implements AutoCloseable {

  /** How many bytes a wrapped order key has: 32 and one block of 8 for AES-KWP. */
  static final int WRAPPED = 40;

  private static final String KWP = "AES/KWP/NoPadding";

  private final SellerId seller;
  private final OrderId order;
  private final int version;
  private final KeyBytes root;
  private final KeyBytes field;
  private byte[] place = new byte[0];
  private @Nullable FieldCipher placeOf;

  private OrderKey(SellerId seller, OrderId order, int version, KeyBytes root) {
    this.seller = seller;
    this.order = order;
    this.version = version;
    this.root = root;
    byte[] bytes = derived(root, "lockkeeper order field 1", seller, order);
    this.field = new KeyBytes("AES", bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  /** A new key for an order that has none; version 1. */
  static OrderKey fresh(SellerId seller, OrderId order, SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    KeyBytes root = new KeyBytes("HmacSHA256", bytes);
    Arrays.fill(bytes, (byte) 0);
    return new OrderKey(seller, order, 1, root);
  }

  /**
   * Unwraps a stored key and checks its commitment, before anything is decrypted with it.
   *
   * @throws RecipientVault.NotAuthentic if the row is not what was wrapped for this seller and
   *     order
   */
  static OrderKey unwrap(OrderKeys.Row row, SellerKey sellerKey) {
    if (!row.sellerKey().equals(sellerKey.id())
        || !row.seller().equals(sellerKey.seller())
        || !row.cohort().equals(sellerKey.cohort())) {
      throw new RecipientVault.NotAuthentic("order " + row.order() + " names another seller key");
    }
    byte[] bytes = kwp(Cipher.DECRYPT_MODE, sellerKey, row.wrapped().bytes(), row.order());
    try {
      if (bytes.length != 32) {
        throw new RecipientVault.NotAuthentic("order " + row.order() + " has a key of wrong size");
      }
      KeyBytes root = new KeyBytes("HmacSHA256", bytes);
      if (!MessageDigest.isEqual(
          commitment(root, row.seller(), row.order()), row.commitment().bytes())) {
        root.destroy();
        throw new RecipientVault.NotAuthentic(
            "order " + row.order() + " has a key that it is not committed to");
      }
      return new OrderKey(row.seller(), row.order(), row.keyVersion(), root);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** This key wrapped under a seller key, as a row with that revision. */
  OrderKeys.Row wrap(SellerKey sellerKey, int revision) {
    byte[] bytes = root.getEncoded();
    try {
      return new OrderKeys.Row(
          seller,
          order,
          sellerKey.cohort(),
          sellerKey.id(),
          new Opaque(kwp(Cipher.ENCRYPT_MODE, sellerKey, bytes, order)),
          new Opaque(commitment(root, seller, order)),
          version,
          revision);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  SellerId seller() {
    return seller;
  }

  OrderId order() {
    return order;
  }

  int version() {
    return version;
  }

  /**
   * What that cipher binds into all fields of the order alike; empty before the first. Ciphers of
   * different environments bind different bytes, so each is given its own only.
   */
  byte[] placeFor(FieldCipher cipher) {
    return cipher.equals(placeOf) ? place : new byte[0];
  }

  /** Keeps what {@link #placeFor} answers that cipher from now on; nobody changes the array. */
  void keepPlace(FieldCipher cipher, byte[] bytes) {
    placeOf = cipher;
    place = bytes;
  }

  /** The AES key of the order's fields. */
  KeyBytes field() {
    return field;
  }

  @Override
  public void close() {
    root.destroy();
    field.destroy();
  }

  /** Says which key, and nothing of what it is. */
  @Override
  public String toString() {
    return "OrderKey[" + order + " version " + version + "]";
  }

  private static byte[] commitment(KeyBytes root, SellerId seller, OrderId order) {
    return derived(root, "lockkeeper order commitment 1", seller, order);
  }

  private static byte[] derived(KeyBytes root, String label, SellerId seller, OrderId order) {
    UUID id = order.value();
    byte[] bound =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Derivation.derive(root, label, seller.value(), bound);
  }

  private static byte[] kwp(int mode, SellerKey sellerKey, byte[] bytes, OrderId order) {
    try {
      Cipher cipher = Cipher.getInstance(KWP);
      cipher.init(mode, sellerKey.wrapping());
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      // The text of the cause can say which check failed; nobody needs to know.
      throw new RecipientVault.NotAuthentic("the key of order " + order + " does not unwrap");
    }
  }
}
