package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;

/** Cohorts in {@code keys.cohort}, which belongs to no seller. */
@ApplicationScoped
class PostgresCohorts implements Cohorts {

  private static final String SELECT =
      """
      select cohort, custodian_key, state, disabled_at, deletion_due_at, confirmed_at
      from keys.cohort
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresCohorts(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Row> find(Cohort cohort) {
    return tenancy
        .ofNobody()
        .first(SELECT + "where cohort = ?", PostgresCohorts::read, cohort.toString());
  }

  @Override
  public Row insertIfAbsent(Row row) {
    tenancy
        .ofNobody()
        .run(
            """
            insert into keys.cohort (cohort, custodian_key, ends_at, state)
            values (?, ?, ?, ?) on conflict do nothing
            """,
            row.cohort().toString(),
            row.key().value(),
            row.cohort().endsAt(),
            row.state());
    return find(row.cohort()).orElseThrow();
  }

  @Override
  public List<Row> unfinished() {
    return tenancy
        .ofNobody()
        .list(
            SELECT + "where state <> 'DESTROYED' order by ends_at, cohort", PostgresCohorts::read);
  }

  @Override
  public Optional<Row> lock(Cohort cohort) {
    return tenancy
        .ofNobody()
        .first(SELECT + "where cohort = ? for update", PostgresCohorts::read, cohort.toString());
  }

  @Override
  public void update(Row row) {
    tenancy
        .ofNobody()
        .run(
            """
            update keys.cohort set state = ?, disabled_at = ?, deletion_due_at = ?, confirmed_at = ?
            where cohort = ?
            """,
            row.state(),
            row.disabledAt().orElse(null),
            row.deletionDueAt().orElse(null),
            row.confirmedAt().orElse(null),
            row.cohort().toString());
  }

  @Override
  public long liveOrderKeys(Cohort cohort) {
    return tenancy.ofNobody().count("select keys.live_order_keys(?)", cohort.toString());
  }

  static Row read(ResultSet row) throws SQLException {
    return new Row(
        Cohort.parse(row.getString("cohort")),
        new CustodianKeyId(row.getString("custodian_key")),
        State.valueOf(row.getString("state")),
        Sql.optionalInstant(row, "disabled_at"),
        Sql.optionalInstant(row, "deletion_due_at"),
        Sql.optionalInstant(row, "confirmed_at"));
  }
}
