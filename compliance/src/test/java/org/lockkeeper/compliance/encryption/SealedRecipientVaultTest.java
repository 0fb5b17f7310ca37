package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault.NotAuthentic;
import org.lockkeeper.orders.RecipientVault.SealingUnavailable;

class SealedRecipientVaultTest {

  private final SealingWorld world = new SealingWorld();

  @Test
  void a_recipient_opens_as_it_was_sealed() {
    OrderId order = world.receive(SELLER, ada());
    assertThat(open(SELLER, order, world.stored(order))).isEqualTo(ada());
    assertThat(world.vault.masked(SELLER, order, world.stored(order))).isEqualTo(ada().masked());
  }

  @Test
  void an_absent_part_and_an_empty_one_stay_what_they_are() {
    RecipientDetails bare =
        new RecipientDetails(
            "",
            Optional.of(""),
            List.of(),
            Optional.empty(),
            Optional.of(""),
            Optional.empty(),
            "HK",
            Optional.empty(),
            Optional.empty());
    OrderId order = world.receive(SELLER, bare);
    assertThat(open(SELLER, order, world.stored(order))).isEqualTo(bare);
  }

  @Test
  void nothing_that_is_stored_shows_who_the_buyer_is() {
    OrderId order = world.receive(SELLER, ada());
    open(SELLER, order, world.stored(order));
    world.finder().of(SELLER, new Search.ByEmail("ada.lovelace@example.org"));
    world.inTransaction(
        () -> {
          world
              .keyCare()
              .toExpiry(
                  SELLER, order, world.stored(order), SealingWorld.START.plusSeconds(90 * 86_400));
          return order;
        });
    assertThat(world.allStored()).doesNotContain(SealingWorld.adasTraces());
  }

  @Test
  void nothing_on_the_way_prints_who_the_buyer_is() {
    OrderId order = world.receive(SELLER, ada());
    assertThat(
            ""
                + ada()
                + world.stored(order)
                + new Search.ByEmail("Ada")
                + new Search.ByName("Ada", "B")
                + new Search.ByPhone("Ada", "US"))
        .doesNotContain(SealingWorld.adasTraces());
  }

  @Test
  void a_recipient_of_another_order_does_not_open_here() {
    OrderId mine = world.receive(SELLER, ada());
    OrderId other = world.receive(SELLER, ada());
    assertTampered(SELLER, mine, world.stored(other), "name");
  }

  @Test
  @Tag("ASVS-V11.3.3")
  void a_recipient_of_another_seller_does_not_open_here() {
    OrderId mine = world.receive(SELLER, ada());
    OrderId theirs = world.receive(OTHER_SELLER, ada());
    assertTampered(SELLER, mine, world.stored(theirs), "name");
    assertTampered(OTHER_SELLER, mine, world.stored(mine), "key");
  }

  @Test
  void an_order_key_copied_to_another_seller_does_not_unwrap_there() {
    OrderId mine = world.receive(SELLER, ada());
    world.receive(OTHER_SELLER, ada());
    OrderKeys.Row row = world.orderKeys.find(SELLER, mine).orElseThrow();
    SellerKeys.Row theirs = world.sellerKeys.find(OTHER_SELLER, row.cohort()).orElseThrow();
    world.orderKeys.put(
        new OrderKeys.Row(
            OTHER_SELLER,
            mine,
            row.cohort(),
            theirs.id(),
            row.wrapped(),
            row.commitment(),
            row.keyVersion(),
            row.revision()));
    assertTampered(OTHER_SELLER, mine, world.stored(mine), "key");
  }

  @Test
  void a_seller_key_copied_to_another_seller_does_not_unwrap_there() {
    OrderId mine = world.receive(SELLER, ada());
    OrderId theirs = world.receive(OTHER_SELLER, ada());
    SellerKeys.Row from =
        world.sellerKeys.find(SELLER, Cohort.provisional(SealingWorld.START)).orElseThrow();
    world.sellerKeys.put(
        new SellerKeys.Row(OTHER_SELLER, from.cohort(), from.id(), from.wrapped(), 0));
    world.restart();
    assertTampered(OTHER_SELLER, theirs, world.stored(theirs), "key");
    assertThat(open(SELLER, mine, world.stored(mine))).isEqualTo(ada());
  }

