package org.lockkeeper.integration.postgres.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.SealingOnTables;
import org.lockkeeper.compliance.evidence.CheckRuns;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.Recipient;

/** Orders sealed in the real tables by the real vault, and a hand that changes them behind it. */
public final class SealedTables implements AutoCloseable {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final List<String> FIELDS = List.of("name", "address", "phone", "email", "masked");

  public final Transactions transactions = TestDatabase.portal();
  public final SealingOnTables.Custodian custodian = new SealingOnTables.Custodian();
  public final SellerId anna = new SellerId(UUID.randomUUID());
  public final SellerId bert = new SellerId(UUID.randomUUID());

  private final Transactions apart = TestDatabase.anotherNode();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Map<SellerId, UUID> shops =
      Map.of(anna, UUID.randomUUID(), bert, UUID.randomUUID());
  private final Map<OrderId, Recipient.Sealed> stored = new HashMap<>();
  private final List<String> copies = new ArrayList<>();
  private long written;

  public final AuditTrail audit = new AuditTrail(new Entries(), new Ids(clock, random()), clock);
  private SealingOnTables node = node();

  public SealedTables() {
    shops.forEach(transactions::seller);
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }

  /** A node that has nothing in memory takes over. */
  public void restart() {
    node = node();
  }

  public SealingOnTables sealing() {
    return node;
  }

  public CheckRuns runs() {
    return new PostgresCheckRuns(transactions.tenancy());
  }

  private SealingOnTables node() {
    return new SealingOnTables(
        OpenKeys.ports(transactions.tenancy(), apart.tenancy(), clock),
        apartFrom(),
        custodian,
        audit,
        clock);
  }

  /** The key care of this node. */
  public org.lockkeeper.compliance.encryption.KeyCare keyCare() {
    return node.keyCare(custodian, apartFrom());
  }

  /** Runs a step in a transaction of another connection. */
  public Transactions apart() {
    return apart;
  }

  private SealingOnTables.Apart apartFrom() {
    return new SealingOnTables.Apart() {
      @Override
      public <T> T in(Supplier<T> step) {
        return apart.in(step);
      }
    };
  }

  /** An order arrives with its buyer. */
  public OrderId receive(SellerId seller) {
    OrderId order = new OrderId(UUID.randomUUID());
    transactions.order(seller, shops.getOrDefault(seller, order.value()), order.value(), NOON);
    write(seller, order, 1);
    return order;
  }

  /** The buyer is written again. */
  public void write(SellerId seller, OrderId order, int version) {
    transactions.run(
        () -> {
          Recipient.Sealed sealed = node.vault().seal(seller, order, version, Ada.LOVELACE);
          stored.put(order, sealed);
          transactions
              .tenancy()
              .as(seller)
              .run(
                  """
                  update orders.sales_order set recipient_version = ?, sealed_name = ?,
                    sealed_address = ?, sealed_phone = ?, sealed_email = ?, sealed_masked = ?
                  where seller_id = ? and id = ?
                  """,
                  version,
                  sealed.name().bytes(),
                  sealed.address().bytes(),
                  sealed.phone().map(Ciphertext::bytes),
                  sealed.email().map(Ciphertext::bytes),
                  sealed.masked().bytes(),
                  seller.value(),
                  order.value());
        });
  }

  /** The parcel arrives: the order's key moves to the cohort of its end. */
  public void deliver(SellerId seller, OrderId order) {
    transactions.run(
        () ->
            node.keyCare(custodian, apartFrom())
                .toExpiry(seller, order, sealed(order), NOON.plusSeconds(90L * 24 * 3600)));
  }

  /** The end has come: everything goes, and the log says so. */
  public void strip(SellerId seller, OrderId order) {
    transactions.run(
        () -> {
          Sql sql = transactions.tenancy().as(seller);
          sql.run(
              """
              update orders.sales_order set sealed_name = null, sealed_address = null,
                sealed_phone = null, sealed_email = null, sealed_masked = null, stripped_at = ?
              where seller_id = ? and id = ?
              """,
              NOON,
              seller.value(),
              order.value());
          node.keyCare(custodian, apartFrom()).erase(seller, List.of(order));
          audit.record(
              seller, new Actor.Task("strip"), "recipient.stripped", "order:" + order, Map.of());
        });
  }

