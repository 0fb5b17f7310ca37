package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.monitoring.canaries.CanaryOrders;
import org.lockkeeper.integration.postgres.keys.OpenKeys;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Trigger;

/** A deletion with made-up buyers among the real ones: what is certified is of real ones alone. */
class CanaryDeletionTest {

  private final RunDeletionCaseTest ground = new RunDeletionCaseTest();
  private final CanaryOrders canaries =
      ground.make("orders.PostgresCanaryOrders", CanaryOrders.class);

  @BeforeEach
  void two_sellers() {
    ground.two_sellers();
    ground.madeUp = this::withdraw;
  }

  private void withdraw(SellerId seller) {
    List<OrderId> all =
        canaries.standing(seller).stream().map(CanaryOrders.Standing::order).toList();
    OpenKeys.eraser(ground.transactions.tenancy()).eraseBuyers(seller, all, ground.now);
    canaries.remove(seller, all);
  }

  private void plant() {
    UUID id = UUID.randomUUID();
    ground.transactions.run(
        () -> {
          canaries.setApart(
              ground.anna,
              new OrderId(id),
              RunDeletionCaseTest.NOON,
              RunDeletionCaseTest.NOON.plus(Duration.ofDays(50)));
          ground
              .transactions
              .tenancy()
              .as(ground.anna)
              .run(
                  """
                  insert into orders.sales_order (seller_id, id, connection_id, channel,
                    channel_number, label, placed_at, received_at, channel_version, speed, status,
                    status_since, fulfilment_id, recipient_version, sealed_name, sealed_address,
                    sealed_masked, units)
                  values (?, ?, ?, 'shopify', ?, '#1', ?, ?, ?, 'STANDARD', 'DELIVERED', ?, 'F', 1,
                    ?, ?, ?, 1)
                  """,
                  ground.anna.value(),
                  id,
                  ground.shop,
                  id.toString(),
                  RunDeletionCaseTest.NOON,
                  RunDeletionCaseTest.NOON,
                  RunDeletionCaseTest.NOON,
                  RunDeletionCaseTest.NOON,
                  new byte[64],
                  new byte[64],
                  new byte[64]);
          ground
              .transactions
              .tenancy()
              .as(ground.anna)
              .run(
                  """
                  insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
                    commitment, key_version, revision) values (?, ?, 'E2026W47', ?, ?, ?, 1, 1)
                  """,
                  ground.anna.value(),
                  id,
                  UUID.randomUUID(),
                  new byte[40],
                  new byte[32]);
        });
  }

  private long before(DeletionCaseId id, String store) {
    ErasureReport report = ground.report(id);
    return report.stores().stream()
        .filter(row -> row.store().equals(store))
        .mapToLong(ErasureReport.Store::before)
        .sum();
  }

  @Test
  void what_is_certified_of_a_seller_who_leaves_counts_real_orders_alone() {
    ground.order(ground.shop, "DELIVERED", true);
    plant();
    plant();
    DeletionCaseId id =
        ground.open(ground.anna, new CaseScope.WholeSeller(), Trigger.AMAZON_REQUEST);
    assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(before(id, "orders.sales_order")).isEqualTo(1);
    assertThat(before(id, "orders.sales_order/recipient")).isEqualTo(1);
    assertThat(before(id, "keys.order_key")).isEqualTo(1);
    Long left =
        ground.transactions.in(
            () ->
                ground
                    .transactions
                    .tenancy()
                    .seeingAll(
                        ground.anna,
                        sql ->
                            sql.count(
                                "select count(*) from orders.sales_order where seller_id = ?",
                                ground.anna.value())));
    assertThat(left).as("and the others have gone with them").isZero();
  }

  @Test
  void a_connection_that_goes_takes_those_with_it_that_came_over_it() {
    ground.order(ground.shop, "DELIVERED", true);
    plant();
    DeletionCaseId id =
        ground.open(
            ground.anna,
            new CaseScope.OneAccount(List.of(new ConnectionId(ground.shop))),
            Trigger.SHOP_REDACT);
    assertThat(ground.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(before(id, "orders.sales_order")).isEqualTo(1);
    assertThat(ground.transactions.in(() -> canaries.standing(ground.anna))).isEmpty();
  }
}