  @Test
  @Tag("ASVS-V11.3.3")
  void fields_of_one_order_cannot_change_places() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed s = world.stored(order);
    Recipient.Sealed swapped =
        new Recipient.Sealed(s.version(), s.name(), s.address(), s.email(), s.phone(), s.masked());
    assertTampered(SELLER, order, swapped, "phone");
    assertTampered(
        SELLER,
        order,
        new Recipient.Sealed(s.version(), s.masked(), s.address(), s.phone(), s.email(), s.name()),
        "name");
  }

  @Test
  void an_older_field_put_back_does_not_open() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed old = world.stored(order);
    Recipient.Sealed now = world.write(SELLER, order, 2, ada());
    assertThat(open(SELLER, order, now)).isEqualTo(ada());
    assertTampered(
        SELLER,
        order,
        new Recipient.Sealed(2, now.name(), old.address(), now.phone(), now.email(), now.masked()),
        "address");
  }

  @Test
  void an_older_row_put_back_whole_shows_in_its_fingerprints() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed old = world.stored(order);
    world.write(SELLER, order, 2, ada());
    Map<String, String> last = world.auditOf("recipient.sealed").getLast().facts();
    assertThat(world.fingerprints(SELLER, order, world.stored(order))).isEqualTo(last);
    assertThat(world.fingerprints(SELLER, order, old)).isNotEqualTo(last);
  }

  @Test
  void what_is_sealed_in_one_environment_does_not_open_in_another() {
    OrderId order = world.receive(SELLER, ada());
    RecipientEnvelope elsewhere =
        new RecipientEnvelope(
            world.orderKeys,
            world.ring,
            world.audit,
            world.actor,
            new SealingSettings("production", world.settings.cacheSpan()),
            world.random);
    try (OrderKey key = elsewhere.keyOf(SELLER, order)) {
      assertThatThrownBy(() -> elsewhere.open(key, world.stored(order)))
          .isInstanceOf(NotAuthentic.class);
    }
  }

  @Test
  void a_recipient_whose_key_is_erased_opens_nowhere() {
    OrderId order = world.receive(SELLER, ada());
    Recipient.Sealed kept = world.stored(order);
    world.strip(SELLER, order);
    assertTampered(SELLER, order, kept, "key");
    assertThat(world.allTokens()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FULFILMENT", "CUSTOMER_SERVICE", "LOOK_UP"})
  void an_opening_is_in_the_audit_log_before_anybody_has_the_text(Purpose purpose) {
    OrderId order = world.receive(SELLER, ada());
    world.vault.open(SELLER, order, world.stored(order), purpose);
    AuditEntry entry = world.auditOf("recipient.opened").getFirst();
    assertThat(entry.object()).isEqualTo("order:" + order);
    assertThat(entry.facts())
        .isEqualTo(Map.of("purpose", purpose.name(), "fields", "name,address,phone,email"));
    world.auditFails = true;
    assertThatThrownBy(() -> world.vault.open(SELLER, order, world.stored(order), purpose))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void key_care_and_the_masked_form_are_not_audited_one_by_one() {
    OrderId order = world.receive(SELLER, ada());
    world.vault.open(SELLER, order, world.stored(order), Purpose.KEY_CARE);
    world.vault.masked(SELLER, order, world.stored(order));
    assertThat(world.auditOf("recipient.opened")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MASKED_VIEW", "WEBHOOK_CHECK", "API_CALL", "BREAK_GLASS"})
  void other_purposes_are_no_reason_to_open_a_recipient(Purpose purpose) {
    OrderId order = world.receive(SELLER, ada());
    assertThatThrownBy(() -> world.vault.open(SELLER, order, world.stored(order), purpose))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_seal_leaves_fingerprints_that_cannot_be_joined_across_sellers() {
    OrderId order = world.receive(SELLER, ada());
    world.receive(OTHER_SELLER, ada());
    AuditEntry mine = world.auditOf("recipient.sealed").getFirst();
    assertThat(mine.object()).isEqualTo("order:" + order);
    assertThat(mine.facts())
        .containsOnlyKeys(
            "version", "cohort", "seller-key", "name", "address", "phone", "email", "masked");
    assertThat(mine.facts().get("name")).matches("[0-9a-f]{64}");
    SellerKey theirs = world.ring.toSeal(OTHER_SELLER, Cohort.provisional(SealingWorld.START));
    assertThat(theirs.fingerprint(world.stored(order).name().bytes()))
        .isNotEqualTo(mine.facts().get("name"));
  }

  @Test
  void a_seal_that_is_refused_has_left_nothing() {
    world.custodian.weather = FakeKeyCustodian.Weather.DOWN;
    assertThatThrownBy(() -> world.receive(SELLER, ada())).isInstanceOf(SealingUnavailable.class);
    assertThat(world.isEmpty()).isTrue();
  }

  @Test
  void a_seal_that_is_killed_at_any_write_leaves_no_order_and_the_next_one_works() {
    for (int writes = 0; writes < 5; writes++) {
      SealingWorld fresh = new SealingWorld();
      fresh.writesUntilKilled = writes;
      assertThatThrownBy(() -> fresh.receive(SELLER, ada()))
          .isInstanceOf(SealingWorld.Killed.class);
      assertThat(fresh.allTokens()).isEmpty();
      fresh.writesUntilKilled = -1;
      fresh.restart();
      OrderId order = fresh.receive(SELLER, ada());
      assertThat(fresh.vault.open(SELLER, order, fresh.stored(order), Purpose.KEY_CARE))
          .isEqualTo(ada());
    }
  }

  @Test
  void a_thousand_orders_of_one_week_cost_two_calls_of_the_custodian() {
    for (int i = 0; i < 1000; i++) {
      OrderId order = world.receive(SELLER, ada());
      open(SELLER, order, world.stored(order));
    }
    // The cohort's key, the seller's key; and none for any order.
    assertThat(world.custodian.calls).hasValue(2);
  }

  private RecipientDetails open(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    return world.vault.open(seller, order, sealed, Purpose.FULFILMENT);
  }

  private void assertTampered(
      SellerId seller, OrderId order, Recipient.Sealed sealed, String field) {
    int before = world.auditOf("recipient.tampered").size();
    int opened = world.auditOf("recipient.opened").size();
    assertThatThrownBy(() -> open(seller, order, sealed)).isInstanceOf(NotAuthentic.class);
    List<AuditEntry> alarms = world.auditOf("recipient.tampered");
    assertThat(alarms).hasSize(before + 1);
    assertThat(alarms.getLast().facts()).isEqualTo(Map.of("field", field));
    assertThat(alarms.getLast().object()).isEqualTo("order:" + order);
    assertThat(world.auditOf("recipient.opened")).hasSize(opened);
  }

  @Test
  void the_same_text_is_never_sealed_to_the_same_bytes() {
    OrderId order = world.receive(SELLER, ada());
    Ciphertext first = world.stored(order).name();
    assertThat(world.write(SELLER, order, 1, ada()).name()).isNotEqualTo(first);
  }
}
