package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Cidr;
import org.lockkeeper.compliance.response.BlockedNetworks;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Networks that are shut out, in {@code incidents.blocked_network}. */
@ApplicationScoped
class PostgresBlockedNetworks implements BlockedNetworks {

  private final Tenancy tenancy;

  @Inject
  PostgresBlockedNetworks(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Blocked> now() {
    return tenancy
        .as(SellerId.PLATFORM)
        .list(
            """
            select id, incident_id, range, blocked_by, blocked_at from incidents.blocked_network
            where lifted_at is null order by blocked_at, id
            """,
            row ->
                new Blocked(
                    Sql.uuid(row, "id"),
                    new IncidentId(Sql.uuid(row, "incident_id")),
                    Cidr.parse(row.getString("range")).orElseThrow(),
                    Sql.uuid(row, "blocked_by"),
                    Sql.instant(row, "blocked_at")));
  }

  @Override
  public void add(Blocked fresh) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into incidents.blocked_network (id, incident_id, range, blocked_by, blocked_at)
            values (?, ?, ?, ?, ?)
            """,
            fresh.id(),
            fresh.incident().value(),
            fresh.range().toString(),
            fresh.by(),
            fresh.at());
  }

  @Override
  public boolean lift(UUID id, UUID by, Instant at) {
    return tenancy
            .as(SellerId.PLATFORM)
            .run(
                """
                update incidents.blocked_network set lifted_by = ?, lifted_at = ?
                where id = ? and lifted_at is null
                """,
                by,
                at,
                id)
        == 1;
  }
}
