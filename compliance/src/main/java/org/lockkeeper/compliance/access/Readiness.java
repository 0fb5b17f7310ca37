package org.lockkeeper.compliance.access;

/** Whether the product can serve. */
public interface Readiness {

  /** Whether the database answers with the tables that we need. */
  boolean databaseAnswers();
}
