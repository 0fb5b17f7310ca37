package org.lockkeeper.integration.postgres.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Ciphertext;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.ShippingSpeed;

/** Reads whole orders: three statements for any number of them. */
final class OrderReader {

  static final String SELECT =
      """
      select id, connection_id, channel, channel_number, label, placed_at, received_at,
        channel_version, speed, status, status_since, fulfilment_id, trouble, trouble_detail,
        trouble_since, trouble_next_try, trouble_deadline, recipient_version, sealed_name, sealed_address,
        sealed_phone, sealed_email, sealed_masked, stripped_at
      from orders.sales_order
      """;

  private OrderReader() {}

  static List<Order.Snapshot> read(
      Sql sql, SellerId seller, String rest, @Nullable Object... values) {
    List<Order.Snapshot> bare = sql.list(SELECT + rest, row -> order(row, seller), values);
    if (bare.isEmpty()) {
      return bare;
    }
    List<UUID> ids = bare.stream().map(o -> o.id().value()).toList();
    Map<UUID, List<OrderLine>> lines = lines(sql, seller, ids);
    Map<UUID, List<Parcel>> parcels = parcels(sql, seller, ids);
    return bare.stream()
        .map(
            o ->
                new Order.Snapshot(
                    o.id(),
                    o.seller(),
                    o.connection(),
                    o.channelOrder(),
                    o.label(),
                    o.placedAt(),
                    o.receivedAt(),
                    o.channelVersion(),
                    o.speed(),
                    lines.getOrDefault(o.id().value(), List.of()),
                    o.recipient(),
                    o.progress(),
                    o.trouble(),
                    parcels.getOrDefault(o.id().value(), List.of())))
        .toList();
  }

  private static Order.Snapshot order(ResultSet row, SellerId seller) throws SQLException {
    return new Order.Snapshot(
        new OrderId(Sql.uuid(row, "id")),
        seller,
        new ConnectionId(Sql.uuid(row, "connection_id")),
        new ChannelOrderId(
            new ChannelName(row.getString("channel")), row.getString("channel_number")),
        row.getString("label"),
        Sql.instant(row, "placed_at"),
        Sql.instant(row, "received_at"),
        Sql.instant(row, "channel_version"),
        ShippingSpeed.valueOf(row.getString("speed")),
        List.of(),
        recipient(row),
        progress(row),
        trouble(row),
        List.of());
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return ProgressColumns.progress(
        row.getString("status"),
        Sql.instant(row, "status_since"),
        Sql.optionalText(row, "fulfilment_id").map(FulfilmentId::new));
  }

  private static Optional<OrderTrouble> trouble(ResultSet row) throws SQLException {
    Optional<String> cause = Sql.optionalText(row, "trouble");
    return cause.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OrderTrouble(
                ExceptionClass.valueOf(cause.get()),
                Sql.optionalText(row, "trouble_detail"),
                Sql.instant(row, "trouble_since"),
                Sql.optionalInstant(row, "trouble_next_try"),
                Sql.optionalInstant(row, "trouble_deadline")));
  }

  static Recipient recipient(ResultSet row) throws SQLException {
    var stripped = Sql.optionalInstant(row, "stripped_at");
    if (stripped.isPresent()) {
      return new Recipient.Stripped(stripped.get());
    }
    byte[] name = row.getBytes("sealed_name");
    if (name == null) {
      return new Recipient.Withheld();
    }
    return new Recipient.Sealed(
        row.getInt("recipient_version"),
        new Ciphertext(name),
        new Ciphertext(row.getBytes("sealed_address")),
        Optional.ofNullable(row.getBytes("sealed_phone")).map(Ciphertext::new),
        Optional.ofNullable(row.getBytes("sealed_email")).map(Ciphertext::new),
        new Ciphertext(row.getBytes("sealed_masked")));
  }

  private static Map<String, Integer> contents(ResultSet row) throws SQLException {
    Map<String, Integer> contents = new TreeMap<>();
    if (row.getArray("contents_skus").getArray() instanceof String[] skus
        && row.getArray("contents_units").getArray() instanceof Integer[] units) {
      for (int i = 0; i < skus.length; i++) {
        contents.put(skus[i], units[i]);
      }
    }
    return contents;
  }

  static Map<UUID, List<OrderLine>> lines(Sql sql, SellerId seller, Collection<UUID> orders) {
    Map<UUID, List<OrderLine>> found = new HashMap<>();
    sql.list(
        """
        select order_id, channel_line_id, sku, title, quantity from orders.order_line
        where seller_id = ? and order_id = any (?) order by order_id, position
        """,
        row ->
            found
                .computeIfAbsent(Sql.uuid(row, "order_id"), id -> new ArrayList<>())
                .add(
                    new OrderLine(
                        row.getString("channel_line_id"),
                        row.getString("sku"),
                        row.getString("title"),
                        row.getInt("quantity"))),
        seller.value(),
        orders.toArray(UUID[]::new));
    return found;
  }

  private static Map<UUID, List<Parcel>> parcels(
      Sql sql, SellerId seller, Collection<UUID> orders) {
    Map<UUID, List<Parcel>> found = new HashMap<>();
    sql.list(
        """
        select order_id, number, carrier, tracking, status, settled_at, reported, contents_skus,
          contents_units
        from orders.parcel
        where seller_id = ? and order_id = any (?) order by order_id, number
        """,
        row ->
            found
                .computeIfAbsent(Sql.uuid(row, "order_id"), id -> new ArrayList<>())
                .add(
                    new Parcel(
                        row.getInt("number"),
                        Sql.optionalText(row, "carrier"),
                        Sql.optionalText(row, "tracking"),
                        Parcel.Status.valueOf(row.getString("status")),
                        Sql.optionalInstant(row, "settled_at"),
                        Sql.optionalText(row, "reported"),
                        contents(row))),
        seller.value(),
        orders.toArray(UUID[]::new));
    return found;
  }
}
