package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Wrapped order keys in {@code keys.order_key}. */
@ApplicationScoped
class PostgresOrderKeys implements OrderKeys {

  private final Tenancy tenancy;

  @Inject
  PostgresOrderKeys(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Row> find(SellerId seller, OrderId order) {
    return tenancy
        .as(seller)
        .first(
            """
            select cohort, seller_key_id, wrapped, commitment, key_version, revision
            from keys.order_key where seller_id = ? and order_id = ?
            """,
            row -> read(row, seller, order),
            seller.value(),
            order.value());
  }

  private static Row read(ResultSet row, SellerId seller, OrderId order) throws SQLException {
    return new Row(
        seller,
        order,
        Cohort.parse(row.getString("cohort")),
        Sql.uuid(row, "seller_key_id"),
        new Opaque(row.getBytes("wrapped")),
        new Opaque(row.getBytes("commitment")),
        row.getInt("key_version"),
        row.getInt("revision"));
  }

  @Override
  public Map<OrderId, Row> of(SellerId seller, Collection<OrderId> orders) {
    Map<OrderId, Row> found = new HashMap<>();
    tenancy
        .as(seller)
        .list(
            """
            select order_id, cohort, seller_key_id, wrapped, commitment, key_version, revision
            from keys.order_key where seller_id = ? and order_id = any (?)
            """,
            row -> {
              OrderId order = new OrderId(Sql.uuid(row, "order_id"));
              return found.put(order, read(row, seller, order)) == null;
            },
            seller.value(),
            orders.stream().map(OrderId::value).toArray(UUID[]::new));
    return found;
  }

  @Override
  public boolean insert(Row row) {
    Sql sql = tenancy.as(row.seller());
    // Shares the cohort's row with the insert, so that a closing waits for us.
    boolean added =
        sql.run(
                """
                insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
                  commitment, key_version, revision)
                select ?, ?, cohort, ?, ?, ?, ?, ? from keys.cohort
                where cohort = ? and state = 'OPEN' for share
                on conflict do nothing
                """,
                row.seller().value(),
                row.order().value(),
                row.sellerKey(),
                row.wrapped().bytes(),
                row.commitment().bytes(),
                row.keyVersion(),
                row.revision(),
                row.cohort().toString())
            == 1;
    if (!added) {
      refuseClosed(sql, row.cohort());
    }
    return added;
  }

  @Override
  public boolean replace(Row row, int oldRevision) {
    Sql sql = tenancy.as(row.seller());
    refuseClosed(sql, row.cohort());
    return sql.run(
            """
            update keys.order_key set cohort = ?, seller_key_id = ?, wrapped = ?, revision = ?
            where seller_id = ? and order_id = ? and revision = ?
            """,
            row.cohort().toString(),
            row.sellerKey(),
            row.wrapped().bytes(),
            row.revision(),
            row.seller().value(),
            row.order().value(),
            oldRevision)
        == 1;
  }

  /** Shares the cohort's row, so that a closing waits for us or we see that it has begun. */
  private static void refuseClosed(Sql sql, Cohort cohort) {
    if (!sql.exists(
        "select 1 from keys.cohort where cohort = ? and state = 'OPEN' for share",
        cohort.toString())) {
      throw new CohortClosed(cohort);
    }
  }

  @Override
  public int delete(SellerId seller, Collection<OrderId> orders) {
    return tenancy
        .as(seller)
        .run(
            "delete from keys.order_key where seller_id = ? and order_id = any (?)",
            seller.value(),
            orders.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  @Override
  public long held(SellerId seller, Collection<OrderId> orders) {
    UUID[] ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
    return tenancy
        .as(seller)
        .count(
            """
            select (select count(*) from keys.order_key where seller_id = ? and order_id = any (?))
              + (select count(*) from keys.look_up_token where seller_id = ? and order_id = any (?))
            """,
            seller.value(),
            ids,
            seller.value(),
            ids);
  }

  @Override
  public List<OrderId> page(SellerId seller, Instant endedBy, OrderId after, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select k.order_id from keys.order_key k join keys.cohort c on c.cohort = k.cohort
            where k.seller_id = ? and c.cohort like 'P%' and c.ends_at <= ? and k.order_id > ?
            order by k.order_id limit ?
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            seller.value(),
            endedBy,
            after.value(),
            limit);
  }

  @Override
  public List<OrderId> heldPage(SellerId seller, Instant now, OrderId after, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select k.order_id from keys.order_key k join keys.cohort c on c.cohort = k.cohort
            where k.seller_id = ? and c.cohort like 'E%' and c.ends_at <= ? and k.order_id > ?
              and retention.held(k.seller_id, k.order_id, 'BUYER', ?)
            order by k.order_id limit ?
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            seller.value(),
            now,
            after.value(),
            now,
            limit);
  }

  @Override
  public long count(SellerId seller, Cohort cohort) {
    return tenancy
        .as(seller)
        .count(
            "select count(*) from keys.order_key where seller_id = ? and cohort = ?",
            seller.value(),
            cohort.toString());
  }
}
