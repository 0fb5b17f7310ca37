package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DataRequests;

/** Wishes in {@code retention.data_request}. */
@ApplicationScoped
class PostgresDataRequests implements DataRequests {

  private static final String SELECT =
      """
      select seller_id, id, channel, request, orders, asked, received_at, due_by, answered_at
      from retention.data_request
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresDataRequests(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(DataRequest r) {
    tenancy
        .as(r.seller())
        .run(
            """
            insert into retention.data_request
              (seller_id, id, channel, request, orders, asked, received_at, due_by)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            r.seller().value(),
            r.id(),
            r.channel(),
            r.request(),
            r.orders().stream().map(OrderId::value).toArray(UUID[]::new),
            r.named(),
            r.receivedAt(),
            r.dueBy());
  }

  @Override
  public Optional<DataRequest> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ?",
            PostgresDataRequests::read,
            seller.value(),
            id);
  }

  @Override
  public List<DataRequest> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "where seller_id = ? order by received_at desc, id desc",
            PostgresDataRequests::read,
            seller.value());
  }

  @Override
  public void answered(SellerId seller, UUID id, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            update retention.data_request set answered_at = ?
            where seller_id = ? and id = ? and answered_at is null
            """,
            at,
            seller.value(),
            id);
  }

  private static DataRequest read(ResultSet row) throws SQLException {
    return new DataRequest(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        row.getString("channel"),
        row.getString("request"),
        Arrays.stream((UUID[]) row.getArray("orders").getArray()).map(OrderId::new).toList(),
        row.getInt("asked"),
        Sql.instant(row, "received_at"),
        Sql.instant(row, "due_by"),
        Sql.optionalInstant(row, "answered_at"));
  }
}
