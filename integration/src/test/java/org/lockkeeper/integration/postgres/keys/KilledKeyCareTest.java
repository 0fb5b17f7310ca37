package org.lockkeeper.integration.postgres.keys;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.SealingOnTables;
import org.lockkeeper.integration.postgres.RealStores;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Recipient;

/**
 * Rolling, re-wrapping and closing on the real database by two nodes with sessions of their own:
 * one is killed by the server before each single call in turn, or stands still there while the
 * other does all of the work. A third node, with nothing in memory, opens every order at each of
 * these instants.
 */
class KilledKeyCareTest {

  private static final TestDatabase.Apart DATABASE = TestDatabase.apart("keycare");
  private static final Instant START = Instant.parse("2040-01-04T12:00:00Z");
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final int ORDERS = 3;

  private final SealingOnTables.Custodian custodian = new SealingOnTables.Custodian();
  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final UUID shop = UUID.randomUUID();
  private final Transactions watch = DATABASE.portal();
  private final Transactions watchApart = DATABASE.portal();
  private final Transactions one = DATABASE.portal();
  private final Transactions oneApart = DATABASE.portal();
  private final Transactions two = DATABASE.portal();
  private final Transactions twoApart = DATABASE.portal();
  private final Map<OrderId, Recipient.Sealed> stored = new HashMap<>();

  /** A time of its own for each test, since weeks belong to no seller and are closed for good. */
  private Instant arrival = START.plus(Duration.ofDays(140_000L * TESTS.getAndIncrement()));

  KilledKeyCareTest() {
    watch.seller(anna, shop);
  }

  @AfterEach
  void nobody_stays() {
    List.of(watch, watchApart, one, oneApart, two, twoApart).forEach(Transactions::close);
  }

  /** What happens before a certain call of a node, once. */
  private static final class Point {
    private final Runnable event;
    private int left;
    private boolean reached;

    Point(int calls, Runnable event) {
      this.left = calls;
      this.event = event;
    }

    void pass() {
      if (left-- == 0) {
        reached = true;
        event.run();
      }
    }
  }

  private static <T> T passing(Class<T> port, T target, Optional<Point> point) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              point.ifPresent(Point::pass);
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  /** A node with nothing in memory. */
  private final class Node {
    private final Transactions here;
    private final SealingOnTables sealing;
    private final KeyCustodian keys;

    Node(Transactions here, Transactions apart, Instant now, Optional<Point> point) {
      this.here = here;
      Clock clock = Clock.fixed(now, ZoneOffset.UTC);
      keys = passing(KeyCustodian.class, custodian, point);
      SealingOnTables.Ports real = OpenKeys.ports(here.tenancy(), apart.tenancy(), clock);
      SealingOnTables.Ports ports =
          new SealingOnTables.Ports(
              passing(org.lockkeeper.compliance.encryption.Cohorts.class, real.cohorts(), point),
              passing(
                  org.lockkeeper.compliance.encryption.SellerKeys.class, real.sellerKeys(), point),
              real.cohortsApart(),
              real.sellerKeysApart(),
              real.volumesApart(),
              passing(
                  org.lockkeeper.compliance.encryption.OrderKeys.class, real.orderKeys(), point),
              passing(
                  org.lockkeeper.compliance.encryption.LookUpTokens.class, real.tokens(), point),
              new PostgresSealedRecipients(
                  RealStores.make("orders.PostgresOrders", Orders.class, here.tenancy())),
              real.volumes(),
              real.held());
      AuditStore joined = OpenAudit.store(here.tenancy());
      AuditStore alone = OpenAudit.store(apart.tenancy());
      AuditStore log =
          new AuditStore() {
            @Override
            public void append(SellerId seller, List<AuditEntry> entries) {
              joined.append(seller, entries);
            }

            @Override
            public void appendNow(SellerId seller, List<AuditEntry> entries) {
              apart.run(() -> alone.append(seller, entries));
            }

            @Override
            public List<AuditEntry> about(SellerId seller, String object) {
              return joined.about(seller, object);
            }
          };
      AuditTrail audit =
          new AuditTrail(
              passing(AuditStore.class, log, point), new Ids(clock, new SecureRandom()), clock);
      sealing = new SealingOnTables(ports, in(apart), keys, audit, clock);
    }

