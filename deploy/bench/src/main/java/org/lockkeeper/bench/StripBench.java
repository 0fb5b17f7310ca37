package org.lockkeeper.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.disposal.BenchedSweep;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.compliance.disposal.LedgerMarks;
import org.lockkeeper.compliance.disposal.StripDueRecipients;
import org.lockkeeper.compliance.encryption.BenchedClosing;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.LookUpTokens;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.compliance.encryption.SellerKeys;
import org.lockkeeper.compliance.encryption.SellerVolumes;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.ClockStops;
import org.lockkeeper.retention.Eraser;
import org.lockkeeper.retention.Sweeps;

/**
 * The sweep over many due orders of four sellers: by one node, and beside it one plain SQL
 * statement that makes the same changes to as many equal rows of the same durable database; by one
 * thread and by two nodes at once over a tenth of them. Then the cohort is closed over a key
 * service that counts its calls.
 *
 * <p>{@code -Dbench.orders}: how many orders, 1 000 000 if not said; they take some 4 GB of disk.
 */
public final class StripBench implements Report {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final int SELLERS = 4;

  /** So many warm up, and so many at least are measured where not all are. */
  private static final int LEAST = 10_000;

  private final Map<String, Long> nanos = new TreeMap<>();

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new StripBench().measure(directory));
  }

  @Override
  public String measure(Path directory) throws IOException {
    int orders = Integer.getInteger("bench.orders", 1_000_000);
    Path folder = Files.createTempDirectory(directory, "strip-ledger");
    try (DurableDatabase database = DurableDatabase.start(directory);
        Connection admin = database.connect("postgres");
        Statement sql = admin.createStatement()) {
      String fsync = one(sql, "show fsync") + "/" + one(sql, "show synchronous_commit");
      cohort(sql);
      int some = Math.min(orders, Math.max(LEAST, orders / 10));
      swept(database, sql, Math.min(orders, LEAST), 1, 2, folder);
      nanos.clear();
      double thread = swept(database, sql, some, 1, 1, folder);
      String steps = steps();
      double two = swept(database, sql, some, 2, 1, folder);
      double one = swept(database, sql, orders, 1, 2, folder);
      double plain = plain(sql, orders);
      Map<String, Integer> calls = closed(database);
      String text =
          String.format(
              Locale.ROOT,
              """
              ## Strip of %,d due orders each, durable (fsync/synchronous_commit %s)

              | what | orders a second | ratio |
              |---|---|---|
              | one plain SQL statement doing the same | %,.0f | 1.00 |
              | the sweep, one node (two threads) | %,.0f | %.2f |
              | the same with one thread, as for one seller alone, over %,d | %,.0f | %.2f |
              | two nodes at once, one thread each, over %,d | %,.0f | %.2f |

              Aims: at least 2 000 a second, and a ratio of at least 0.5. The statement has one processor, as
              PostgreSQL gives it; the sweep has what its node has. One thread's time by step: %s.
              Calls to the key service to close the cohort of all these orders: %s.
              %d processors.
              """,
              orders,
              fsync,
              plain,
              one,
              one / plain,
              some,
              thread,
              thread / plain,
              some,
              two,
              two / plain,
              steps,
              calls,
              Runtime.getRuntime().availableProcessors());
      Files.writeString(directory.resolve("bench-strip.md"), text);
      return text;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private String steps() {
    StringBuilder text = new StringBuilder();
    nanos.forEach(
        (step, took) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(step)
                .append(' ')
                .append(Duration.ofNanos(took).toMillis())
                .append(" ms"));
    nanos.clear();
    return text.toString();
  }

  /** Orders a second. */
  private double swept(
      DurableDatabase database,
      Statement sql,
      int orders,
      int nodes,
      int threadsOfNode,
      Path folder)
      throws SQLException {
    load(sql, orders);
    long began = System.nanoTime();
    List<Future<Long>> runs = new ArrayList<>();
    long stripped = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
      for (int i = 0; i < nodes; i++) {
        runs.add(threads.submit(() -> sweep(database, threadsOfNode, folder)));
      }
      for (Future<Long> run : runs) {
        stripped += run.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    double rate = perSecond(orders, began);
    if (stripped != orders) {
      throw new IllegalStateException("stripped " + stripped + " of " + orders);
    }
    return rate;
  }

  private static double perSecond(int orders, long began) {
    return orders * 1e9 / (System.nanoTime() - began);
  }

  private long sweep(DurableDatabase database, int threads, Path folder) {
    Ids ids = new Ids(CLOCK, new SecureRandom());
    try (Node node = database.node();
        Node beside = database.node();
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      StripDueRecipients sweep =
          BenchedSweep.of(
              worker(node, ids, folder),
              threads == 1 ? Optional.empty() : Optional.of(worker(beside, ids, folder)),
              executor,
              node.adapter(Sweeps.class, "retention.PostgresSweeps"),
              node.adapter(ClockStops.class, "retention.PostgresClockStops"),
              new AuditTrail(
                  node.adapter(AuditStore.class, "audit.PostgresAuditStore"), ids, CLOCK),
              ids,
              CLOCK);
      long began = System.nanoTime();
      Sweeps.Run run = sweep.asOf(NOON).orElseThrow();
      took("all", System.nanoTime() - began);
      return run.stripped();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private BenchedSweep.Worker worker(Node node, Ids ids, Path folder) {
    return BenchedSweep.worker(
        node,
        timed(
            BuyerRetentions.class,
            node.adapter(BuyerRetentions.class, "retention.PostgresBuyerRetentions")),
        Stream.of(
            timed(Eraser.class, node.adapter(Eraser.class, "orders.RecipientEraser")),
            timed(Eraser.class, new Keys(node))),
        timed(
            ErasureLedger.class,
            node.adapter(ErasureLedger.class, "local.LedgerFile", folder, ids)),
        node.adapter(LedgerMarks.class, "retention.PostgresLedgerMarks"),
        new AuditTrail(
            timed(AuditStore.class, node.adapter(AuditStore.class, "audit.PostgresAuditStore")),
            ids,
            CLOCK),
        CLOCK);
  }

  /** What the portal's own eraser of keys does. */
  private record Keys(OrderKeys keys, LookUpTokens tokens) implements Eraser {

    Keys(Node node) {
      this(
          node.adapter(OrderKeys.class, "keys.PostgresOrderKeys"),
          node.adapter(LookUpTokens.class, "keys.PostgresLookUpTokens"));
    }

    @Override
    public String holder() {
      return "order keys";
    }

    @Override
    public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
      tokens.delete(seller, orders);
      return keys.delete(seller, orders);
    }

    @Override
    public long held(SellerId seller, List<OrderId> orders) {
      return keys.held(seller, orders);
    }
  }

  /** Says how long each call took; the audit entries are written before the transaction ends. */
  private <T> T timed(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              long began = System.nanoTime();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              } finally {
                took(
                    target.getClass().getSimpleName() + "." + method.getName(),
                    System.nanoTime() - began);
              }
            }));
  }

  private synchronized void took(String step, long took) {
    nanos.merge(step, took, Long::sum);
  }

  private static Map<String, Integer> closed(DurableDatabase database) throws SQLException {
    try (Node node = database.node()) {
      Ids ids = new Ids(CLOCK, new SecureRandom());
      return BenchedClosing.close(
          node,
          node.adapter(Cohorts.class, "keys.PostgresCohorts"),
          node.adapter(SellerKeys.class, "keys.PostgresSellerKeys"),
          node.adapter(OrderKeys.class, "keys.PostgresOrderKeys"),
          node.adapter(LookUpTokens.class, "keys.PostgresLookUpTokens"),
          node.adapter(
              SellerVolumes.class, "postgres.keys.PostgresSellerVolumes", node.tenancy(), CLOCK),
          new AuditTrail(node.adapter(AuditStore.class, "audit.PostgresAuditStore"), ids, CLOCK),
          ids,
          CLOCK,
          NOON);
    }
  }

  /** The reference, over rows of its own. */
  private static double plain(Statement sql, int orders) throws SQLException {
    load(sql, orders);
    long began = System.nanoTime();
    int stripped =
        sql.executeUpdate(
            """
            with due as materialized (
              select seller_id, order_id from retention.buyer_retention
              where ended_at is null and ends_at <= '2026-11-23T12:00:00Z'
            ), stripped as (
              update orders.sales_order o set
                sealed_name = null, sealed_address = null, sealed_phone = null,
                sealed_email = null, sealed_masked = null, stripped_at = '2026-11-23T12:00:00Z'
              from due d where o.seller_id = d.seller_id and o.id = d.order_id
              returning o.seller_id, o.channel, o.channel_number, o.id
            ), tombstones as (
              insert into orders.erasure_tombstone
                (seller_id, channel, channel_number, order_id, erased_at)
              select seller_id, channel, channel_number, id, '2026-11-23T12:00:00Z' from stripped
            ), keys as (
              delete from keys.order_key k using due d
              where k.seller_id = d.seller_id and k.order_id = d.order_id
            ), tokens as (
              delete from keys.look_up_token t using due d
              where t.seller_id = d.seller_id and t.order_id = d.order_id
            ), ended as (
              update retention.buyer_retention r set ended_at = '2026-11-23T12:00:00Z'
              from due d where r.seller_id = d.seller_id and r.order_id = d.order_id
            )
            insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
            select seller_id, uuidv7(), '2026-11-23T12:00:00Z', 'task:strip-due-recipients',
              'recipient.stripped', 'order:' || order_id, '{"due_by": "2026-11-23T12:00:00Z"}'
            from due
            """);
    double rate = perSecond(orders, began);
    if (stripped != orders) {
      throw new IllegalStateException("the reference stripped " + stripped);
    }
    return rate;
  }

  private static void cohort(Statement sql) throws SQLException {
    sql.execute(
        """
        insert into keys.cohort (cohort, custodian_key, ends_at, state)
        values ('E2026W47', 'bench', '2026-11-23T00:00:00Z', 'OPEN')
        """);
  }

  /** So many sealed, delivered orders of some fresh sellers, all due, spread over a day. */
  private static void load(Statement sql, int orders) throws SQLException {
    sql.execute("set session_replication_role = replica");
    // What the run before left is no burden of this one, nor of the disk.
    sql.execute(
        """
        truncate orders.sales_order, orders.erasure_tombstone, keys.order_key, keys.look_up_token,
          retention.buyer_retention, audit.audit_event cascade
        """);
    sql.execute("drop table if exists fresh");
    sql.execute(
        "create temporary table fresh as select uuidv7() as seller_id, uuidv7() as shop, n"
            + " from generate_series(0, "
            + (SELLERS - 1)
            + ") n");
    sql.execute(
        """
        insert into access.seller (seller_id, name, created_at)
          select seller_id, 'S', now() from fresh;
        insert into credentials.grant_of_seller
            (seller_id, id, platform, account, label, scopes, secret_path, token_style, details,
             standing, standing_since)
          select seller_id, shop, 'shopify', seller_id || '.myshopify.com', 'S', '{}',
            'connection/x', 'FIXED', '{}', 'ACTIVE', now() from fresh;
        drop table if exists made;
        """);
    sql.execute(
        "create temporary table made as select f.seller_id, f.shop, uuidv7() as id, o.n"
            + " from generate_series(1, "
            + orders
            + ") o (n) join fresh f on f.n = o.n % "
            + SELLERS);
    sql.execute(
        """
        insert into orders.sales_order (seller_id, id, connection_id, channel, channel_number,
            label, placed_at, received_at, channel_version, speed, status, status_since, units,
            recipient_version, sealed_name, sealed_address, sealed_phone, sealed_email,
            sealed_masked)
          select seller_id, id, shop, 'shopify', (6000000000000 + n)::text, '#' || n, t, t, t,
            'STANDARD', 'DELIVERED', t, 2, 1, b, b || sha512(b) || sha512(b || b), b, b, b
          from (select *, timestamptz '2026-08-20 00:00Z' + n * interval '1 millisecond' as t,
                  sha512(id::text::bytea) || sha256(id::text::bytea) as b from made) m;
        insert into orders.order_line
            (seller_id, order_id, position, channel_line_id, sku, title, quantity)
          select seller_id, id, p, n || '-' || p, 'SKU-' || n % 500, 'A thing of some kind', 1
          from made, generate_series(1, 1) p;
        insert into orders.parcel
            (seller_id, order_id, number, carrier, tracking, status, settled_at)
          select seller_id, id, 1, 'AMZN', 'TBA' || n, 'DELIVERED', now() from made;
        insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
            commitment, key_version, revision)
          select seller_id, id, 'E2026W47', shop,
            substring(sha512(id::text::bytea) for 40), sha256(id::text::bytea), 1, 2 from made;
        insert into keys.look_up_token (seller_id, cohort, field, token, order_id)
          select seller_id, 'E2026W47', field, hashtext(field || n % 100000 || f), id
          from made, unnest(array['EMAIL', 'PHONE', 'PHONE_TAIL', 'NAME_AT_PLACE',
            'NAME_AT_PLACE']) with ordinality as u (field, f);
        insert into retention.buyer_retention
            (seller_id, order_id, anchor, anchored_at, ends_at, edition)
          select seller_id, id, 'DELIVERED', e - interval '90 days', e, '2026-11-22'
          from (select *, timestamptz '2026-11-22 00:00Z'
                  + (hashtext(n::text) & 65535) * interval '1 second' as e from made) m;
        """);
    sql.execute("set session_replication_role = origin");
    sql.execute("vacuum analyze");
    sql.execute("checkpoint");
  }

  private static String one(Statement sql, String query) {
    try (var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
