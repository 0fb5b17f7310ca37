package org.lockkeeper.integration.postgres.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.orders.OrderBuilder.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Deliveries;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBuilder;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.SalesChannel;

class OrdersStorageTest {

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final ConnectionId annasShop = new ConnectionId(UUID.randomUUID());
  private final ConnectionId bertsShop = new ConnectionId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();
  private PostgresOrders orders = new PostgresOrders(transactions.tenancy());

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, annasShop.value());
    transactions.seller(bert, bertsShop.value());
  }

  private void behind(Wall wall) {
    transactions = wall.transactions();
    orders = new PostgresOrders(transactions.tenancy());
  }

  private OrderBuilder order(String number) {
    return OrderBuilder.anOrder()
        .id(new OrderId(UUID.randomUUID()))
        .of(anna, annasShop)
        .number(number);
  }

  private Order stored(OrderBuilder builder) {
    Order order = builder.build();
    transactions.run(() -> orders.add(order));
    return order;
  }

  private Order.Snapshot read(OrderId id) {
    return transactions.in(() -> orders.find(anna, id)).orElseThrow().snapshot();
  }

  private static UnaryOperator<OrderBuilder> to(String state) {
    Instant at = NOON.plusSeconds(60);
    return switch (state) {
      case "RECEIVED" -> b -> b;
      case "WITHHELD" -> b -> b.with(new Recipient.Withheld());
      case "TROUBLED" -> b -> b.setAside(ExceptionClass.NO_FBA_STOCK, at);
      case "PLACING" -> b -> b.placing(at);
      case "ROUTED" -> b -> b.routed(at);
      case "SHIPPED" -> b -> b.shipped(at);
      case "REPORTED" -> b -> b.shipped(at).then(o -> o.parcelReported(1, at));
      case "DELIVERED" -> b -> b.delivered(at);
      case "LOST" -> b -> b.lost(at);
      case "CANCELLED" -> b -> b.cancelled(at);
      default -> throw new IllegalArgumentException(state);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RECEIVED",
        "WITHHELD",
        "TROUBLED",
        "PLACING",
        "ROUTED",
        "SHIPPED",
        "REPORTED",
        "DELIVERED",
        "LOST",
        "CANCELLED"
      })
  void an_order_comes_back_as_it_went_added_or_saved(String state) {
    Order added = stored(to(state).apply(order("1001")));
    assertThat(read(added.id())).isEqualTo(added.snapshot());

    OrderId id = new OrderId(UUID.randomUUID());
    stored(order("1002").id(id));
    Order saved = to(state).apply(order("1002").id(id)).build();
    transactions.run(() -> orders.save(saved));
    Order.Snapshot back = read(id);
    assertThat(back.progress()).isEqualTo(saved.progress());
    assertThat(back.trouble()).isEqualTo(saved.trouble());
    assertThat(back.parcels()).isEqualTo(saved.snapshot().parcels());
    assertThat(back.lines()).isEqualTo(saved.snapshot().lines());
  }

  @Test
  void a_recipient_sealed_anew_replaces_the_one_before() {
    Order order = stored(order("1001"));
    transactions.run(
        () -> {
          Order found = orders.findForUpdate(anna, order.id()).orElseThrow();
          found.channelSays(
              Ada.order("1001", NOON.plusSeconds(1)), Optional.of(OrderBuilder.sealedAda(2)), NOON);
          orders.save(found);
        });
    assertThat(read(order.id()).recipient()).isEqualTo(OrderBuilder.sealedAda(2));
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void an_order_of_another_seller_is_found_by_no_way(Wall wall) {
    behind(wall);
    Order order = stored(order("1001"));
    ChannelOrderId number = new ChannelOrderId(Ada.SHOP, "1001");
    PostgresOrderBoard board = new PostgresOrderBoard(transactions.tenancy());
    transactions.run(
        () -> {
          assertThat(orders.find(bert, order.id())).isEmpty();
          assertThat(orders.findForUpdate(bert, order.id())).isEmpty();
          assertThat(orders.findForUpdate(bert, number)).isEmpty();
          assertThat(orders.recipients(bert, List.of(order.id()))).isEmpty();
          assertThat(board.withIds(bert, Set.of(order.id()))).isEmpty();
          assertThat(board.page(bert, OrderBoard.Filter.ALL, OrderBoard.Sort.LABEL, false, 0, 100))
              .isEmpty();
          assertThat(board.count(bert, OrderBoard.Filter.ALL)).isZero();
          assertThat(board.count(bert, text("100"))).isZero();
          assertThat(board.today(bert, NOON.plusSeconds(1), Duration.ofHours(1)).receivedLastDay())
              .isZero();
          assertThat(board.perHour(bert, NOON, 2)).allMatch(hour -> hour.count() == 0);
          assertThat(orders.isErased(bert, number)).isFalse();
        });
    Order.Snapshot before = read(order.id());
    Order forged = order("1001").id(order.id()).of(bert, bertsShop).delivered(NOON).build();
    assertThatThrownBy(() -> transactions.run(() -> orders.save(forged)))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23503");
    assertThat(read(order.id())).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void erasing_leaves_nothing_of_the_buyer_and_touches_no_other_seller(Wall wall) {
    behind(wall);
    Order order = stored(order("1001").delivered(NOON));
    Order other = stored(order("1002"));
    RecipientEraser eraser = new RecipientEraser(transactions.tenancy());
    List<OrderId> both = List.of(order.id(), new OrderId(UUID.randomUUID()));

    transactions.run(
        () -> {
          assertThat(eraser.eraseBuyers(bert, both, NOON)).isZero();
          assertThat(eraser.held(bert, both)).isZero();
        });
    transactions.run(
        () -> {
          assertThat(eraser.held(anna, both)).isEqualTo(1);
          assertThat(eraser.eraseBuyers(anna, both, NOON)).isEqualTo(1);
          assertThat(eraser.held(anna, both)).isZero();
          assertThat(eraser.eraseBuyers(anna, both, NOON.plusSeconds(9))).isZero();
        });
    assertThat(read(order.id()).recipient()).isEqualTo(new Recipient.Stripped(NOON));
    assertThat(read(order.id()).progress()).isEqualTo(order.progress());
    assertThat(read(order.id()).lines()).isEqualTo(order.snapshot().lines());
    assertThat(read(other.id()).recipient()).isInstanceOf(Recipient.Sealed.class);
    transactions.run(
        () -> {
          assertThat(orders.isErased(anna, order.snapshot().channelOrder())).isTrue();
          assertThat(orders.isErased(anna, other.snapshot().channelOrder())).isFalse();
        });
  }

  @Test
  void what_the_channel_waits_for_and_what_is_in_a_parcel_is_kept() {
    Parcel parcel =
        new Parcel(
            1,
            Optional.empty(),
            Optional.of("TBA001"),
            Parcel.Status.IN_TRANSIT,
            Optional.empty(),
            Optional.empty(),
            Map.of("MUG-RED", 2, "TEA", 1));
    Order order = stored(order("1001").routed(NOON));
    transactions.run(
        () -> {
          Order found = orders.findForUpdate(anna, order.id()).orElseThrow();
          found.parcelsAre(List.of(parcel), false, NOON);
          found.cancelRequested(Optional.of(NOON.plusSeconds(60)), NOON);
          orders.save(found);
        });
    assertThat(read(order.id()).parcels()).containsExactly(parcel);
    assertThat(read(order.id()).trouble().orElseThrow().deadline()).contains(NOON.plusSeconds(60));
  }

  @Test
  void saving_what_was_read_before_the_strip_does_not_bring_the_buyer_back() {
    Order order = stored(order("1001"));
    RecipientEraser eraser = new RecipientEraser(transactions.tenancy());
    transactions.run(() -> eraser.eraseBuyers(anna, List.of(order.id()), NOON));
    order.channelSays(
        Ada.order("1001", NOON.plusSeconds(1)), Optional.of(OrderBuilder.sealedAda(2)), NOON);
    transactions.run(() -> orders.save(order));
    assertThat(read(order.id()).recipient()).isEqualTo(new Recipient.Stripped(NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sealed_name", "sealed_address", "sealed_phone", "sealed_email", "sealed_masked"})
  void an_erased_buyer_cannot_come_back_whoever_writes(String column) {
    stored(order("1001").with(new Recipient.Withheld()));
    transactions.run(() -> orders.neverTake(anna, new ChannelOrderId(Ada.SHOP, "1001"), NOON));
    assertThatThrownBy(
            () ->
                transactions.run(
                    () ->
                        transactions
                            .tenancy()
                            .as(anna)
                            .run(
                                "update orders.sales_order set "
                                    + column
                                    + " = ? where channel_number = '1001'",
                                new byte[] {1})))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23000");
  }

  @Test
  void an_order_whose_buyer_is_erased_is_not_taken_in_with_one() {
    ChannelOrderId gone = new ChannelOrderId(Ada.SHOP, "1001");
    transactions.run(() -> orders.neverTake(anna, gone, NOON));
    assertThatThrownBy(() -> stored(order("1001")))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23000");
    transactions.run(() -> orders.neverTake(anna, gone, NOON));
  }

  @Test
  void one_number_of_a_channel_is_one_order() {
    stored(order("1001"));
    assertThatThrownBy(() -> stored(order("1001")))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23505");
  }

  @Test
  void deliveries_about_the_same_order_wait_for_each_other() {
    ChannelOrderId number = new ChannelOrderId(Ada.SHOP, "1001");
    try (Transactions node = TestDatabase.anotherNode()) {
      PostgresOrders there = new PostgresOrders(node.tenancy());
      transactions.run(
          () -> {
            orders.serialize(anna, number);
            assertThatThrownBy(
                    () ->
                        node.run(
                            () -> {
                              node.tenancy().as(anna).run("set local lock_timeout = 20");
                              there.serialize(anna, number);
                            }))
                .isInstanceOf(StorageTrouble.class)
                .hasMessage("SQLSTATE 55P03");
            node.run(() -> there.serialize(anna, new ChannelOrderId(Ada.SHOP, "1002")));
            node.run(() -> there.serialize(bert, number));
          });
      node.run(() -> there.serialize(anna, number));
    }
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_delivery_is_noted_once_for_each_seller(Wall wall) {
    behind(wall);
    PostgresDeliveries deliveries = new PostgresDeliveries(transactions.tenancy());
    SalesChannel.Head head = new SalesChannel.Head("d-1", "orders/create", "ada.myshopify.com");
    Deliveries.Unreadable unreadable =
        new Deliveries.Unreadable(
            Ada.SHOP, annasShop, "d-1", "orders/create", "no updated_at", NOON);
    transactions.run(
        () -> {
          assertThat(deliveries.note(anna, Ada.SHOP, head, NOON)).isTrue();
          assertThat(deliveries.note(anna, Ada.SHOP, head, NOON)).isFalse();
          deliveries.noteUnreadable(anna, unreadable);
          deliveries.noteUnreadable(anna, unreadable);
          assertThat(deliveries.comparedUpTo(anna, annasShop)).isEmpty();
          deliveries.compared(anna, annasShop, NOON);
          deliveries.compared(anna, annasShop, NOON.plusSeconds(1));
        });
    transactions.run(
        () -> {
          assertThat(deliveries.note(bert, Ada.SHOP, head, NOON)).isTrue();
          assertThat(deliveries.unreadable(bert, 10)).isEmpty();
          assertThat(deliveries.comparedUpTo(bert, annasShop)).isEmpty();
        });
    transactions.run(
        () -> {
          assertThat(deliveries.unreadable(anna, 10)).containsExactly(unreadable);
          assertThat(deliveries.comparedUpTo(anna, annasShop)).contains(NOON.plusSeconds(1));
        });
  }

  private static OrderBoard.Filter text(String text) {
    return new OrderBoard.Filter(
        Optional.of(text),
        Set.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest(name = "\"{0}\" finds {1}")
  @CsvSource({
    "1001, 1",
    "'#100', 2",
    "100, 2",
    "TBA001, 1",
    "%, 0",
    "_001, 0",
    "' 1001 ', 1",
    "ada, 0",
    "x' or '1'='1, 0"
  })
  void a_list_is_searched_by_what_is_no_persons(String text, int found) {
    stored(order("1001"));
    stored(order("1002").shipped(NOON));
    PostgresOrderBoard board = new PostgresOrderBoard(transactions.tenancy());
    assertThat(transactions.in(() -> board.count(anna, text(text)))).isEqualTo(found);
    assertThat(
            transactions.in(
                () -> board.page(anna, text(text), OrderBoard.Sort.PLACED, true, 0, 10)))
        .hasSize(found);
  }

  @Test
  void what_is_being_placed_still_counts_as_received() {
    stored(order("1001"));
    stored(order("1002").placing(NOON));
    stored(order("1003").routed(NOON).setAside(ExceptionClass.AMAZON_5XX, NOON));
    stored(order("1004").delivered(NOON));
    PostgresOrderBoard board = new PostgresOrderBoard(transactions.tenancy());
    OrderBoard.Filter received =
        new OrderBoard.Filter(
            Optional.empty(),
            Set.of(OrderBoard.Status.RECEIVED),
            Optional.of(Ada.SHOP),
            false,
            Optional.empty(),
            Optional.of(false),
            Optional.of(NOON));
    transactions.run(
        () -> {
          assertThat(board.count(anna, received)).isEqualTo(2);
          OrderBoard.Today today =
              board.today(anna, NOON.plus(Duration.ofHours(2)), Duration.ofHours(1));
          assertThat(today.receivedLastDay()).isEqualTo(4);
          assertThat(today.waiting()).isEqualTo(2);
          assertThat(today.late()).isEqualTo(3);
          assertThat(today.troubled()).isEqualTo(1);
          assertThat(today.byCause()).containsOnlyKeys(ExceptionClass.AMAZON_5XX);
          assertThat(board.perHour(anna, NOON, 2))
              .containsExactly(
                  new OrderBoard.HourCount(NOON, 4),
                  new OrderBoard.HourCount(NOON.plus(Duration.ofHours(1)), 0));
        });
  }
}
