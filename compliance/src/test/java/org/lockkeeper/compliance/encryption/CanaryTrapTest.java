package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/** Every door to a buyer asks the trap first. */
class CanaryTrapTest {

  private final SealingWorld world = new SealingWorld();
  private final OrderId real = world.receive(SELLER, ada());
  private final OrderId canary = world.receive(SELLER, nobody());

  private static RecipientDetails nobody() {
    return new RecipientDetails(
        "Imogen Quillfort",
        Optional.empty(),
        List.of("17 Alder Lane"),
        Optional.of("Omaha"),
        Optional.of("NE"),
        Optional.of("68102"),
        "US",
        Optional.empty(),
        Optional.of("imogen.quillfort481@example.net"));
  }

  private void planted() {
    world.canaries.add(canary);
  }

  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"FULFILMENT", "CUSTOMER_SERVICE", "DATA_REQUEST", "LOOK_UP"})
  void a_canary_opens_for_no_work_and_springs_the_trap(Purpose purpose) {
    planted();
    assertThatThrownBy(() -> world.vault.open(SELLER, canary, world.stored(canary), purpose))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThat(world.sprung).containsExactly("open:" + purpose);
    assertThat(world.auditOf("recipient.opened")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Purpose.class,
      names = {"KEY_CARE", "CANARY_TEST"})
  void its_keys_are_cared_for_and_the_trap_is_tried_without_a_trip(Purpose purpose) {
    planted();
    assertThat(world.vault.open(SELLER, canary, world.stored(canary), purpose).name())
        .isEqualTo("Imogen Quillfort");
    assertThat(world.sprung).isEmpty();
  }

  @Test
  void its_masked_form_and_its_fields_are_not_told() {
    planted();
    OpenField open = new OpenField(world.envelope, world.trap, world.audit, world.actor);
    assertThatThrownBy(() -> world.vault.masked(SELLER, canary, world.stored(canary)))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThatThrownBy(
            () -> open.of(SELLER, canary, world.stored(canary), BuyerField.ADDRESS, Map.of()))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThat(world.sprung).containsExactly("masked", "reveal:ADDRESS");
    assertThat(world.auditOf("recipient.revealed")).isEmpty();
  }

  @Test
  void who_looks_for_it_finds_nothing_and_springs_the_trap() {
    planted();
    assertThat(
            world
                .finder()
                .of(SELLER, new Search.ByEmail("imogen.quillfort481@example.net"))
                .orders())
        .isEmpty();
    assertThat(world.finder().of(SELLER, new Search.ByName("quillfort", "68102")).orders())
        .isEmpty();
    assertThatThrownBy(() -> world.finder().sameBuyer(SELLER, canary, world.stored(canary)))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThat(world.sprung).containsExactly("look-up:email", "look-up:name", "same-buyer");
  }

  @Test
  void who_looks_for_somebody_else_springs_nothing_and_the_log_does_not_name_the_canary() {
    planted();
    // A new seller has one token for all, so the canary is a candidate of every search.
    assertThat(world.finder().of(SELLER, new Search.ByEmail("ada.lovelace@example.org")).orders())
        .containsExactly(real);
    assertThat(world.auditOf("recipient.looked-up").getFirst().facts().get("candidates"))
        .isEqualTo(real.toString());
    assertThat(world.sprung).isEmpty();
  }
}
