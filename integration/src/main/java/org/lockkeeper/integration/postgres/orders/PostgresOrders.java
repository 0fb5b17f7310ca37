package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.Recipient;

/** Orders in {@code orders.sales_order}, {@code order_line} and {@code parcel}. */
@ApplicationScoped
class PostgresOrders implements Orders {

  /**
   * The account of the network that the running step had to do with, for {@code
   * network_connection}: the one that is used, or else the last that was.
   */
  private static final String NETWORK =
      """
      (select g.id from credentials.grant_of_seller g
        where g.seller_id = ? and g.platform = 'amazon'
        order by g.standing = 'ACTIVE' desc, g.standing <> 'REVOKED' desc,
          case when g.standing = 'REVOKED' then g.standing_since end desc, g.id limit 1)\
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresOrders(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void serialize(SellerId seller, ChannelOrderId id) {
    tenancy
        .as(seller)
        .exists(
            "select pg_advisory_xact_lock(hashtextextended(?, 0))",
            seller + "/" + id.channel() + "/" + id.number());
  }

  @Override
  public boolean isErased(SellerId seller, ChannelOrderId id) {
    return tenancy
        .as(seller)
        .exists(
            """
            select 1 from orders.erasure_tombstone
            where seller_id = ? and channel = ? and channel_number = ?
            """,
            seller.value(),
            id.channel().value(),
            id.number());
  }

  @Override
  public void neverTake(SellerId seller, ChannelOrderId id, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            insert into orders.erasure_tombstone
              (seller_id, channel, channel_number, order_id, erased_at)
            values (?, ?, ?, null, ?) on conflict do nothing
            """,
            seller.value(),
            id.channel().value(),
            id.number(),
            at);
  }

  @Override
  public void add(Order order) {
    Order.Snapshot o = order.snapshot();
    Sql sql = tenancy.as(o.seller());
    Columns c = Columns.of(o);
    sql.run(
        """
        insert into orders.sales_order (
          seller_id, id, connection_id, channel, channel_number, label, placed_at, received_at,
          channel_version, speed, status, status_since, fulfilment_id,
          trouble, trouble_detail, trouble_since, trouble_next_try, trouble_deadline,
          recipient_version, sealed_name, sealed_address, sealed_phone, sealed_email, sealed_masked,
          stripped_at, units)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        o.seller().value(),
        o.id().value(),
        o.connection().value(),
        o.channelOrder().channel().value(),
        o.channelOrder().number(),
        o.label(),
        o.placedAt(),
        o.receivedAt(),
        o.channelVersion(),
        o.speed(),
        ProgressColumns.status(o.progress()),
        o.progress().since(),
        o.progress().fulfilmentId().map(f -> f.value()),
        o.trouble().map(OrderTrouble::cause).map(Enum::name),
        o.trouble().flatMap(OrderTrouble::detail),
        o.trouble().map(OrderTrouble::since).orElse(null),
        o.trouble().flatMap(OrderTrouble::nextTry).orElse(null),
        o.trouble().flatMap(OrderTrouble::deadline).orElse(null),
        c.version(),
        bytes(c.name()),
        bytes(c.address()),
        bytes(c.phone()),
        bytes(c.email()),
        bytes(c.masked()),
        c.strippedAt(),
        o.units());
    addLines(sql, o);
    saveParcels(sql, o);
  }

  @Override
  public void save(Order order) {
    Order.Snapshot o = order.snapshot();
    Sql sql = tenancy.as(o.seller());
    Columns c = Columns.of(o);
    // A stripped recipient stays stripped: the columns of one are never written from here.
    sql.run(
        """
        update orders.sales_order set
          channel_version = ?, speed = ?, status = ?, status_since = ?, fulfilment_id = ?,
          trouble = ?, trouble_detail = ?, trouble_since = ?, trouble_next_try = ?,
          trouble_deadline = ?, units = ?, network_connection =
            case when not ? then null
              when network_connection is not null and fulfilment_id is not distinct from ?
                and (fulfilment_id is not null or trouble_since = ?) then network_connection
              when ? = 'UNFOLLOWED' then network_connection
              else
        """
            + NETWORK
            + """
             end
        where seller_id = ? and id = ?
        """,
        o.channelVersion(),
        o.speed(),
        ProgressColumns.status(o.progress()),
        o.progress().since(),
        o.progress().fulfilmentId().map(f -> f.value()),
        o.trouble().map(OrderTrouble::cause).map(Enum::name),
        o.trouble().flatMap(OrderTrouble::detail),
        o.trouble().map(OrderTrouble::since).orElse(null),
        o.trouble().flatMap(OrderTrouble::nextTry).orElse(null),
        o.trouble().flatMap(OrderTrouble::deadline).orElse(null),
        o.units(),
        fromNetwork(o),
        o.progress().fulfilmentId().map(f -> f.value()),
        o.trouble().map(OrderTrouble::since).orElse(null),
        ProgressColumns.status(o.progress()),
        o.seller().value(),
        o.seller().value(),
        o.id().value());
    if (o.recipient() instanceof Recipient.Sealed) {
      sql.run(
          """
          update orders.sales_order set
            recipient_version = ?, sealed_name = ?, sealed_address = ?, sealed_phone = ?,
            sealed_email = ?, sealed_masked = ?
          where seller_id = ? and id = ? and stripped_at is null
            and recipient_version is distinct from ?
          """,
          c.version(),
          bytes(c.name()),
          bytes(c.address()),
          bytes(c.phone()),
          bytes(c.email()),
          bytes(c.masked()),
          o.seller().value(),
          o.id().value(),
          c.version());
    }
    List<OrderLine> stored =
        OrderReader.lines(sql, o.seller(), List.of(o.id().value()))
            .getOrDefault(o.id().value(), List.of());
    if (!stored.equals(o.lines())) {
      sql.run(
          "delete from orders.order_line where seller_id = ? and order_id = ?",
          o.seller().value(),
          o.id().value());
      addLines(sql, o);
    }
    // What is still to be erased of the parcels is not written once more.
    if (!(o.progress() instanceof Progress.Unfollowed)) {
      saveParcels(sql, o);
    }
  }

  /** Whether anything that is stored of the order is the network's word. */
  private static boolean fromNetwork(Order.Snapshot o) {
    return o.progress().fulfilmentId().isPresent()
        || o.progress() instanceof Progress.Unfollowed
        || o.trouble().map(OrderTrouble::cause).filter(ExceptionClass::toldByNetwork).isPresent();
  }

  private static void addLines(Sql sql, Order.Snapshot o) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < o.lines().size(); i++) {
      OrderLine line = o.lines().get(i);
      rows.add(
          new Object[] {
            o.seller().value(),
            o.id().value(),
            (short) i,
            line.channelLineId(),
            line.sku(),
            line.title(),
            line.quantity()
          });
    }
    sql.batch(
        """
        insert into orders.order_line
          (seller_id, order_id, position, channel_line_id, sku, title, quantity)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  private static void saveParcels(Sql sql, Order.Snapshot o) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Parcel p : o.parcels()) {
      Map<String, Integer> contents = new TreeMap<>(p.contents());
      rows.add(
          new Object[] {
            o.seller().value(),
            o.id().value(),
            p.number(),
            p.carrier(),
            p.tracking(),
            p.status(),
            p.settledAt().orElse(null),
            p.reported(),
            contents.keySet().toArray(String[]::new),
            contents.values().toArray(Integer[]::new)
          });
    }
    sql.batch(
        """
        insert into orders.parcel
          (seller_id, order_id, number, carrier, tracking, status, settled_at, reported,
           contents_skus, contents_units)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (seller_id, order_id, number) do update set
          carrier = excluded.carrier, tracking = excluded.tracking, status = excluded.status,
          settled_at = excluded.settled_at, reported = excluded.reported,
          contents_skus = excluded.contents_skus, contents_units = excluded.contents_units
        """,
        rows);
  }

  @Override
  public Optional<Order> find(SellerId seller, OrderId id) {
    return one(seller, "where seller_id = ? and id = ?", seller.value(), id.value());
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, OrderId id) {
    return one(seller, "where seller_id = ? and id = ? for update", seller.value(), id.value());
  }

  @Override
  public Optional<Order> findForUpdate(SellerId seller, ChannelOrderId id) {
    return one(
        seller,
        "where seller_id = ? and channel = ? and channel_number = ? for update",
        seller.value(),
        id.channel().value(),
        id.number());
  }

  private Optional<Order> one(SellerId seller, String where, Object... values) {
    return OrderReader.read(tenancy.as(seller), seller, where, values).stream()
        .findFirst()
        .map(Order::restore);
  }

  @Override
  public Map<OrderId, Recipient> recipients(SellerId seller, Collection<OrderId> ids) {
    Map<OrderId, Recipient> found = recipients(tenancy.as(seller), seller, ids);
    return found.size() == ids.size()
        ? found
        : tenancy.seeingAll(seller, sql -> recipients(sql, seller, ids));
  }

  private static Map<OrderId, Recipient> recipients(
      Sql sql, SellerId seller, Collection<OrderId> ids) {
    Map<OrderId, Recipient> found = new HashMap<>();
    sql.list(
        OrderReader.SELECT + "where seller_id = ? and id = any (?)",
        row -> {
          found.put(new OrderId(Sql.uuid(row, "id")), OrderReader.recipient(row));
          return true;
        },
        seller.value(),
        ids.stream().map(OrderId::value).toArray(UUID[]::new));
    return found;
  }

  /** The recipient as columns. */
  private record Columns(
      @Nullable Integer version,
      @Nullable Ciphertext name,
      @Nullable Ciphertext address,
      @Nullable Ciphertext phone,
      @Nullable Ciphertext email,
      @Nullable Ciphertext masked,
      @Nullable Instant strippedAt) {

    static Columns of(Order.Snapshot order) {
      return switch (order.recipient()) {
        case Recipient.Sealed s ->
            new Columns(
                s.version(),
                s.name(),
                s.address(),
                s.phone().orElse(null),
                s.email().orElse(null),
                s.masked(),
                null);
        case Recipient.Stripped s -> new Columns(null, null, null, null, null, null, s.at());
        case Recipient.Withheld w -> new Columns(null, null, null, null, null, null, null);
      };
    }
  }

  private static byte @Nullable [] bytes(@Nullable Ciphertext ciphertext) {
    return ciphertext == null ? null : ciphertext.bytes();
  }
}
