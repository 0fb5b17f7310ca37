package org.lockkeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.BenchedLookUp;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.LookUpTokens;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.compliance.encryption.SellerKeys;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Orders;

/**
 * Looking one buyer up by e-mail among many sealed orders of one seller, beside the same look-up on
 * a column in clear with a b-tree: the same wall, the same transaction, and the same duty to write
 * down, durably and before the answer, that somebody searched and whom they found.
 *
 * <p>{@code -Dbench.look-up.orders}: how many orders, 1 000 000 if not said; {@code
 * -Dbench.look-up.times}: how many look-ups of each kind, 2 000.
 */
public final class LookUpBench implements Report {

  private static final int BATCH = 500;
  private static final int WARM = 300;
  private static final Actor ACTOR = new Actor.Task("bench");

  private final SellerId seller = new SellerId(new UUID(0x0190_0000_0000_7000L, 1));

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new LookUpBench().measure(directory));
  }

  @Override
  public String measure(Path directory) throws IOException {
    int orders = Integer.getInteger("bench.look-up.orders", 1_000_000);
    int times = Integer.getInteger("bench.look-up.times", 2_000);
    Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    try (DurableDatabase database = DurableDatabase.start(directory);
        Connection admin = database.connect("postgres");
        Node node = database.node();
        Node log = database.node()) {
      prepare(admin);
      AuditTrail audit =
          new AuditTrail(
              log.each(AuditStore.class, "audit.PostgresAuditStore"), ids, Clock.systemUTC());
      AuditTrail silent = new AuditTrail(new Silence(), ids, Clock.systemUTC());
      BenchedLookUp ours = lookUp(node, audit, ids, orders);
      load(admin, ours, ids, orders);
      Function<String, List<OrderId>> written = ours.finder(audit);
      Function<String, List<OrderId>> alone = ours.finder(silent);
      Random chance = new Random(1815);
      long[][] took = new long[4][times];
      for (int i = -WARM; i < times; i++) {
        String email = BenchedLookUp.email(chance.nextInt(orders));
        long[] each = {
          timed(() -> written.apply(email)),
          timed(() -> plain(node, audit, email)),
          timed(() -> alone.apply(email)),
          timed(() -> plain(node, silent, email))
        };
        for (int kind = 0; i >= 0 && kind < each.length; kind++) {
          took[kind][i] = each[kind];
        }
      }
      Arrays.stream(took).forEach(Arrays::sort);
      String text =
          String.format(
              Locale.ROOT,
              """
              ## Look-up by e-mail among %,d sealed orders of one seller, %d cohorts, durable

              | what | p50 ms | p99 ms |
              |---|---|---|
              | on a column in clear with a b-tree, written down | %.2f | %.2f |
              | ours, written down | %.2f | %.2f |
              | ratio | %.2f | %.2f |
              | on a column in clear, without the log | %.2f | %.2f |
              | ours, without the log | %.2f | %.2f |

              Aim: p99 at most 2 times the same look-up in clear. %,d look-ups of each kind, in turn.
              %d processors.
              """,
              orders,
              BenchedLookUp.COHORTS,
              at(took[1], 50),
              at(took[1], 99),
              at(took[0], 50),
              at(took[0], 99),
              at(took[0], 50) / at(took[1], 50),
              at(took[0], 99) / at(took[1], 99),
              at(took[3], 50),
              at(took[3], 99),
              at(took[2], 50),
              at(took[2], 99),
              times,
              Runtime.getRuntime().availableProcessors());
      Files.writeString(directory.resolve("bench-look-up.md"), text);
      return text;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private BenchedLookUp lookUp(Node node, AuditTrail audit, Ids ids, int orders) {
    return new BenchedLookUp(
        node,
        seller,
        node.adapter(Cohorts.class, "keys.PostgresCohorts"),
        node.adapter(SellerKeys.class, "keys.PostgresSellerKeys"),
        node.adapter(OrderKeys.class, "keys.PostgresOrderKeys"),
        node.adapter(LookUpTokens.class, "keys.PostgresLookUpTokens"),
        node.adapter(
            SealedRecipients.class,
            "postgres.keys.PostgresSealedRecipients",
            node.adapter(Orders.class, "orders.PostgresOrders")),
        audit,
        ids,
        orders / BenchedLookUp.COHORTS);
  }

  private static double at(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }

  private static long timed(Supplier<List<OrderId>> look) {
    long began = System.nanoTime();
    List<OrderId> found = look.get();
    long took = System.nanoTime() - began;
    if (found.size() != 1) {
      throw new IllegalStateException("found " + found.size());
    }
    return took;
  }

  /** The reference: the same, with the address in clear. */
  private List<OrderId> plain(Node node, AuditTrail audit, String email) {
    return node.in(
        () -> {
          List<OrderId> found =
              node.tenancy()
                  .as(seller)
                  .list(
                      "select order_id from orders.plain where seller_id = ? and email = ?",
                      row -> new OrderId(row.getObject(1, UUID.class)),
                      seller.value(),
                      email);
          audit.recordFirst(
              seller, ACTOR, "recipient.looked-up", "seller:" + seller, Map.of("by", "email"));
          for (OrderId order : found) {
            audit.recordFirst(
                seller, ACTOR, "recipient.opened", "order:" + order, Map.of("purpose", "LOOK_UP"));
          }
          return found;
        });
  }

  private void prepare(Connection admin) throws SQLException {
    try (Statement sql = admin.createStatement()) {
      sql.execute(
          "insert into access.seller (seller_id, name, created_at) values ('"
              + seller
              + "', 'S', now())");
      sql.execute(
          "insert into credentials.grant_of_seller (seller_id, id, platform, account, label,"
              + " scopes, secret_path, token_style, details, standing, standing_since) values ('"
              + seller
              + "', '"
              + seller
              + "', 'shopify', 's.myshopify.com', 'S', '{}', 'connection/x', 'FIXED', '{}',"
              + " 'ACTIVE', now())");
      sql.execute(
          """
          create table orders.plain (seller_id uuid not null, email text not null,
            order_id uuid not null);
          create index plain_email on orders.plain (seller_id, email);
          call access.wall('orders.plain');
          grant select on orders.plain to lockkeeper_portal
          """);
    }
  }

  private void load(Connection admin, BenchedLookUp ours, Ids ids, int orders) throws SQLException {
    admin.setAutoCommit(false);
    try (Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute("set synchronous_commit = off");
    }
    try (PreparedStatement order =
            admin.prepareStatement(
                """
                insert into orders.sales_order (seller_id, id, connection_id, channel,
                  channel_number, label, placed_at, received_at, channel_version, speed, status,
                  status_since, units, recipient_version, sealed_name, sealed_address,
                  sealed_phone, sealed_email, sealed_masked)
                values (?, ?, ?, 'shopify', ?, ?, now(), now(), now(), 'STANDARD', 'SHIPPED',
                  now(), 1, 1, ?, ?, ?, ?, ?)
                """);
        PreparedStatement key =
            admin.prepareStatement(
                """
                insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
                  commitment, key_version, revision)
                values (?, ?, ?, ?, ?, ?, 1, 1)
                """);
        PreparedStatement token =
            admin.prepareStatement(
                """
                insert into keys.look_up_token (seller_id, cohort, field, token, order_id)
                values (?, ?, ?, ?, ?)
                """);
        PreparedStatement plain =
            admin.prepareStatement(
                "insert into orders.plain (seller_id, email, order_id) values (?, ?, ?)")) {
      List<PreparedStatement> all = new ArrayList<>(List.of(order, key, token, plain));
      for (int i = 0; i < orders; i++) {
        BenchedLookUp.Made made = ours.seal(ids.next(), i);
        set(order, seller.value(), made.order(), seller.value(), "6" + i, "#" + i);
        for (int field = 0; field < made.sealed().size(); field++) {
          order.setBytes(6 + field, made.sealed().get(field));
        }
        order.addBatch();
        set(
            key,
            seller.value(),
            made.order(),
            made.cohort(),
            made.sellerKey(),
            made.wrapping().get(0),
            made.wrapping().get(1));
        key.addBatch();
        for (int one = 0; one < made.tokens().size(); one++) {
          set(
              token,
              seller.value(),
              made.cohort(),
              made.fields().get(one),
              made.tokens().get(one),
              made.order());
          token.addBatch();
        }
        set(plain, seller.value(), BenchedLookUp.email(i), made.order());
        plain.addBatch();
        if (i % BATCH == BATCH - 1 || i == orders - 1) {
          for (PreparedStatement each : all) {
            each.executeBatch();
          }
          admin.commit();
        }
      }
    }
    admin.setAutoCommit(true);
    try (Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = origin");
      sql.execute("vacuum analyze");
      sql.execute("checkpoint");
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** A log that keeps nothing, to see the look-up alone. */
  private static final class Silence implements AuditStore {
    @Override
    public void append(SellerId of, List<AuditEntry> entries) {}

    @Override
    public List<AuditEntry> about(SellerId of, String object) {
      return List.of();
    }
  }
}
