package org.lockkeeper.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** What the admin page shows of backups and drills; the manifests are the truth. */
final class BackupBook {

  private final Connection connection;

  BackupBook(Connection connection) {
    this.connection = connection;
  }

  /** How a drill went; spans in milliseconds. */
  record Drill(
      UUID id,
      UUID backup,
      Instant beganAt,
      long loses,
      long readyAfter,
      long linesReplayed,
      long cameBack,
      long stillHeld,
      boolean passed,
      String finding) {}

  /** Notes how a backup stands. A restored database learns again of those taken after it. */
  void note(Manifest backup, boolean first, boolean second, boolean key, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into retention.backup (id, taken_at, ends_at, took_ms, bytes, sha256, wal_start,
              wal_stop, first_whole, second_whole, key_held, checked_at, removed_at)
            values (?, ?, ?, ?, ?, ?, ?::pg_lsn, ?::pg_lsn, ?, ?, ?, ?, ?)
            on conflict (id) do update set first_whole = excluded.first_whole,
              second_whole = excluded.second_whole, key_held = excluded.key_held,
              checked_at = excluded.checked_at, removed_at = excluded.removed_at
            """)) {
      int i = 1;
      statement.setObject(i++, backup.id());
      statement.setTimestamp(i++, Timestamp.from(backup.takenAt()));
      statement.setTimestamp(i++, Timestamp.from(backup.endsAt()));
      statement.setLong(i++, backup.took().toMillis());
      statement.setLong(i++, backup.bytes());
      statement.setString(i++, backup.sha256());
      statement.setString(i++, backup.start());
      statement.setString(i++, backup.stop());
      statement.setBoolean(i++, first);
      statement.setBoolean(i++, second);
      statement.setBoolean(i++, key);
      statement.setTimestamp(i++, Timestamp.from(now));
      statement.setTimestamp(i, backup.removedAt().map(Timestamp::from).orElse(null));
      statement.executeUpdate();
    }
  }

  void note(Drill drill) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into retention.restore_drill (id, backup, began_at, loses_ms, ready_after_ms,
              lines_replayed, came_back, still_held, passed, finding)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      int i = 1;
      statement.setObject(i++, drill.id());
      statement.setObject(i++, drill.backup());
      statement.setTimestamp(i++, Timestamp.from(drill.beganAt()));
      statement.setLong(i++, drill.loses());
      statement.setLong(i++, drill.readyAfter());
      statement.setLong(i++, drill.linesReplayed());
      statement.setLong(i++, drill.cameBack());
      statement.setLong(i++, drill.stillHeld());
      statement.setBoolean(i++, drill.passed());
      statement.setString(i, drill.finding());
      statement.executeUpdate();
    }
  }
}
