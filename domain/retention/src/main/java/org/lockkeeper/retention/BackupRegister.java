package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is known of backups and restore drills. Written by what takes them, read by us. */
public interface BackupRegister {

  /** The latest backups, newest first, those that have ended too. */
  List<Backup> backups(int limit);

  /** The latest drills, newest first. */
  List<Drill> drills(int limit);

  /**
   * One backup.
   *
   * @param endsAt from then on neither a copy nor its key may be there
   * @param firstWhole whether the copy at home was what was written, when it was last looked at
   * @param secondWhole the same of the copy in the second region
   * @param keyHeld whether it could be opened
   * @param removedAt when its copies were removed and its key destroyed
   */
  record Backup(
      UUID id,
      Instant takenAt,
      Instant endsAt,
      long bytes,
      boolean firstWhole,
      boolean secondWhole,
      boolean keyHeld,
      Instant checkedAt,
      Optional<Instant> removedAt) {}

  /**
   * One restore drill.
   *
   * @param loses recovery point: what had happened since the backup
   * @param readyAfter recovery time: from the first byte to a verified node
   * @param linesReplayed erasures that had happened since the backup
   * @param cameBack orders whose erased buyers the backup brought back
   * @param stillHeld rows of them after the replay
   */
  record Drill(
      UUID id,
      Instant beganAt,
      Duration loses,
      Duration readyAfter,
      long linesReplayed,
      long cameBack,
      long stillHeld,
      boolean passed) {}
}
