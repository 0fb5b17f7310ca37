package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.response.SellerNotice;
import org.lockkeeper.compliance.response.SellerNotices;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** What sellers were told, in {@code incidents.seller_notice}. */
@ApplicationScoped
class PostgresSellerNotices implements SellerNotices {

  private static final String SELECT = "select * from incidents.seller_notice where seller_id = ? ";

  private final Tenancy tenancy;

  @Inject
  PostgresSellerNotices(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean add(SellerNotice n) {
    return tenancy
            .as(n.seller())
            .run(
                """
                insert into incidents.seller_notice (seller_id, id, incident_id, drill, subject,
                  body, orders, fields, raised_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (seller_id, incident_id) do nothing
                """,
                n.seller().value(),
                n.id(),
                n.incident().value(),
                n.drill(),
                n.subject(),
                n.body(),
                n.orders(),
                n.fields(),
                n.raisedAt())
        == 1;
  }

  @Override
  public List<SellerNotice> of(SellerId seller) {
    return tenancy
        .as(seller)
        .list(SELECT + "order by raised_at desc, id", PostgresSellerNotices::read, seller.value());
  }

  @Override
  public Optional<SellerNotice> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + "and id = ?", PostgresSellerNotices::read, seller.value(), id);
  }

  @Override
  public Optional<SellerNotice> about(SellerId seller, IncidentId incident) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "and incident_id = ?",
            PostgresSellerNotices::read,
            seller.value(),
            incident.value());
  }

  @Override
  public boolean read(SellerId seller, UUID id, UUID by, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                update incidents.seller_notice set read_at = ?, read_by = ?
                where seller_id = ? and id = ? and read_at is null
                """,
                at,
                by,
                seller.value(),
                id)
        == 1;
  }

  private static SellerNotice read(ResultSet row) throws SQLException {
    return new SellerNotice(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        new IncidentId(Sql.uuid(row, "incident_id")),
        row.getBoolean("drill"),
        row.getString("subject"),
        row.getString("body"),
        row.getLong("orders"),
        row.getString("fields"),
        Sql.instant(row, "raised_at"),
        Sql.optionalInstant(row, "read_at"),
        Optional.ofNullable(row.getObject("read_by", UUID.class)));
  }
}
