package org.lockkeeper.compliance.audit;

/** Whether sealing can go on. To be asked outside of any transaction. */
public interface LogStanding {

  /** Looks now. */
  Standing now();

  /** How it stands. */
  enum Standing {
    /** Nothing stands in its way. */
    GOING,
    /** More is published than the database has, as after a restore; an epoch has to be begun. */
    BEHIND,
    /** What is published cannot be read now. */
    UNKNOWN
  }
}
