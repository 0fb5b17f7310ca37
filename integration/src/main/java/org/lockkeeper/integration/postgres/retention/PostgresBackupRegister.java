package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.BackupRegister;

/** Backups and drills as their program has written them down; rows of nobody. */
@ApplicationScoped
class PostgresBackupRegister implements BackupRegister {

  private final Tenancy tenancy;

  @Inject
  PostgresBackupRegister(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Backup> backups(int limit) {
    return tenancy
        .ofNobody()
        .list(
            """
            select id, taken_at, ends_at, bytes, first_whole, second_whole, key_held, checked_at,
              removed_at
            from retention.backup order by taken_at desc limit ?
            """,
            row ->
                new Backup(
                    Sql.uuid(row, "id"),
                    Sql.instant(row, "taken_at"),
                    Sql.instant(row, "ends_at"),
                    row.getLong("bytes"),
                    row.getBoolean("first_whole"),
                    row.getBoolean("second_whole"),
                    row.getBoolean("key_held"),
                    Sql.instant(row, "checked_at"),
                    Sql.optionalInstant(row, "removed_at")),
            limit);
  }

  @Override
  public List<Drill> drills(int limit) {
    return tenancy
        .ofNobody()
        .list(
            """
            select id, began_at, loses_ms, ready_after_ms, lines_replayed, came_back, still_held,
              passed
            from retention.restore_drill order by began_at desc, id limit ?
            """,
            row ->
                new Drill(
                    Sql.uuid(row, "id"),
                    Sql.instant(row, "began_at"),
                    Duration.ofMillis(row.getLong("loses_ms")),
                    Duration.ofMillis(row.getLong("ready_after_ms")),
                    row.getLong("lines_replayed"),
                    row.getLong("came_back"),
                    row.getLong("still_held"),
                    row.getBoolean("passed")),
            limit);
  }
}
