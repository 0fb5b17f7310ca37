package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientVault.NotAuthentic;

class FieldCipherTest {

  private static final OrderId ORDER = new OrderId(new UUID(0x0190, 1));
  private static final OrderId OTHER_ORDER = new OrderId(new UUID(0x0190, 2));
  private static final byte[] ADA = "Ada Lovelace".getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = SealingWorld.seeded();
  private final FieldCipher cipher = new FieldCipher("test", random);
  private final SellerKey sellerKey = sellerKey(SELLER);
  private final OrderKey key = OrderKey.fresh(SELLER, ORDER, random);
  private final byte[] sealed = cipher.seal(key, Field.NAME, 1, ADA);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 64, 512, FieldCipher.LONGEST})
  void what_is_sealed_opens_again(int length) {
    byte[] clear = new byte[length];
    random.nextBytes(clear);
    byte[] bytes = cipher.seal(key, Field.ADDRESS, 7, clear);
    assertThat(bytes).hasSize(10 + 12 + length + 16);
    assertThat(cipher.open(key, Field.ADDRESS, 7, bytes)).isEqualTo(clear);
  }

  @Test
  void a_field_that_is_too_long_is_refused() {
    assertThatThrownBy(() -> cipher.seal(key, Field.NAME, 1, new byte[FieldCipher.LONGEST + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_field_does_not_open_as_another_field() {
    for (Field other : Field.values()) {
      if (other != Field.NAME) {
        assertDoesNotOpen(cipher, key, other, 1, sealed);
      }
    }
  }

  @Test
  void a_field_does_not_open_in_another_row_version() {
    assertDoesNotOpen(cipher, key, Field.NAME, 2, sealed);
    assertDoesNotOpen(cipher, key, Field.NAME, 0, sealed);
  }

  @Test
  void a_field_does_not_open_in_another_environment() {
    assertDoesNotOpen(new FieldCipher("test2", random), key, Field.NAME, 1, sealed);
  }

  @Test
  void a_field_does_not_open_for_another_order_or_seller_even_under_the_same_32_bytes() {
    // The row is forged with the right key in it; the derivation is bound to seller and order.
    OrderKeys.Row row = key.wrap(sellerKey, 1);
    OrderKeys.Row moved =
        new OrderKeys.Row(
            SELLER,
            OTHER_ORDER,
            row.cohort(),
            row.sellerKey(),
            row.wrapped(),
            row.commitment(),
            1,
            1);
    assertThatThrownBy(() -> OrderKey.unwrap(moved, sellerKey))
        .isInstanceOf(NotAuthentic.class)
        .hasMessageContaining("not committed");
    try (OrderKey other = OrderKey.fresh(SELLER, OTHER_ORDER, random)) {
      assertDoesNotOpen(cipher, other, Field.NAME, 1, sealed);
    }
    try (OrderKey other = OrderKey.fresh(OTHER_SELLER, ORDER, random)) {
      assertDoesNotOpen(cipher, other, Field.NAME, 1, sealed);
    }
  }

  @Test
  void a_field_does_not_open_under_another_key_version() {
    OrderKeys.Row row = key.wrap(sellerKey, 1);
    OrderKeys.Row second =
        new OrderKeys.Row(
            SELLER, ORDER, row.cohort(), row.sellerKey(), row.wrapped(), row.commitment(), 2, 1);
    try (OrderKey later = OrderKey.unwrap(second, sellerKey)) {
      assertDoesNotOpen(cipher, later, Field.NAME, 1, sealed);
      byte[] relabelled = sealed.clone();
      relabelled[9] = 2;
      assertDoesNotOpen(cipher, later, Field.NAME, 1, relabelled);
    }
  }

  @Test
  void with_any_single_bit_flipped_it_does_not_open() {
    for (int at = 0; at < sealed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = sealed.clone();
        flipped[at] ^= (byte) (1 << bit);
        assertDoesNotOpen(cipher, key, Field.NAME, 1, flipped);
      }
    }
  }

  @Test
  void cut_at_any_place_it_does_not_open() {
    for (int length = 0; length < sealed.length; length++) {
      assertDoesNotOpen(cipher, key, Field.NAME, 1, Arrays.copyOf(sealed, length));
      assertDoesNotOpen(
          cipher, key, Field.NAME, 1, Arrays.copyOfRange(sealed, length + 1, sealed.length));
    }
  }

  @Test
  void extended_or_reordered_it_does_not_open() {
    assertDoesNotOpen(cipher, key, Field.NAME, 1, Arrays.copyOf(sealed, sealed.length + 1));
    assertDoesNotOpen(cipher, key, Field.NAME, 1, Arrays.copyOf(sealed, 1 << 20));
    byte[] turned = cipher.seal(key, Field.NAME, 1, new byte[32]);
    for (int i = 0; i < 16; i++) {
      byte first = turned[22 + i];
      turned[22 + i] = turned[38 + i];
      turned[38 + i] = first;
    }
    assertDoesNotOpen(cipher, key, Field.NAME, 1, turned);
  }

  @ParameterizedTest(name = "header byte {0} = {1}")
  @CsvSource({
    "0, 0", "1, 0", "1, 2", "2, 0", "2, 2", "3, 8", "3, 11", "3, 13", "3, 16", "4, 4", "4, 12",
    "4, 15", "4, 17", "5, 0", "5, 2"
  })
  void another_format_algorithm_iv_tag_or_key_slot_is_refused(int at, byte value) {
    byte[] other = sealed.clone();
    other[at] = value;
    assertDoesNotOpen(cipher, key, Field.NAME, 1, other);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 24, 31, 33, 64})
  void a_key_of_any_other_size_than_256_bits_is_refused(int length) {
    assertThatThrownBy(() -> new KeyBytes("AES", new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_iv_is_ever_used_twice() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = cipher.seal(key, Field.NAME, 1, ADA);
      assertThat(seen.add(Arrays.toString(Arrays.copyOfRange(bytes, 10, 22)))).isTrue();
    }
  }

  @Test
  void a_key_whose_commitment_differs_is_refused_before_anything_is_decrypted() {
    OrderKeys.Row mine = key.wrap(sellerKey, 1);
    try (OrderKey another = OrderKey.fresh(SELLER, ORDER, random)) {
      OrderKeys.Row theirs = another.wrap(sellerKey, 1);
      OrderKeys.Row forged =
          new OrderKeys.Row(
              SELLER,
              ORDER,
              mine.cohort(),
              mine.sellerKey(),
              theirs.wrapped(), // genuine bytes of a second key, as in a multi-key attack
              mine.commitment(),
              1,
              1);
      assertThatThrownBy(() -> OrderKey.unwrap(forged, sellerKey))
          .isInstanceOf(NotAuthentic.class)
          .hasMessageContaining("not committed");
    }
  }

  @Test
  void a_wrapped_key_with_any_bit_flipped_does_not_unwrap() {
    OrderKeys.Row row = key.wrap(sellerKey, 1);
    for (int at = 0; at < OrderKey.WRAPPED; at++) {
      byte[] flipped = row.wrapped().bytes();
      flipped[at] ^= 1;
      OrderKeys.Row forged =
          new OrderKeys.Row(
              SELLER,
              ORDER,
              row.cohort(),
              row.sellerKey(),
              new Opaque(flipped),
              row.commitment(),
              1,
              1);
      assertThatThrownBy(() -> OrderKey.unwrap(forged, sellerKey)).isInstanceOf(NotAuthentic.class);
    }
  }

  @Test
  void a_key_is_chosen_by_its_id_and_never_tried() {
    OrderKeys.Row row = key.wrap(sellerKey, 1);
    OrderKeys.Row renamed =
        new OrderKeys.Row(
            SELLER, ORDER, row.cohort(), new UUID(9, 9), row.wrapped(), row.commitment(), 1, 1);
    assertThatThrownBy(() -> OrderKey.unwrap(renamed, sellerKey))
        .isInstanceOf(NotAuthentic.class)
        .hasMessageContaining("another seller key");
  }

  @Test
  void a_wiped_key_refuses_to_work() {
    OrderKey wiped = OrderKey.fresh(SELLER, ORDER, random);
    wiped.close();
    assertThatThrownBy(() -> cipher.seal(wiped, Field.NAME, 1, ADA))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_trouble_and_a_key_show_nothing_of_what_they_are() {
    byte[] cut = Arrays.copyOf(sealed, 30);
    assertThatThrownBy(() -> cipher.open(key, Field.NAME, 1, cut))
        .hasNoCause()
        .hasMessage("name of order " + ORDER + " does not open");
    assertThat(key.field()).hasToString("Key[withheld]");
    assertThat(key.toString() + sellerKey).doesNotContain("[B@").hasSizeLessThan(200);
  }

  private void assertDoesNotOpen(
      FieldCipher with, OrderKey under, Field field, int version, byte[] bytes) {
    assertThatThrownBy(() -> with.open(under, field, version, bytes))
        .isInstanceOf(NotAuthentic.class);
  }

  private SellerKey sellerKey(SellerId seller) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new SellerKey(
        new SellerKeys.Row(
            seller, Cohort.parse("P2026W47"), new UUID(5, 6), new Opaque(new byte[60]), 4),
        bytes);
  }
}
