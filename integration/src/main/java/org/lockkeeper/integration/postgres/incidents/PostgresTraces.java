package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.lockkeeper.compliance.response.Traces;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * What the logs know, through the two narrow functions of {@code incidents}, and under a seller.
 */
@ApplicationScoped
class PostgresTraces implements Traces {

  private static final int PAGE = 5000;

  private final Tenancy tenancy;

  @Inject
  PostgresTraces(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /** The first id that an entry of that millisecond could have (RFC 9562 section 5.7). */
  private static UUID first(Instant at) {
    return new UUID(at.toEpochMilli() << 16, 0);
  }

  @Override
  public void each(String actor, Instant from, Instant to, Consumer<Doing> reader) {
    Sql sql = tenancy.as(SellerId.PLATFORM);
    UUID after = first(from);
    List<Doing> page;
    do {
      page =
          sql.list(
              """
              select entry, touched_seller, doing, touched, fields
              from incidents.doings(?, ?, ?, ?) order by entry
              """,
              row ->
                  new Doing(
                      Sql.uuid(row, "entry"),
                      new SellerId(Sql.uuid(row, "touched_seller")),
                      row.getString("doing"),
                      row.getString("touched"),
                      row.getString("fields")),
              actor,
              after,
              first(to),
              PAGE);
      page.forEach(reader);
      after = page.isEmpty() ? after : page.getLast().entry();
    } while (page.size() == PAGE);
  }

  @Override
  public Map<SellerId, Long> orders(String actor, Instant from, Instant to) {
    Map<SellerId, Long> orders = new LinkedHashMap<>();
    tenancy
        .as(SellerId.PLATFORM)
        .list(
            "select touched_seller, orders from incidents.orders_touched(?, ?, ?)",
            row -> Map.entry(new SellerId(Sql.uuid(row, "touched_seller")), row.getLong("orders")),
            actor,
            first(from),
            first(to))
        .forEach(one -> orders.put(one.getKey(), one.getValue()));
    return orders;
  }

  @Override
  public OfConnection over(SellerId seller, ConnectionId connection, Instant from, Instant to) {
    Sql sql = tenancy.as(seller);
    return new OfConnection(
        sql.count(
            """
            select count(*) from orders.sales_order
            where seller_id = ? and connection_id = ? and received_at < ?
            """,
            seller.value(),
            connection.value(),
            to),
        sql.count(
            "select count(*) from audit.call_log where seller_id = ? and at >= ? and at < ?",
            seller.value(),
            from,
            to),
        sql.count(
            """
            select count(*) from audit.audit_event
            where seller_id = ? and object = ? and id >= ? and id < ? and action = 'secret.read'
            """,
            seller.value(),
            "connection:" + connection,
            first(from),
            first(to)));
  }
}
