package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.disposal.AgedLogs;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.integration.postgres.orders.OpenOrders;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;

/** What goes by its age alone, on the real database. */
class AgedStorageTest {

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private final Transactions transactions = TestDatabase.portal();

  /** The database's own present: by it alone logs may be removed. */
  private final Instant now =
      transactions.in(() -> new PostgresClockStops(transactions.tenancy()).reference());

  private final Instant longAgo = now.minus(Duration.ofDays(600));
  private final List<AgedRecords> orders = OpenOrders.aged(transactions.tenancy());

  @BeforeEach
  void a_seller() {
    transactions.seller(anna, shop);
  }

  private UUID order(Instant receivedAt) {
    UUID id = UUID.randomUUID();
    transactions.order(anna, shop, id, receivedAt);
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    "insert into orders.parcel (seller_id, order_id, number, status)"
                        + " values (?, ?, 1, 'DELIVERED')",
                    anna.value(),
                    id));
    return id;
  }

  private int dispose(AgedRecords records, Instant lastToGo, List<LegalHold> holds) {
    return transactions.in(() -> records.dispose(anna, lastToGo, holds, now, 100));
  }

  private long count(String table) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .count("select count(*) from " + table + " where seller_id = ?", anna.value()));
  }

  private LegalHold hold(DataKind kind, LegalHold.Scope scope) {
    LegalHold hold =
        new LegalHold(
            UUID.randomUUID(),
            anna,
            scope,
            Set.of(kind),
            "The tax office audits the year.",
            "Tax Code",
            UUID.randomUUID(),
            now,
            now.plus(Duration.ofDays(1)));
    transactions.run(() -> new PostgresLegalHolds(transactions.tenancy()).add(hold));
    return hold;
  }

  @Test
  void parcels_go_first_and_their_orders_after_them_to_the_second() {
    order(longAgo);
    order(longAgo.plusMillis(1));
    assertThat(dispose(orders.get(1), longAgo, List.of())).isZero();
    assertThat(dispose(orders.get(0), longAgo, List.of())).isEqualTo(1);
    assertThat(dispose(orders.get(1), longAgo, List.of())).isEqualTo(1);
    assertThat(count("orders.sales_order")).isEqualTo(1);
    assertThat(count("orders.parcel")).isEqualTo(1);
  }

  @Test
  void an_order_whose_buyer_is_still_here_stays() {
    UUID id = order(longAgo);
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    "update orders.sales_order set recipient_version = 1, sealed_name = '\\x01',"
                        + " sealed_address = '\\x01', sealed_masked = '\\x01'"
                        + " where seller_id = ? and id = ?",
                    anna.value(),
                    id));
    dispose(orders.get(0), now, List.of());
    assertThat(dispose(orders.get(1), now, List.of())).isZero();
    assertThat(count("orders.sales_order")).isEqualTo(1);
  }

  @Test
  void a_hold_keeps_what_it_names_and_nothing_else() {
    UUID held = order(longAgo);
    order(longAgo);
    hold(DataKind.ORDER, new LegalHold.Scope.OneOrder(new OrderId(held)));
    assertThat(dispose(orders.get(0), now, List.of())).isEqualTo(2);
    assertThat(dispose(orders.get(1), now, List.of())).isEqualTo(1);
    assertThat(count("orders.sales_order")).isEqualTo(1);
    hold(DataKind.AMAZON, new LegalHold.Scope.WholeSeller());
    order(longAgo);
    assertThat(dispose(orders.get(0), now, List.of())).isZero();
  }

  @Test
  void ids_of_deliveries_go_unless_they_are_held() {
    for (String table : List.of("orders.delivery", "orders.unreadable_delivery")) {
      boolean readable = table.equals("orders.delivery");
      transactions.run(
          () ->
              transactions
                  .tenancy()
                  .as(anna)
                  .run(
                      readable
                          ? "insert into orders.delivery (seller_id, channel, delivery_id, topic,"
                              + " received_at) values (?, 'shopify', '1', 't', ?)"
                          : "insert into orders.unreadable_delivery (seller_id, channel,"
                              + " delivery_id, connection_id, topic, reason, received_at)"
                              + " values (?, 'shopify', '1', gen_random_uuid(), 't', 'r', ?)",
                      anna.value(),
                      longAgo));
    }
    LegalHold hold = hold(DataKind.DELIVERY, new LegalHold.Scope.WholeSeller());
    assertThat(dispose(orders.get(2), now, List.of(hold))).isZero();
    assertThat(dispose(orders.get(2), longAgo.minusSeconds(1), List.of())).isZero();
    assertThat(dispose(orders.get(2), longAgo, List.of())).isEqualTo(2);
  }

  private void entry(String object, Instant at) {
    transactions.run(
        () ->
            OpenAudit.store(transactions.tenancy())
                .appendNow(
                    anna,
                    List.of(
                        new AuditEntry(
                            UUID.randomUUID(),
                            anna,
                            at,
                            new Actor.Task("test"),
                            "test.done",
                            object,
                            Map.of()))));
  }

  @Test
  void entries_of_the_audit_log_go_when_they_are_old_and_never_when_they_are_younger_than_a_year() {
    AgedRecords entries = OpenAudit.entries(transactions.tenancy());
    UUID kept = UUID.randomUUID();
    entry("order:1", longAgo);
    entry("order:" + kept, longAgo);
    entry("order:1", now.minus(Duration.ofDays(364)));
    LegalHold one = hold(DataKind.AUDIT_LOG, new LegalHold.Scope.OneOrder(new OrderId(kept)));
    LegalHold all = hold(DataKind.AUDIT_LOG, new LegalHold.Scope.WholeSeller());
    assertThat(dispose(entries, now, List.of(all))).isZero();
    assertThat(dispose(entries, longAgo.minusSeconds(1), List.of())).isZero();
    assertThat(dispose(entries, now, List.of(one))).isEqualTo(1);
    assertThat(count("audit.audit_event")).isEqualTo(2);
    assertThat(dispose(entries, now, List.of())).isEqualTo(1);
    assertThat(dispose(entries, now, List.of())).isZero();
    assertThat(count("audit.audit_event")).isEqualTo(1);
  }

  @Test
  void months_of_the_call_log_are_added_in_time_and_none_is_dropped_before_it_is_old()
      throws SQLException {
    AgedLogs logs = OpenAudit.logs(transactions.tenancy());
    Instant future = Instant.parse("2031-05-15T00:00:00Z");
    AgedLogs.Gone gone = transactions.in(() -> logs.disposeCalls(now, List.of(), future));
    assertThat(gone.monthsDropped()).isZero();
    assertThat(gone.monthsAdded()).isPositive();
    assertThat(gone.misplaced()).isZero();
    assertThat(months()).contains("audit.call_log_2031_05", "audit.call_log_2033_05");
    assertThat(transactions.in(() -> logs.disposeCalls(now, List.of(), future)).monthsAdded())
        .isZero();
    assertThat(transactions.in(() -> logs.disposeRuns(Instant.EPOCH))).isZero();
  }

  private static List<String> months() throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select inhrelid::regclass::text from pg_inherits"
                    + " where inhparent = 'audit.call_log'::regclass")) {
      java.util.ArrayList<String> found = new java.util.ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
