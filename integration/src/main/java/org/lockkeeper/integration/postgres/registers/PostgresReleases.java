package org.lockkeeper.integration.postgres.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.registers.releases.Component;
import org.lockkeeper.compliance.registers.releases.Release;
import org.lockkeeper.compliance.registers.releases.Releases;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Versions in {@code registers.release} and what they are made of. */
@ApplicationScoped
class PostgresReleases implements Releases {

  private static final String COLUMNS =
      "select id, version, digest, components, seen_at from registers.release";

  private final Tenancy tenancy;

  @Inject
  PostgresReleases(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  @Override
  public boolean add(Release fresh, List<Component> components) {
    int added =
        sql()
            .run(
                """
                insert into registers.release (id, version, digest, components, seen_at)
                values (?, ?, ?, ?, ?) on conflict (digest) do nothing
                """,
                fresh.id(),
                fresh.version(),
                fresh.digest(),
                fresh.components(),
                fresh.seenAt());
    if (added == 1) {
      sql()
          .batch(
              """
              insert into registers.component (release_id, purl, part, version, licence)
              values (?, ?, ?, ?, ?)
              """,
              components.stream()
                  .map(
                      each ->
                          new @Nullable Object[] {
                            fresh.id(), each.purl(), each.part(), each.version(), each.licence()
                          })
                  .toList());
    }
    return added == 1;
  }

  @Override
  public List<Release> newest(int most) {
    return sql()
        .list(COLUMNS + " order by seen_at desc, id desc limit ?", PostgresReleases::release, most);
  }

  @Override
  public Optional<Release> byDigest(String digest) {
    return sql().first(COLUMNS + " where digest = ?", PostgresReleases::release, digest);
  }

  @Override
  public List<Component> components(UUID release) {
    return sql()
        .list(
            """
            select purl, part, version, licence from registers.component
            where release_id = ? order by part, version, purl
            """,
            row ->
                new Component(
                    row.getString("purl"),
                    row.getString("part"),
                    row.getString("version"),
                    row.getString("licence")),
            release);
  }

  private static Release release(ResultSet row) throws SQLException {
    return new Release(
        Sql.uuid(row, "id"),
        row.getString("version"),
        row.getString("digest"),
        row.getInt("components"),
        Sql.instant(row, "seen_at"));
  }
}