  private Recipient.Sealed sealed(OrderId order) {
    Recipient.Sealed found = stored.get(order);
    if (found == null) {
      throw new IllegalStateException("no recipient of order " + order);
    }
    return found;
  }

  // ---- the hand

  /** A copy of all that the tables have of an order's buyer. */
  public record Copy(SellerId seller, UUID order, String name) {}

  /** Keeps a copy of the order's row, its key row and its tokens, as a backup would. */
  public Copy copy(SellerId seller, OrderId order) {
    String name = "copy_" + UUID.randomUUID().toString().replace("-", "");
    copies.add(name);
    owner(
        "create table public.%1$s_o as select * from orders.sales_order where id = '%2$s'",
        name, order);
    owner(
        "create table public.%1$s_k as select * from keys.order_key where order_id = '%2$s'",
        name, order);
    return new Copy(seller, order.value(), name);
  }

  /** Puts the copy back over whatever is there. */
  public void putBack(Copy copy) {
    owner(
        """
        update orders.sales_order o set (recipient_version, sealed_name, sealed_address,
            sealed_phone, sealed_email, sealed_masked, stripped_at)
          = (select c.recipient_version, c.sealed_name, c.sealed_address, c.sealed_phone,
              c.sealed_email, c.sealed_masked, c.stripped_at from public.%1$s_o c)
        where o.id = '%2$s'
        """,
        copy.name(), new OrderId(copy.order()));
    owner("delete from keys.order_key where order_id = '%2$s'", copy.name(), copy.order());
    owner("insert into keys.order_key select * from public.%1$s_k", copy.name(), copy.order());
  }

  /** Puts one field of one order into a field of another, or of the same. */
  public void swap(OrderId to, String field, OrderId from, String other) {
    owner(
        "update orders.sales_order set sealed_"
            + field
            + " = (select sealed_"
            + other
            + " from orders.sales_order where id = '%2$s') where id = '%1$s'",
        to,
        from);
  }

  /** Gives two orders each other's wrapped key. */
  public void swapKeys(OrderId one, OrderId other) {
    owner(
        """
        update keys.order_key k set wrapped = c.wrapped, commitment = c.commitment
        from (select order_id, wrapped, commitment from keys.order_key) c
        where k.order_id in ('%1$s', '%2$s') and c.order_id in ('%1$s', '%2$s')
          and c.order_id <> k.order_id
        """,
        one, other);
  }

  /** Any change, by somebody above all rules; {@code %1$s} is the first of the values. */
  public void owner(String sql, Object... values) {
    String filled = sql;
    for (int i = 0; i < values.length; i++) {
      filled = filled.replace("%" + (i + 1) + "$s", values[i].toString());
    }
    String statement = filled;
    TestDatabase.unwalled().run(() -> TestDatabase.unwalled().tenancy().ofNobody().run(statement));
  }

  /** What the log says about an order, oldest first. */
  public List<String> actions(SellerId seller, OrderId order) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(seller)
                .list(
                    """
                    select action from audit.audit_event where seller_id = ? and object = ?
                    order by at, id
                    """,
                    row -> row.getString("action"),
                    seller.value(),
                    "order:" + order));
  }

  public static List<String> fields() {
    return FIELDS;
  }

  @Override
  public void close() {
    copies.forEach(name -> owner("drop table public.%1$s_o, public.%1$s_k", name));
    apart.close();
  }

  /** Entries as the product writes them, each a moment after the one before. */
  private final class Entries implements AuditStore {

    @Override
    public void append(SellerId seller, List<AuditEntry> entries) {
      for (AuditEntry entry : entries) {
        transactions
            .tenancy()
            .as(seller)
            .run(
                """
                insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
                values (?, ?, ?, ?, ?, ?, (
                  select coalesce(jsonb_object_agg(n.name, v.value), '{}')
                  from unnest(?) with ordinality n (name, place)
                  join unnest(?) with ordinality v (value, place) on v.place = n.place))
                """,
                seller.value(),
                entry.id(),
                entry.at().plusMillis(++written),
                entry.actor().text(),
                entry.action(),
                entry.object(),
                entry.orderedFacts().keySet().toArray(String[]::new),
                entry.orderedFacts().values().toArray(String[]::new));
      }
    }

    @Override
    public List<AuditEntry> about(SellerId seller, String object) {
      throw new UnsupportedOperationException();
    }
  }
}
