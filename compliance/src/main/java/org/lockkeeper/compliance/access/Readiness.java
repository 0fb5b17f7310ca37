package org.lockkeeper.compliance.access;

import java.util.List;

/** Whether the product can serve. */
public interface Readiness {

  /** Whether the database answers with the tables that we need. */
  boolean databaseAnswers();

  /**
   * Rights with which row-level security would not hold the product back, so that it must not start
   * with them: each in one sentence; empty if there are none.
   */
  List<String> excessRights();
}
