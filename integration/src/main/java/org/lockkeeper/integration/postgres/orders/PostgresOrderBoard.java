package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;

/** Lists and tiles over {@code orders.sales_order}; every condition has an index that serves it. */
@ApplicationScoped
class PostgresOrderBoard implements OrderBoard {

  private final Tenancy tenancy;

  @Inject
  PostgresOrderBoard(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Order.Snapshot> page(
      SellerId seller, Filter filter, Sort sort, boolean descending, long offset, int limit) {
    List<@Nullable Object> values = new ArrayList<>();
    String where = where(seller, filter, values);
    String direction = descending ? " desc" : " asc";
    String order =
        switch (sort) {
          case PLACED -> "placed_at" + direction + ", id";
          case RECEIVED -> "received_at" + direction + ", id";
          case LABEL -> "label" + direction + ", id";
        };
    values.add(limit);
    values.add(offset);
    return OrderReader.read(
        tenancy.as(seller),
        seller,
        where + " order by " + order + " limit ? offset ?",
        values.toArray());
  }

  @Override
  public long count(SellerId seller, Filter filter) {
    List<@Nullable Object> values = new ArrayList<>();
    String where = where(seller, filter, values);
    return tenancy
        .as(seller)
        .count("select count(*) from orders.sales_order " + where, values.toArray());
  }

  private static String where(SellerId seller, Filter filter, List<@Nullable Object> values) {
    StringBuilder where = new StringBuilder("where seller_id = ?");
    values.add(seller.value());
    filter
        .text()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .ifPresent(
            text -> {
              where.append(
                  """
                   and (label like ? or label like ? or channel_number = ? or fulfilment_id = ?
                     or id in (select order_id from orders.parcel p
                               where p.seller_id = ? and p.tracking like ?))
                  """);
              String prefix = literal(text) + "%";
              values.add(prefix);
              values.add("#" + prefix);
              values.add(text);
              values.add(text);
              values.add(seller.value());
              values.add(prefix);
            });
    if (!filter.statuses().isEmpty()) {
      where.append(" and status = any (?)");
      List<String> words = new ArrayList<>();
      for (Status status : filter.statuses()) {
        words.add(status.name());
        if (status == Status.RECEIVED) {
          words.add("PLACING");
        }
      }
      values.add(words.toArray(String[]::new));
    }
    filter
        .channel()
        .ifPresent(
            channel -> {
              where.append(" and channel = ?");
              values.add(channel.value());
            });
    if (filter.troubled()) {
      where.append(" and trouble is not null");
    }
    filter
        .cause()
        .ifPresent(
            cause -> {
              where.append(" and trouble = ?");
              values.add(cause);
            });
    filter
        .stripped()
        .ifPresent(
            yes -> where.append(yes ? " and stripped_at is not null" : " and stripped_at is null"));
    filter
        .receivedFrom()
        .ifPresent(
            from -> {
              where.append(" and received_at >= ?");
              values.add(from);
            });
    return where.toString();
  }

  /** The text with its wildcards taken literally. */
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  @Override
  public Today today(SellerId seller, Instant now, Duration lateAfter) {
    Sql sql = tenancy.as(seller);
    Instant yesterday = now.minus(Duration.ofDays(1));
    Map<ExceptionClass, Long> causes = new EnumMap<>(ExceptionClass.class);
    sql.list(
        """
        select trouble, count(*) as orders from orders.sales_order
        where seller_id = ? and trouble is not null group by trouble
        """,
        row -> causes.put(ExceptionClass.valueOf(row.getString("trouble")), row.getLong("orders")),
        seller.value());
    record Recent(long received, long routed) {}
    Recent recent =
        sql.first(
                """
                select count(*) as received,
                  count(*) filter (where status in ('ROUTED', 'SHIPPED', 'DELIVERED', 'LOST', 'RETURNED', 'UNFOLLOWED'))
                    as routed
                from orders.sales_order where seller_id = ? and received_at > ?
                """,
                row -> new Recent(row.getLong("received"), row.getLong("routed")),
                seller.value(),
                yesterday)
            .orElseThrow();
    record Open(long waiting, long late, long underWay) {}
    Open open =
        sql.first(
                """
                select count(*) filter (where status in ('RECEIVED', 'PLACING')) as waiting,
                  count(*) filter (where status <> 'SHIPPED' and received_at < ?) as late,
                  count(*) filter (where status = 'SHIPPED') as under_way
                from orders.sales_order
                where seller_id = ? and status in ('RECEIVED', 'PLACING', 'ROUTED', 'SHIPPED')
                """,
                row ->
                    new Open(row.getLong("waiting"), row.getLong("late"), row.getLong("under_way")),
                now.minus(lateAfter),
                seller.value())
            .orElseThrow();
    long troubled = causes.values().stream().mapToLong(Long::longValue).sum();
    return new Today(
        recent.received(),
        recent.routed(),
        open.waiting(),
        troubled,
        causes,
        open.late(),
        open.underWay());
  }

  @Override
  public List<Order.Snapshot> withIds(SellerId seller, Set<OrderId> ids) {
    List<Order.Snapshot> found = withIds(tenancy.as(seller), seller, ids);
    // Whoever has an order's id reaches it, also one that no list shows.
    return found.size() == ids.size()
        ? found
        : tenancy.seeingAll(seller, sql -> withIds(sql, seller, ids));
  }

  private static List<Order.Snapshot> withIds(Sql sql, SellerId seller, Set<OrderId> ids) {
    return OrderReader.read(
        sql,
        seller,
        "where seller_id = ? and id = any (?)",
        seller.value(),
        ids.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  @Override
  public List<HourCount> perHour(SellerId seller, Instant from, int hours) {
    return tenancy
        .as(seller)
        .list(
            """
            select h as hour, count(o.id) as orders
            from generate_series(?::timestamptz, ?::timestamptz, interval '1 hour') h
            left join orders.sales_order o on o.seller_id = ?
              and o.received_at >= h and o.received_at < h + interval '1 hour'
            group by h order by h
            """,
            row -> new HourCount(Sql.instant(row, "hour"), row.getLong("orders")),
            from,
            from.plus(Duration.ofHours(hours - 1L)),
            seller.value());
  }
}
