package org.lockkeeper.compliance.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.RightsWorld.OTHER;
import static org.lockkeeper.compliance.encryption.RightsWorld.SELLER;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.encryption.RightsWorld;
import org.lockkeeper.compliance.rights.FindBuyersOrders.Answer;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.BuyerContact;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.RecipientVault;

class FindBuyersOrdersTest {

  private final RightsWorld world = new RightsWorld();
  private final Shelf shelf = new Shelf();

  private OrderId order(SellerId seller, String label) {
    OrderId id = world.receive(seller, RightsWorld.ada());
    shelf.put(seller, id, label, "Mug", world.stored(id));
    return id;
  }

  private Answer ask(String said) {
    return new FindBuyersOrders(shelf, world.finder()).of(SELLER, said, "US");
  }

  private static List<OrderId> found(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found) answer).orders().stream().map(Order.Snapshot::id).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ada.lovelace@EXAMPLE.org ", "208 555 0143", "+1 (208) 555-0143"})
  void an_address_or_a_phone_number_finds_every_order_of_the_buyer_newest_first(String said) {
    OrderId first = order(SELLER, "#1001");
    OrderId second = order(SELLER, "#1002");
    order(OTHER, "#1003");
    assertThat(found(ask(said))).containsExactly(second, first);
    assertThat(world.told("recipient.opened"))
        .hasSize(2)
        .allMatch(entry -> entry.contains("purpose=LOOK_UP"));
  }

  @Test
  void a_number_finds_that_order_and_none_that_only_begins_like_it_and_opens_nobody() {
    OrderId one = order(SELLER, "#1001");
    order(SELLER, "#10012");
    assertThat(found(ask("1001"))).containsExactly(one);
    assertThat(found(ask("#1001"))).containsExactly(one);
    assertThat(found(ask("580"))).containsExactly(one);
    assertThat(ask("100")).isInstanceOf(Answer.Nothing.class);
    assertThat(world.told("recipient.looked-up")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "12", "#12", "ada@", "@example.org", "ada@example"})
  void what_would_meet_others_too_is_not_looked_up(String said) {
    order(SELLER, "#12");
    assertThat(ask(said)).isInstanceOf(Answer.TooShort.class);
    assertThat(world.told("recipient.looked-up")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ADA.lovelace@example.org,",
    ",+12085550143",
    "ada.lovelace@example.org,+12085550143"
  })
  void a_channel_that_names_only_the_buyer_means_all_orders_of_that_buyer_at_that_seller(
      @Nullable String email, @Nullable String phone) {
    OrderId first = order(SELLER, "#1001");
    OrderId second = order(SELLER, "#1002");
    order(OTHER, "#1003");
    OrderId gone = order(SELLER, "#1004");
    shelf.strip(gone, Shelf.NOON);
    BuyerContact buyer = new BuyerContact(Optional.ofNullable(email), Optional.ofNullable(phone));
    assertThat(new FindBuyersOrders(shelf, world.finder()).of(SELLER, buyer))
        .extracting(Order.Snapshot::id)
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void a_channel_that_names_nobody_means_nobody() {
    order(SELLER, "#1001");
    FindBuyersOrders find = new FindBuyersOrders(shelf, world.finder());
    assertThat(find.of(SELLER, BuyerContact.NONE)).isEmpty();
    assertThat(find.of(SELLER, new BuyerContact(Optional.of("eve@example.org"), Optional.empty())))
        .isEmpty();
    world.keysAreGone();
    assertThatThrownBy(
            () ->
                new FindBuyersOrders(shelf, world.finder())
                    .of(SELLER, new BuyerContact(Optional.of("eve@example.org"), Optional.empty())))
        .isInstanceOf(RecipientVault.SealingUnavailable.class);
  }

  @Test
  void a_name_is_no_way_to_find_one_buyer() {
    order(SELLER, "#1001");
    assertThat(ask("Ada Lovelace, 83702-1234")).isInstanceOf(Answer.Nothing.class);
  }

  @Test
  void an_order_whose_buyer_has_gone_is_said_to_be_so() {
    OrderId gone = order(SELLER, "#1001");
    shelf.strip(gone, Shelf.NOON);
    assertThat(ask("1001")).isInstanceOf(Answer.Stripped.class);
    assertThat(ask("nobody@example.org")).isInstanceOf(Answer.Nothing.class);
  }

  @Test
  void while_no_key_can_be_had_nothing_is_said_rather_than_something_wrong() {
    order(SELLER, "#1001");
    world.keysAreGone();
    assertThatThrownBy(() -> ask("ada.lovelace@example.org"))
        .isInstanceOf(RecipientVault.SealingUnavailable.class);
    assertThat(found(ask("1001"))).hasSize(1);
  }
}