    private SealingOnTables.Apart in(Transactions transactions) {
      return new SealingOnTables.Apart() {
        @Override
        public <T> T in(Supplier<T> step) {
          return transactions.in(step);
        }
      };
    }

    KeyCare care() {
      return sealing.keyCare(keys, in(here));
    }

    /** All that is due five weeks after the orders came, and the closing a week later. */
    void work() {
      Instant rolls = arrival.plus(Duration.ofDays(35));
      assertThat(care().rollProvisional(rolls).notAuthentic()).isZero();
      care().closeCohorts(rolls.plus(Duration.ofDays(7)));
    }

    void deliver(OrderId order, Instant stripAt) {
      here.run(() -> care().toExpiry(anna, order, sealed(order), stripAt));
    }

    long session() {
      return here.in(() -> here.tenancy().ofNobody().count("select pg_backend_pid()"));
    }
  }

  private Recipient.Sealed sealed(OrderId order) {
    Recipient.Sealed found = stored.get(order);
    if (found == null) {
      throw new IllegalStateException("no recipient of order " + order);
    }
    return found;
  }

  /** Some orders that arrived and were not delivered, one of which is about to be. */
  private List<OrderId> arrived() {
    List<OrderId> orders = new ArrayList<>();
    Node node = new Node(one, oneApart, arrival, Optional.empty());
    for (int i = 0; i < ORDERS; i++) {
      OrderId order = new OrderId(UUID.randomUUID());
      watch.order(anna, shop, order.value(), arrival);
      node.here.run(
          () -> {
            Recipient.Sealed sealed = node.sealing.vault().seal(anna, order, 1, Ada.LOVELACE);
            stored.put(order, sealed);
            node.here
                .tenancy()
                .as(anna)
                .run(
                    """
                      update orders.sales_order set recipient_version = 1, sealed_name = ?,
                        sealed_address = ?, sealed_phone = ?, sealed_email = ?, sealed_masked = ?
                      where seller_id = ? and id = ?
                      """,
                    sealed.name().bytes(),
                    sealed.address().bytes(),
                    sealed.phone().map(c -> c.bytes()),
                    sealed.email().map(c -> c.bytes()),
                    sealed.masked().bytes(),
                    anna.value(),
                    order.value());
          });
      orders.add(order);
    }
    return orders;
  }

  /** Whoever has nothing in memory opens each of them, and finds each by its tokens. */
  private void all_open(List<OrderId> orders, String when) {
    Node fresh = new Node(watch, watchApart, arrival, Optional.empty());
    for (OrderId order : orders) {
      assertThat(
              watch.in(
                  () -> fresh.sealing.vault().open(anna, order, sealed(order), Purpose.KEY_CARE)))
          .as(when)
          .isEqualTo(Ada.LOVELACE);
    }
    assertThat(
            watch.in(
                () ->
                    watch
                        .tenancy()
                        .as(anna)
                        .count(
                            """
                            select count(*) from keys.order_key k where seller_id = ?
                              and not exists (select from keys.look_up_token t
                                where t.seller_id = k.seller_id and t.order_id = k.order_id
                                  and t.cohort = k.cohort)
                            """,
                            anna.value())))
        .as("%s: keys whose tokens are elsewhere", when)
        .isZero();
  }

  private long old(String table) {
    return watch.in(
        () ->
            watch
                .tenancy()
                .as(anna)
                .count(
                    "select count(*) from " + table + " where seller_id = ? and cohort = ?",
                    anna.value(),
                    Cohort.provisional(arrival).toString()));
  }

  private String state() {
    return watch.in(
        () ->
            watch
                .tenancy()
                .ofNobody()
                .first(
                    "select state from keys.cohort where cohort = ?",
                    row -> row.getString("state"),
                    Cohort.provisional(arrival).toString())
                .orElseThrow());
  }

