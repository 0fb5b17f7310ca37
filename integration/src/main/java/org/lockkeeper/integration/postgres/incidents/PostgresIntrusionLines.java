package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.intrusion.IntrusionLine;
import org.lockkeeper.compliance.monitoring.intrusion.IntrusionLines;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Lines in {@code incidents.intrusion_line}. */
@ApplicationScoped
class PostgresIntrusionLines implements IntrusionLines {

  private final Tenancy tenancy;

  @Inject
  PostgresIntrusionLines(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public boolean knows(String digest) {
    return sql().exists("select 1 from incidents.intrusion_line where digest = ?", digest);
  }

  @Override
  public void add(UUID id, IntrusionLine line, UUID alert, String by, Instant at) {
    sql()
        .run(
            """
            insert into incidents.intrusion_line
              (id, digest, alert, at, rule, severity, network, text, taken_by, taken_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            line.digest(),
            alert,
            line.at(),
            line.rule(),
            line.severity(),
            line.network(),
            line.text(),
            by,
            at);
  }

  @Override
  public List<IntrusionLine> of(UUID alert, int most) {
    return sql()
        .list(
            """
            select at, rule, severity, network, text, digest from incidents.intrusion_line
            where alert = ? order by at desc, id limit ?
            """,
            row ->
                new IntrusionLine(
                    Sql.instant(row, "at"),
                    row.getString("rule"),
                    IntrusionLine.Severity.valueOf(row.getString("severity")),
                    row.getString("network"),
                    row.getString("text"),
                    row.getString("digest")),
            alert,
            most);
  }
}
