package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.compliance.response.Roster;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The named contact and deputy in {@code incidents.roster}. */
@ApplicationScoped
class PostgresRoster implements Roster {

  private final Tenancy tenancy;

  @Inject
  PostgresRoster(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Named> newest() {
    return tenancy
        .as(SellerId.PLATFORM)
        .first(
            "select * from incidents.roster order by chosen_at desc, id desc limit 1",
            row ->
                new Named(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "contact"),
                    Sql.uuid(row, "deputy"),
                    Sql.uuid(row, "chosen_by"),
                    Sql.instant(row, "chosen_at")));
  }

  @Override
  public void name(Named fresh) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into incidents.roster (id, contact, deputy, chosen_by, chosen_at)
            values (?, ?, ?, ?, ?)
            """,
            fresh.id(),
            fresh.contact(),
            fresh.deputy(),
            fresh.namedBy(),
            fresh.namedAt());
  }
}
