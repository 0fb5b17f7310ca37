package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.response.Concerned;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Whom incidents concern, in {@code incidents.affected}. */
@ApplicationScoped
class PostgresConcerned implements Concerned {

  private final Tenancy tenancy;

  @Inject
  PostgresConcerned(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<One> of(IncidentId incident) {
    return tenancy
        .as(SellerId.PLATFORM)
        .list(
            "select * from incidents.affected where incident_id = ? order by affected_seller",
            row ->
                new One(
                    new SellerId(Sql.uuid(row, "affected_seller")),
                    row.getLong("orders"),
                    row.getLong("looks"),
                    row.getString("fields"),
                    row.getString("how"),
                    Sql.instant(row, "counted_at"),
                    Sql.optionalInstant(row, "told_at")),
            incident.value());
  }

  @Override
  public void put(IncidentId incident, One one) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into incidents.affected as a (incident_id, affected_seller, orders, looks,
              fields, how, counted_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (incident_id, affected_seller) do update set
              orders = greatest(a.orders, excluded.orders),
              looks = greatest(a.looks, excluded.looks),
              fields = array_to_string(array(
                select distinct f.one from
                  unnest(string_to_array(a.fields || ',' || excluded.fields, ',')) as f (one)
                where f.one <> '' order by f.one), ','),
              how = case when excluded.orders >= a.orders then excluded.how else a.how end,
              counted_at = excluded.counted_at
            """,
            incident.value(),
            one.seller().value(),
            one.orders(),
            one.looks(),
            one.fields(),
            one.how(),
            one.countedAt());
  }

  @Override
  public void serialize(IncidentId incident) {
    tenancy
        .as(SellerId.PLATFORM)
        .exists("select 1 from incidents.incident where id = ? for update", incident.value());
  }

  @Override
  public Map<SellerId, Instant> receipts(IncidentId incident) {
    Map<SellerId, Instant> opened = new LinkedHashMap<>();
    tenancy
        .as(SellerId.PLATFORM)
        .list(
            "select told_seller, opened_at from incidents.receipts(?)",
            row ->
                Map.entry(
                    new SellerId(Sql.uuid(row, "told_seller")), Sql.instant(row, "opened_at")),
            incident.value())
        .forEach(one -> opened.put(one.getKey(), one.getValue()));
    return opened;
  }

  @Override
  public void told(IncidentId incident, SellerId seller, Instant at) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            update incidents.affected set told_at = ?
            where incident_id = ? and affected_seller = ? and told_at is null
            """,
            at,
            incident.value(),
            seller.value());
  }
}
