package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** End dates in {@code retention.buyer_retention}. */
@ApplicationScoped
class PostgresBuyerRetentions implements BuyerRetentions {

  private static final String SELECT =
      """
      select order_id, anchor, anchored_at, ends_at, edition, ended_at
      from retention.buyer_retention
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresBuyerRetentions(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<BuyerRetention> find(SellerId seller, OrderId order) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and order_id = ? for update",
            row -> read(row, seller),
            seller.value(),
            order.value());
  }

  @Override
  public Map<OrderId, BuyerRetention> of(SellerId seller, Collection<OrderId> orders) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "where seller_id = ? and order_id = any (?)",
            row -> read(row, seller),
            seller.value(),
            ids(orders))
        .stream()
        .collect(Collectors.toMap(BuyerRetention::order, Function.identity()));
  }

  @Override
  public void save(BuyerRetention r) {
    tenancy
        .as(r.seller())
        .run(
            """
            insert into retention.buyer_retention
              (seller_id, order_id, anchor, anchored_at, ends_at, edition, ended_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, order_id) do update set
              anchor = excluded.anchor, anchored_at = excluded.anchored_at,
              ends_at = excluded.ends_at, edition = excluded.edition
            where buyer_retention.ended_at is null
            """,
            r.seller().value(),
            r.order().value(),
            r.anchor(),
            r.anchoredAt(),
            r.endsAt(),
            r.edition(),
            r.endedAt().orElse(null));
  }

  /** A seller without any hold, as most are, is asked for it once and not for each order. */
  @Override
  public List<OrderId> takeDue(SellerId seller, Instant now, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select order_id from retention.buyer_retention
            where seller_id = ? and ended_at is null and ends_at <= ?
              and ((select not exists (
                  select from retention.legal_hold h where h.seller_id = ? and h.ends_at > ?))
                or not retention.held(seller_id, order_id, 'BUYER', ?))
            order by ends_at, order_id limit ? for update skip locked
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            seller.value(),
            now,
            seller.value(),
            now,
            now,
            limit);
  }

  @Override
  public void ended(SellerId seller, Collection<OrderId> orders, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            update retention.buyer_retention set ended_at = ?
            where seller_id = ? and order_id = any (?) and ended_at is null
            """,
            at,
            seller.value(),
            ids(orders));
  }

  @Override
  public List<SellerId> sellersWithDue(Instant now, int limit) {
    return tenancy
        .ofNobody()
        .list(
            "select * from retention.sellers_with_due(?, ?)",
            row -> new SellerId(row.getObject(1, UUID.class)),
            now,
            limit);
  }

  @Override
  public List<DayCount> forecast(LocalDate first, int days) {
    return tenancy
        .ofNobody()
        .list(
            "select day, ends from retention.forecast(?, ?)",
            PostgresBuyerRetentions::dayCount,
            first,
            days);
  }

  @Override
  public List<DayCount> forecast(SellerId seller, LocalDate first, int days) {
    return tenancy
        .as(seller)
        .list(
            """
            select (ends_at at time zone 'UTC')::date as day, count(*) as ends
            from retention.buyer_retention
            where seller_id = ? and ended_at is null
              and ends_at >= ?::date::timestamp at time zone 'UTC'
              and ends_at < (?::date + ?)::timestamp at time zone 'UTC'
            group by 1 order by 1
            """,
            PostgresBuyerRetentions::dayCount,
            seller.value(),
            first,
            first,
            days);
  }

  @Override
  public long backlog(Instant now) {
    return tenancy.ofNobody().count("select retention.backlog(?)", now);
  }

  private static DayCount dayCount(ResultSet row) throws SQLException {
    return new DayCount(row.getObject("day", LocalDate.class), row.getLong("ends"));
  }

  private static UUID[] ids(Collection<OrderId> orders) {
    return orders.stream().map(OrderId::value).toArray(UUID[]::new);
  }

  private static BuyerRetention read(ResultSet row, SellerId seller) throws SQLException {
    return new BuyerRetention(
        seller,
        new OrderId(Sql.uuid(row, "order_id")),
        Anchor.valueOf(row.getString("anchor")),
        Sql.instant(row, "anchored_at"),
        Sql.instant(row, "ends_at"),
        row.getObject("edition", LocalDate.class),
        Sql.optionalInstant(row, "ended_at"));
  }
}
