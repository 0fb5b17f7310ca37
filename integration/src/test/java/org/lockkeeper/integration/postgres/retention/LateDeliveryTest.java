package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.AcceptDelivery;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelEvent;
import org.lockkeeper.orders.ChannelOrder;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Comparison;
import org.lockkeeper.orders.Deliveries;
import org.lockkeeper.orders.FakeNetwork;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.ReceiveOrder;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RetryOrder;
import org.lockkeeper.orders.RoutingSettings;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannels;
import org.lockkeeper.orders.SyncOrder;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.ErasureVerified;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.Trigger;

/**
 * What comes from a channel while a deletion case erases, and after it, on the real schema: nobody
 * who was erased comes back, whichever channel speaks and however it does.
 */
class LateDeliveryTest {

  private final RunDeletionCaseTest ground = new RunDeletionCaseTest();
  private final List<String> refused = new ArrayList<>();
  private int delivery;

  @BeforeEach
  void two_sellers() {
    ground.two_sellers();
  }

  /** A channel that still has everything, buyers included. */
  private static final class Shop implements SalesChannel, SalesChannels {
    private final ChannelName name;
    private ChannelEvent event = new ChannelEvent.Irrelevant();
    private String id = "";

    Shop(String name) {
      this.name = new ChannelName(name);
    }

    @Override
    public Optional<SalesChannel> named(ChannelName asked) {
      return asked.equals(name) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public ChannelName name() {
      return name;
    }

    @Override
    public boolean isAuthentic(ChannelDelivery delivery) {
      return true;
    }

    @Override
    public Head head(ChannelDelivery delivery) {
      return new Head(id, "orders/updated", "account");
    }

    @Override
    public ChannelEvent read(ChannelDelivery delivery) {
      return event;
    }

    @Override
    public Optional<ChannelOrder> fetch(
        SellerId seller, ConnectionId connection, ChannelOrderId order) {
      return Optional.of(told(order.number(), Optional.of(Ada.LOVELACE)));
    }

    ChannelOrder told(String number, Optional<RecipientDetails> recipient) {
      ChannelOrder hers =
          Ada.order(
              number,
              RunDeletionCaseTest.NOON.plus(Duration.ofDays(1)),
              ChannelOrder.Standing.OPEN,
              recipient);
      return new ChannelOrder(
          new ChannelOrderId(name, number),
          hers.label(),
          hers.placedAt(),
          hers.version(),
          hers.standing(),
          hers.speed(),
          hers.lines(),
          hers.recipient());
    }

    @Override
    public List<Changed> changedSince(
        SellerId seller, ConnectionId connection, Instant since, int limit) {
      return List.of();
    }

    @Override
    public Report reportParcel(
        SellerId seller, ConnectionId connection, ChannelOrderId order, Parcel parcel) {
      throw new UnsupportedOperationException();
    }
  }

  private UUID connection(Shop shop) {
    return shop.name.value().equals("shopify") ? ground.shop : ground.other;
  }

  private OrderId order(Shop shop, String status) {
    OrderId id = ground.order(connection(shop), status, true);
    ground.sql(
        "update orders.sales_order set channel = ? where seller_id = ? and id = ?",
        shop.name.value(),
        ground.anna.value(),
        id.value());
    return id;
  }

  private Orders orders() {
    return ground.make("orders.PostgresOrders", Orders.class);
  }

  private ReceiveOrder receive() {
    return new ReceiveOrder(
        orders(),
        new NoVault(),
        ground.announced::add,
        ground.errands,
        new Ids(ground.clock, new SecureRandom()),
        ground.clock);
  }

  /** One webhook, and all that it asks to be done. */
  private void comes(Shop shop, ChannelEvent event) {
    shop.event = event;
    shop.id = "late-" + ++delivery;
    ground.asked.clear();
    ground.transactions.run(
        () ->
            new AcceptDelivery(
                    shop,
                    ground.make("orders.PostgresDeliveries", Deliveries.class),
                    receive(),
                    ground.errands,
                    ground.clock)
                .accept(
                    ground.anna,
                    new ConnectionId(connection(shop)),
                    shop.name,
                    "account",
                    new ChannelDelivery(Map.of(), new byte[0])));
    for (Errand errand : List.copyOf(ground.asked)) {
      if (errand.kind().equals("sync-order")) {
        sync(shop, errand);
      }
    }
  }

  private void sync(Shop shop, Errand errand) {
    SyncOrder sync =
        new SyncOrder(
            ground.change(),
            receive(),
            shop,
            new FakeNetwork(),
            new RoutingSettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
            new RetryOrder(orders(), ground.errands));
    ground.transactions.run(() -> assertThat(sync.run(errand)).isNotNull());
  }

