package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every holder of cohort keys keeps to. A test class per adapter extends it. */
public abstract class KeyCustodianContract {

  private static final Cohort COHORT = Cohort.parse("E2027W08");
  private static final Cohort OTHER = Cohort.parse("P2026W47");
  private static final Map<String, String> CONTEXT =
      Map.of("use", "seller-key", "seller", "0190", "cohort", "E2027W08");

  /** The custodian under test; the same one throughout a test, without keys at its beginning. */
  protected abstract KeyCustodian custodian();

  /** The custodian's clock goes on by whole days. */
  protected abstract void daysPass(int days);

  /** The present by the custodian's clock. */
  protected abstract Instant now();

  @Test
  void a_data_key_unwraps_to_the_same_bytes() {
    CustodianKeyId key = custodian().create(COHORT);
    try (KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT)) {
      assertThat(fresh.clear()).hasSize(32);
      assertThat(custodian().unwrap(key, fresh.wrapped(), CONTEXT)).isEqualTo(fresh.clear());
    }
  }

  @Test
  void two_data_keys_are_never_the_same() {
    CustodianKeyId key = custodian().create(COHORT);
    assertThat(custodian().generate(key, CONTEXT).clear())
        .isNotEqualTo(custodian().generate(key, CONTEXT).clear());
  }

  @Test
  void creating_a_cohorts_key_again_answers_the_same_key() {
    assertThat(custodian().create(COHORT)).isEqualTo(custodian().create(COHORT));
    assertThat(custodian().create(COHORT)).isNotEqualTo(custodian().create(OTHER));
  }

  @Test
  void a_context_is_a_set_and_has_no_order() {
    CustodianKeyId key = custodian().create(COHORT);
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("seller", "0190");
    turned.put("cohort", "E2027W08");
    turned.put("use", "seller-key");
    try (KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT)) {
      assertThat(custodian().unwrap(key, fresh.wrapped(), turned)).isEqualTo(fresh.clear());
    }
  }

  @Test
  void another_context_does_not_unwrap() {
    CustodianKeyId key = custodian().create(COHORT);
    Opaque wrapped = wrapped(key);
    for (Map<String, String> other :
        List.of(
            Map.of("use", "seller-key", "seller", "0191", "cohort", "E2027W08"),
            Map.of("use", "seller-key", "seller", "0190"),
            Map.of("use", "seller-key", "seller", "0190", "cohort", "E2027W08", "more", "1"),
            Map.of("use", "seller-key0", "seller", "190", "cohort", "E2027W08"))) {
      assertThatThrownBy(() -> custodian().unwrap(key, wrapped, other))
          .isInstanceOf(KeyCustodian.WrongContext.class);
    }
  }

  @Test
  void another_cohorts_key_does_not_unwrap() {
    Opaque wrapped = wrapped(custodian().create(COHORT));
    CustodianKeyId other = custodian().create(OTHER);
    assertThatThrownBy(() -> custodian().unwrap(other, wrapped, CONTEXT))
        .isInstanceOf(KeyCustodian.WrongContext.class);
  }

  @Test
  void a_changed_byte_or_a_cut_does_not_unwrap() {
    CustodianKeyId key = custodian().create(COHORT);
    byte[] bytes = wrapped(key).bytes();
    byte[] flipped = bytes.clone();
    flipped[flipped.length - 1] ^= 1;
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    for (byte[] forged : new byte[][] {flipped, cut}) {
      assertThatThrownBy(() -> custodian().unwrap(key, new Opaque(forged), CONTEXT))
          .isInstanceOf(KeyCustodian.WrongContext.class);
    }
  }

  @Test
  void a_disabled_key_neither_generates_nor_unwraps() {
    CustodianKeyId key = custodian().create(COHORT);
    Opaque wrapped = wrapped(key);
    custodian().disable(key);
    custodian().disable(key);
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.Disabled());
    assertUnusable(key, wrapped);
  }

  @Test
  void creating_the_key_of_a_disabled_cohort_does_not_enable_it() {
    CustodianKeyId key = custodian().create(COHORT);
    custodian().disable(key);
    assertThat(custodian().create(COHORT)).isEqualTo(key);
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.Disabled());
  }

  @Test
  void a_key_that_waits_for_its_deletion_neither_generates_nor_unwraps() {
    CustodianKeyId key = custodian().create(COHORT);
    Opaque wrapped = wrapped(key);
    Instant before = now();
    Instant at = custodian().scheduleDeletion(key, 7);
    assertThat(at)
        .isAfterOrEqualTo(before.plusSeconds(7 * 86_400L))
        .isBefore(before.plusSeconds(8 * 86_400L));
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.PendingDeletion(at));
    assertUnusable(key, wrapped);
  }

  @Test
  void a_disabled_key_can_be_scheduled_for_deletion() {
    CustodianKeyId key = custodian().create(COHORT);
    custodian().disable(key);
    assertThat(custodian().scheduleDeletion(key, 30)).isAfter(now().plusSeconds(29 * 86_400L));
  }

  @Test
  void scheduling_a_deletion_again_changes_nothing() {
    CustodianKeyId key = custodian().create(COHORT);
    Instant at = custodian().scheduleDeletion(key, 7);
    daysPass(1);
    assertThat(custodian().scheduleDeletion(key, 30)).isEqualTo(at);
    custodian().disable(key);
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.PendingDeletion(at));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 6, 31})
  void a_deletion_waits_7_to_30_days(int days) {
    CustodianKeyId key = custodian().create(COHORT);
    assertThatThrownBy(() -> custodian().scheduleDeletion(key, days))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.Enabled());
  }

  @Test
  void a_key_is_gone_for_good_when_its_deletion_was_due() {
    CustodianKeyId key = custodian().create(COHORT);
    CustodianKeyId other = custodian().create(OTHER);
    Opaque wrapped = wrapped(key);
    custodian().scheduleDeletion(key, 7);
    daysPass(6);
    assertThat(custodian().state(key)).isInstanceOf(KeyCustodian.State.PendingDeletion.class);
    daysPass(2);
    assertThat(custodian().state(key)).isEqualTo(new KeyCustodian.State.Destroyed());
    assertUnusable(key, wrapped);
    assertThat(custodian().state(other)).isEqualTo(new KeyCustodian.State.Enabled());
  }

  @Test
  void a_trouble_shows_neither_context_nor_key() {
    CustodianKeyId key = custodian().create(COHORT);
    Opaque wrapped = wrapped(key);
    assertThatThrownBy(() -> custodian().unwrap(key, wrapped, Map.of("seller", "SECRET-ID")))
        .hasMessageNotContaining("SECRET-ID");
    try (KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT)) {
      assertThat(fresh.toString()).isEqualTo("DataKey[withheld]");
    }
  }

  private Opaque wrapped(CustodianKeyId key) {
    try (KeyCustodian.DataKey fresh = custodian().generate(key, CONTEXT)) {
      return fresh.wrapped();
    }
  }

  private void assertUnusable(CustodianKeyId key, Opaque wrapped) {
    assertThatThrownBy(() -> custodian().generate(key, CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
    assertThatThrownBy(() -> custodian().unwrap(key, wrapped, CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
  }
}
