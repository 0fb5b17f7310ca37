package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.disposal.OpenDisposal;
import org.lockkeeper.compliance.disposal.StripBatch;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.integration.postgres.keys.OpenKeys;
import org.lockkeeper.integration.postgres.orders.OpenOrders;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Eraser;

/**
 * The sweep on the real database, its session killed by the server before each single call in turn:
 * what a dead process leaves behind.
 */
class KilledSweepTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final int ORDERS = 5;
  private static final int BATCH = 3;

  private int callsUntilKilled = Integer.MAX_VALUE;
  private boolean killed;

  private <T> T killing(Class<T> port, T target, Transactions node) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (callsUntilKilled-- == 0) {
                kill(node);
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private void kill(Transactions node) throws SQLException {
    long session = node.tenancy().ofNobody().count("select pg_backend_pid()");
    try (Connection other = TestDatabase.connect("postgres");
        Statement statement = other.createStatement()) {
      statement.execute("select pg_terminate_backend(" + session + ", 5000)");
    }
    killed = true;
  }

  private StripBatch batch(Transactions node) {
    BuyerRetentions retentions =
        killing(BuyerRetentions.class, new PostgresBuyerRetentions(node.tenancy()), node);
    AuditStore store = killing(AuditStore.class, OpenAudit.store(node.tenancy()), node);
    return OpenDisposal.batch(
        retentions,
        Stream.of(
            killing(Eraser.class, OpenOrders.eraser(node.tenancy()), node),
            killing(Eraser.class, OpenKeys.eraser(node.tenancy()), node)),
        new AuditTrail(store, new Ids(CLOCK, new SecureRandom()), CLOCK),
        CLOCK);
  }

  private int sweep(SellerId seller) {
    int stripped = 0;
    try (Transactions node = TestDatabase.anotherNode()) {
      StripBatch batch = batch(node);
      int done = BATCH;
      while (done == BATCH) {
        done = node.in(() -> batch.of(seller, NOON, BATCH));
        stripped += done;
      }
    } catch (RuntimeException | Error e) {
      if (!killed) {
        throw e;
      }
    }
    return stripped;
  }

  private static List<OrderId> due(SellerId seller) {
    UUID shop = UUID.randomUUID();
    List<OrderId> orders = new ArrayList<>();
    Transactions portal = TestDatabase.portal();
    portal.seller(seller, shop);
    portal.run(
        () ->
            portal
                .tenancy()
                .ofNobody()
                .run(
                    """
                    insert into keys.cohort (cohort, custodian_key, ends_at, state)
                    values ('E2026W47', 'test', '2026-11-23T00:00:00Z', 'OPEN')
                    on conflict do nothing
                    """));
    for (int i = 0; i < ORDERS; i++) {
      OrderId order = new OrderId(UUID.randomUUID());
      portal.order(seller, shop, order.value(), NOON.minus(Duration.ofDays(91)));
      portal.run(
          () -> {
            portal
                .tenancy()
                .as(seller)
                .run(
                    """
                    update orders.sales_order set recipient_version = 1, sealed_name = '\\x01',
                      sealed_address = '\\x01', sealed_masked = '\\x01'
                    where seller_id = ? and id = ?
                    """,
                    seller.value(),
                    order.value());
            portal
                .tenancy()
                .as(seller)
                .run(
                    """
                    insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
                      commitment, key_version, revision)
                    values (?, ?, 'E2026W47', ?, ?, ?, 1, 1)
                    """,
                    seller.value(),
                    order.value(),
                    UUID.randomUUID(),
                    new byte[40],
                    new byte[32]);
            new PostgresBuyerRetentions(portal.tenancy())
                .save(
                    new BuyerRetention(
                        seller,
                        order,
                        Anchor.DELIVERED,
                        NOON.minus(Duration.ofDays(90)),
                        NOON,
                        LocalDate.of(2026, 11, 22),
                        Optional.empty()));
          });
      orders.add(order);
    }
    return orders;
  }

  /** Of each order, which of the five marks of a strip it has. */
  private static List<String> marks(SellerId seller) throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select concat(
                  (num_nonnulls(sealed_name, sealed_address, sealed_phone, sealed_email,
                    sealed_masked) = 0)::int,
                  (stripped_at is not null)::int,
                  (not exists (select from keys.order_key k
                    where k.seller_id = o.seller_id and k.order_id = o.id))::int,
                  (exists (select from orders.erasure_tombstone t
                    where t.seller_id = o.seller_id and t.channel_number = o.channel_number))::int,
                  (exists (select from retention.buyer_retention r
                    where r.seller_id = o.seller_id and r.order_id = o.id
                      and r.ended_at is not null))::int,
                  (select count(*) from audit.audit_event e where e.seller_id = o.seller_id
                    and e.object = 'order:' || o.id and e.action = 'recipient.stripped'))
                from orders.sales_order o where seller_id = '"""
                    + seller
                    + "'")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Test
  void killed_before_any_call_no_row_is_half_stripped_and_the_next_run_completes_with_exact_counts()
      throws SQLException {
    int rounds = 0;
    boolean more = true;
    while (more) {
      SellerId seller = new SellerId(UUID.randomUUID());
      due(seller);
      killed = false;
      callsUntilKilled = rounds;
      sweep(seller);
      more = killed;
      List<String> left = marks(seller);
      assertThat(left).as("killed at %s", rounds).hasSize(ORDERS);
      assertThat(left).as("killed at %s", rounds).containsAnyOf("000000", "111111");
      assertThat(left)
          .as("killed at %s", rounds)
          .allMatch(marks -> marks.equals("000000") || marks.equals("111111"));
      long before = left.stream().filter("111111"::equals).count();
      assertThat(before).isIn(0L, (long) BATCH, (long) ORDERS);

      callsUntilKilled = Integer.MAX_VALUE;
      killed = false;
      assertThat(sweep(seller)).isEqualTo(Math.toIntExact(ORDERS - before));
      assertThat(marks(seller)).hasSize(ORDERS).containsOnly("111111");
      assertThat(sweep(seller)).isZero();
      rounds++;
    }
    // Two batches of seven calls each, at the least.
    assertThat(rounds).isGreaterThan(14);
  }
}
