package org.lockkeeper.compliance.audit;

/**
 * Begins a new epoch of the audit log, after a restore: from then on entries are sealed in a tree
 * of its own, whose first leaf commits to all that was published before.
 */
public interface EpochStart {

  /**
   * Begins. To be called, outside of any transaction, once the database is restored and before it
   * is served: until then nothing is sealed, because the checkpoints that are published reach
   * further than the database. May be called again; each call begins an epoch.
   *
   * @param reason why, in a few words without personal data, such as {@code restore 2026-11-22T04}
   * @throws CheckpointStore.Unavailable if what was published cannot be read
   */
  Begun begin(String reason);

  /**
   * Whether more was published than the database has: it was restored, or somebody cut the log.
   * What is published lies apart from the database, so a restore does not take it back.
   *
   * @throws CheckpointStore.Unavailable if what was published cannot be read
   */
  boolean isBehind();

  /**
   * What has begun.
   *
   * @param epoch its number
   * @param lost entries that were sealed and published, and that the restored database lacks
   */
  record Begun(int epoch, long lost) {}
}
