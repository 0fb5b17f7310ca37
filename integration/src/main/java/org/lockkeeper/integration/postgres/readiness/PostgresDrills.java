package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.drills.Drill;
import org.lockkeeper.compliance.drills.Drills;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Drills in {@code incidents.drill}. */
@ApplicationScoped
class PostgresDrills implements Drills {

  private final Tenancy tenancy;

  @Inject
  PostgresDrills(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void add(Drill d) {
    sql()
        .run(
            """
            insert into incidents.drill (id, scenario, edition, planned_for, planned_by, planned_at,
              target_assess, target_contain, target_tell, state, state_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            d.id(),
            d.scenario(),
            d.edition(),
            d.plannedFor(),
            d.plannedBy(),
            d.plannedAt(),
            d.targets().assess(),
            d.targets().contain(),
            d.targets().tell(),
            d.state(),
            d.stateAt());
  }

  @Override
  public void save(Drill d) {
    sql()
        .run(
            """
            update incidents.drill set state = ?, state_at = ?, begun_by = ?, begun_at = ?,
              incident_id = ?, took_assess = ?, took_contain = ?, took_tell = ?
            where id = ?
            """,
            d.state(),
            d.stateAt(),
            d.begun().map(Drill.Begun::by),
            d.begun().map(begun -> Timestamp.from(begun.at())),
            d.incident().map(IncidentId::value),
            d.took().assess(),
            d.took().contain(),
            d.took().tell(),
            d.id());
  }

  @Override
  public Optional<Drill> hold(UUID id) {
    return sql()
        .first("select * from incidents.drill where id = ? for update", PostgresDrills::drill, id);
  }

  @Override
  public Optional<Drill> practicing(IncidentId incident) {
    return sql()
        .first(
            "select * from incidents.drill where incident_id = ? for update",
            PostgresDrills::drill,
            incident.value());
  }

  @Override
  public List<Drill> latest(int most) {
    return sql()
        .list(
            "select * from incidents.drill order by planned_for desc, id desc limit ?",
            PostgresDrills::drill,
            most);
  }

  private static Optional<Long> minutes(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Long.class));
  }

  private static Drill drill(ResultSet row) throws SQLException {
    Optional<String> by = Sql.optionalText(row, "begun_by");
    return new Drill(
        Sql.uuid(row, "id"),
        row.getString("scenario"),
        row.getObject("edition", LocalDate.class),
        Sql.instant(row, "planned_for"),
        Sql.uuid(row, "planned_by"),
        Sql.instant(row, "planned_at"),
        new Drill.Targets(
            row.getInt("target_assess"), row.getInt("target_contain"), row.getInt("target_tell")),
        Drill.State.valueOf(row.getString("state")),
        Sql.instant(row, "state_at"),
        by.isPresent()
            ? Optional.of(new Drill.Begun(by.get(), Sql.instant(row, "begun_at")))
            : Optional.empty(),
        Optional.ofNullable(Sql.uuid(row, "incident_id")).map(IncidentId::new),
        new Drill.Took(
            minutes(row, "took_assess"), minutes(row, "took_contain"), minutes(row, "took_tell")));
  }
}