  private void ended(List<OrderId> orders, String when) {
    assertThat(old("keys.order_key")).as(when).isZero();
    assertThat(old("keys.look_up_token")).as(when).isZero();
    assertThat(state()).as(when).isEqualTo("DESTROYED");
    all_open(orders, when);
    // The next round has weeks and orders of its own.
    watch.run(
        () -> {
          Node last = new Node(watch, watchApart, arrival, Optional.empty());
          last.care().erase(anna, orders);
          watch
              .tenancy()
              .as(anna)
              .run("delete from orders.sales_order where seller_id = ?", anna.value());
          watch.tenancy().ofNobody().run("update keys.cohort set state = 'DESTROYED'");
        });
    stored.clear();
    arrival = arrival.plus(Duration.ofDays(7L * 20));
  }

  private Instant due() {
    return arrival.plus(Duration.ofDays(125));
  }

  private static void kill(long session) {
    try (Connection other = DATABASE.connect("postgres");
        Statement statement = other.createStatement()) {
      statement.execute("select pg_terminate_backend(" + session + ", 5000)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void
      killed_before_any_call_every_order_opens_and_the_next_run_leaves_nothing_in_the_old_cohort() {
    int rounds = 0;
    boolean more = true;
    while (more) {
      List<OrderId> orders = arrived();
      String when = "killed before call " + rounds;
      long[] session = new long[1];
      Point point = new Point(rounds, () -> kill(session[0]));
      Instant now = arrival.plus(Duration.ofDays(35));
      try (Transactions dies = DATABASE.portal()) {
        Node node = new Node(dies, oneApart, now, Optional.of(point));
        session[0] = node.session();
        node.deliver(orders.getFirst(), due());
        node.work();
      } catch (RuntimeException | Error e) {
        if (!point.reached) {
          throw e;
        }
      }
      more = point.reached;
      all_open(orders, when);
      Node next = new Node(two, twoApart, now, Optional.empty());
      next.deliver(orders.getFirst(), due());
      next.work();
      ended(orders, when);
      rounds++;
    }
    assertThat(rounds).isGreaterThan(25);
  }

  @Test
  void two_nodes_at_once_wherever_one_stands_leave_every_order_open_and_the_old_cohort_empty() {
    int rounds = 0;
    boolean more = true;
    while (more) {
      List<OrderId> orders = arrived();
      String when = "the other came before call " + rounds;
      Instant now = arrival.plus(Duration.ofDays(35));
      Node second = new Node(two, twoApart, now, Optional.empty());
      long session = second.session();
      List<CompletableFuture<Void>> other = new ArrayList<>();
      Point point =
          new Point(
              rounds,
              () -> {
                other.add(
                    CompletableFuture.runAsync(
                        () -> {
                          second.deliver(orders.getFirst(), due());
                          second.work();
                        }));
                doneOrBlocked(other.getFirst(), session);
                all_open(orders, when);
              });
      int gaveWay = 0;
      try {
        Node first = new Node(one, oneApart, now, Optional.of(point));
        first.deliver(orders.getLast(), due());
        first.work();
      } catch (RuntimeException e) {
        gaveWay++;
      }
      more = point.reached;
      for (CompletableFuture<Void> it : other) {
        try {
          it.join();
        } catch (CompletionException e) {
          gaveWay++;
        }
      }
      all_open(orders, when);
      // Whoever gives way to the other is run again, as errands and the timekeeper do.
      assertThat(gaveWay).as(when).isLessThan(2);
      Node again = new Node(one, oneApart, now, Optional.empty());
      again.deliver(orders.getFirst(), due());
      again.deliver(orders.getLast(), due());
      again.work();
      ended(orders, when);
      rounds++;
    }
    assertThat(rounds).isGreaterThan(25);
  }

  /** Until the other is through, or waits for what the first one holds. */
  private static void doneOrBlocked(CompletableFuture<Void> other, long session) {
    try (Connection connection = DATABASE.connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean blocked = false;
      while (!other.isDone() && !blocked) {
        try (ResultSet rows =
            statement.executeQuery("select cardinality(pg_blocking_pids(" + session + ")) > 0")) {
          rows.next();
          blocked = rows.getBoolean(1);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