  private void comesLate(Shop shop, String number) {
    ChannelOrderId id = new ChannelOrderId(shop.name, number);
    comes(shop, new ChannelEvent.Ordered(shop.told(number, Optional.of(Ada.LOVELACE))));
    comes(shop, new ChannelEvent.Changed(id));
    comes(shop, new ChannelEvent.CancelRequested(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shopify", "tiktokshop"})
  void what_comes_late_of_an_order_whose_buyer_was_erased_brings_nobody_back(String channel) {
    Shop shop = new Shop(channel);
    for (String status : List.of("RECEIVED", "SHIPPED", "DELIVERED")) {
      OrderId erased = order(shop, status);
      DeletionCaseId id =
          ground.open(ground.anna, new CaseScope.Buyers(List.of(erased)), Trigger.BUYER_REDACT);
      assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
      comesLate(shop, erased.toString());
      assertThat(ground.stored(erased).recipient()).isInstanceOf(Recipient.Stripped.class);
    }
    assertThat(ground.count("orders.sales_order")).isEqualTo(3);
    assertThat(ground.count("keys.order_key")).isZero();
    assertThat(ground.count("keys.look_up_token")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shopify", "tiktokshop"})
  void what_comes_late_over_an_account_that_was_erased_is_not_taken_in(String channel) {
    Shop shop = new Shop(channel);
    OrderId erased = order(shop, "DELIVERED");
    ground.end(connection(shop));
    DeletionCaseId id =
        ground.open(ground.anna, ground.only(connection(shop)), Trigger.SHOP_REDACT);
    assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    comesLate(shop, erased.toString());
    assertThat(ground.count("orders.sales_order")).isZero();
    assertThat(ground.count("keys.order_key")).isZero();
    // The grant is gone, and so is the address at which the channel could be heard.
    assertThat(ground.count("credentials.webhook_endpoint")).isZero();
    assertThat(ground.count("credentials.grant_of_seller")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shopify", "tiktokshop"})
  void nothing_that_comes_late_for_a_seller_who_was_erased_is_written(String channel) {
    Shop shop = new Shop(channel);
    OrderId erased = order(shop, "DELIVERED");
    ground.sql(
        "update access.seller set closed_at = now() where seller_id = ?", ground.anna.value());
    DeletionCaseId id =
        ground.open(ground.anna, new CaseScope.WholeSeller(), Trigger.AMAZON_REQUEST);
    assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    for (String number : List.of(erased.toString(), "never-seen")) {
      assertThatThrownBy(
              () -> comes(shop, new ChannelEvent.Ordered(shop.told(number, Optional.empty()))))
          .isInstanceOf(StorageTrouble.class);
    }
    assertThat(ground.count("orders.sales_order")).isZero();
    assertThat(ground.count("orders.delivery")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shopify", "tiktokshop"})
  void an_import_that_goes_on_while_the_case_erases_brings_nothing_back_and_the_counts_are_exact(
      String channel) {
    Shop shop = new Shop(channel);
    ground.furniture();
    List<OrderId> all = new ArrayList<>();
    for (String status : List.of("DELIVERED", "CANCELLED", "DELIVERED")) {
      all.add(order(shop, status));
    }
    ground.end(connection(shop));
    CaseScope account = ground.only(connection(shop));
    DeletionCaseId id = ground.open(ground.anna, account, Trigger.SHOP_REDACT);
    assertThat(ground.open(ground.anna, account, Trigger.SHOP_REDACT)).isEqualTo(id);
    // Another seller's errand of that number finds nothing to run.
    assertThat(ground.runner().run(OpenDeletionCase.run(ground.bert, id)))
        .isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(ground.count("orders.sales_order")).isEqualTo(3);

    int[] imports = new int[1];
    ground.between =
        () -> {
          all.forEach(order -> imports(shop, order.toString()));
          imports(shop, "new-" + ++imports[0]);
        };
    ErrandHandler.Outcome outcome = ground.run(id);
    // What the comparison noted of how far it came goes with the next run, at the latest.
    ground.between = () -> {};
    if (outcome instanceof ErrandHandler.Outcome.Again) {
      outcome = ground.run(id);
    }
    assertThat(outcome).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(imports[0]).isGreaterThan(15);
    assertThat(refused).as("what the last wall had to refuse").hasSize(imports[0]);
    assertThat(ground.count("orders.sales_order")).isZero();
    assertThat(ground.count("keys.order_key")).isZero();
    assertThat(ground.state(id).stage()).isInstanceOf(Stage.Verified.class);
    ErasureReport report = ground.report(id);
    assertThat(report.orders()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(report.stores())
        .filteredOn(store -> store.store().equals("orders.sales_order"))
        .allSatisfy(store -> assertThat(store.before()).isEqualTo(3));
    assertThat(ground.announced)
        .filteredOn(ErasureVerified.class::isInstance)
        .containsExactly(new ErasureVerified(ground.anna, id, RunDeletionCaseTest.NOON));
  }

  /** One order of a comparison that had begun before the account was ended. */
  private void imports(Shop shop, String number) {
    ConnectionId connection = new ConnectionId(connection(shop));
    ChannelOrderId id = new ChannelOrderId(shop.name, number);
    ground.asked.clear();
    ground.transactions.run(
        () ->
            new Comparison(
                    orders(),
                    ground.make("orders.PostgresDeliveries", Deliveries.class),
                    ground.errands)
                .bringInLine(
                    ground.anna,
                    connection,
                    List.of(
                        new SalesChannel.Changed(
                            id, RunDeletionCaseTest.NOON.plus(Duration.ofDays(1)))),
                    RunDeletionCaseTest.NOON));
    for (Errand errand : List.copyOf(ground.asked)) {
      assertThat(errand.kind()).isEqualTo("sync-order");
      if (number.startsWith("new-")) {
        // Without a buyer, so that it is the table that refuses, and not the key.
        try {
          ground.transactions.run(
              () -> receive().take(ground.anna, connection, shop.told(number, Optional.empty())));
        } catch (StorageTrouble wall) {
          refused.add(number);
        }
      } else {
        sync(shop, errand);
      }
    }
  }
}
