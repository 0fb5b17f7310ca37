package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.canaries.CanaryRecords;
import org.lockkeeper.compliance.monitoring.canaries.Trip;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** {@code incidents.canary_post} and {@code incidents.canary_trip}. */
@ApplicationScoped
class PostgresCanaryRecords implements CanaryRecords {

  private static final String POST =
      "select of_seller, standing, wanted, tended_at, proved_at, proof from incidents.canary_post";
  private static final String TRIP =
      """
      select id, of_seller, order_id, actor, path, tripped_at, alert, incident
      from incidents.canary_trip
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresCanaryRecords(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public void tended(SellerId seller, int standing, int wanted, Instant at) {
    sql()
        .run(
            """
            insert into incidents.canary_post (of_seller, standing, wanted, tended_at)
            values (?, ?, ?, ?)
            on conflict (of_seller) do update set standing = excluded.standing,
              wanted = excluded.wanted, tended_at = excluded.tended_at
            """,
            seller.value(),
            standing,
            wanted,
            at);
  }

  @Override
  public void proved(SellerId seller, Proof proof, Instant at) {
    sql()
        .run(
            "update incidents.canary_post set proof = ?, proved_at = ? where of_seller = ?",
            proof,
            at,
            seller.value());
  }

  @Override
  public void forget(SellerId seller) {
    sql().run("delete from incidents.canary_post where of_seller = ?", seller.value());
  }

  @Override
  public List<Post> posts(int most) {
    return sql()
        .list(
            POST
                + " order by proof is distinct from 'HELD' desc, standing < wanted desc,"
                + " proved_at nulls first, of_seller limit ?",
            PostgresCanaryRecords::post,
            most);
  }

  @Override
  public Optional<Post> post(SellerId seller) {
    return sql().first(POST + " where of_seller = ?", PostgresCanaryRecords::post, seller.value());
  }

  @Override
  public Sum sum() {
    return sql()
        .first(
            """
            select coalesce(sum(standing), 0) as standing,
              count(*) filter (where standing > 0) as sellers,
              count(*) filter (where proof = 'OPEN') as unguarded,
              case when bool_and(proved_at is not null or standing = 0)
                then min(proved_at) filter (where standing > 0) end as oldest
            from incidents.canary_post
            """,
            row ->
                new Sum(
                    row.getLong("standing"),
                    row.getLong("sellers"),
                    row.getLong("unguarded"),
                    Sql.optionalInstant(row, "oldest")))
        .orElseThrow();
  }

  @Override
  public boolean add(Trip trip) {
    return sql()
            .run(
                """
                insert into incidents.canary_trip
                  (id, of_seller, order_id, actor, path, hour, tripped_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                trip.id(),
                trip.seller().value(),
                trip.order().value(),
                trip.actor(),
                trip.way(),
                trip.at().truncatedTo(ChronoUnit.HOURS),
                trip.at())
        == 1;
  }

  @Override
  public Optional<Trip> findForUpdate(UUID id) {
    return sql().first(TRIP + " where id = ? for update", PostgresCanaryRecords::trip, id);
  }

  @Override
  public void reported(UUID id, UUID alert, IncidentId incident, Instant at) {
    sql()
        .run(
            "update incidents.canary_trip set reported_at = ?, alert = ?, incident = ? where id = ?",
            at,
            alert,
            incident.value(),
            id);
  }

  @Override
  public List<UUID> unreported(Instant before, int most) {
    return sql()
        .list(
            """
            select id from incidents.canary_trip
            where reported_at is null and tripped_at < ? order by tripped_at, id limit ?
            """,
            row -> Sql.uuid(row, "id"),
            before,
            most);
  }

  @Override
  public List<Trip> trips(int most) {
    return sql()
        .list(TRIP + " order by tripped_at desc, id limit ?", PostgresCanaryRecords::trip, most);
  }

  private static Post post(ResultSet row) throws SQLException {
    return new Post(
        new SellerId(Sql.uuid(row, "of_seller")),
        row.getInt("standing"),
        row.getInt("wanted"),
        Sql.instant(row, "tended_at"),
        Sql.optionalInstant(row, "proved_at"),
        Sql.optionalText(row, "proof").map(Proof::valueOf));
  }

  private static Trip trip(ResultSet row) throws SQLException {
    return new Trip(
        Sql.uuid(row, "id"),
        new SellerId(Sql.uuid(row, "of_seller")),
        new OrderId(Sql.uuid(row, "order_id")),
        row.getString("actor"),
        row.getString("path"),
        Sql.instant(row, "tripped_at"),
        Optional.ofNullable(row.getObject("alert", UUID.class)),
        Optional.ofNullable(row.getObject("incident", UUID.class)).map(IncidentId::new));
  }
}
