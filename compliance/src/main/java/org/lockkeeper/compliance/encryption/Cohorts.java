package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cohorts that were ever opened, and how far their closing has come. They belong to no seller,
 * so the table has none. All calls run in the caller's transaction, and leave the seller for which
 * it reads and writes as they found it.
 */
public interface Cohorts {

  /**
   * One cohort. Its instants are filled as it moves on, never emptied.
   *
   * @param key the custodian's key of the cohort
   * @param disabledAt when the custodian's key was put out of use
   * @param deletionDueAt from when the custodian may have destroyed it
   * @param confirmedAt when the custodian confirmed that it is gone
   */
  record Row(
      Cohort cohort,
      CustodianKeyId key,
      State state,
      Optional<Instant> disabledAt,
      Optional<Instant> deletionDueAt,
      Optional<Instant> confirmedAt) {

    /** A cohort as it is opened. */
    public static Row open(Cohort cohort, CustodianKeyId key) {
      return new Row(cohort, key, State.OPEN, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** How far a cohort has come. It moves one step at a time and never back. */
  enum State {
    /** Order keys may be written under it. */
    OPEN,
    /** It was found empty; no order key may be written under it any more. */
    CLOSING,
    /** The custodian's key is out of use. */
    DISABLED,
    /** The custodian's key waits for its deletion. */
    DELETION_SCHEDULED,
    /** The custodian has confirmed that the key is gone. */
    DESTROYED
  }

  /** The cohort, if it was ever opened. */
  Optional<Row> find(Cohort cohort);

  /**
   * Adds a cohort unless it is there ({@code on conflict do nothing}), and answers the row that
   * counts, which is another node's if that was first. Store {@link Cohort#endsAt()} beside it for
   * {@link OrderKeys#page}.
   */
  Row insertIfAbsent(Row row);

  /** All cohorts that are not {@link State#DESTROYED}, in the order of their ends. */
  List<Row> unfinished();

  /**
   * Reads a cohort and locks it against other writers to the end of the transaction ({@code select
   * … for update}). It also waits for every uncommitted transaction that has written an order key
   * under this cohort, and holds back those that are about to: {@link OrderKeys#insert} and {@link
   * OrderKeys#replace} read the same row {@code for share}.
   */
  Optional<Row> lock(Cohort cohort);

  /**
   * Writes state and instants of a row that {@link #lock} has locked. {@code cohort} and {@code
   * key} never change.
   */
  void update(Row row);

  /**
   * How many order keys of all sellers stand under the cohort now, as far as committed or written
   * by this transaction. This is the one figure of ours that is read across sellers; it is a count
   * and nothing else.
   */
  long liveOrderKeys(Cohort cohort);
}
