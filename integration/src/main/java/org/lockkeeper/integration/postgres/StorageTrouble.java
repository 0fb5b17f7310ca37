package org.lockkeeper.integration.postgres;

import java.sql.SQLException;

/**
 * The database refused or could not be reached. Tells the SQLSTATE only: a driver's own message may
 * repeat the values of a row (F36).
 */
public final class StorageTrouble extends RuntimeException {

  private final String state;

  public StorageTrouble(SQLException cause) {
    super("SQLSTATE " + cause.getSQLState());
    this.state = String.valueOf(cause.getSQLState());
    setStackTrace(cause.getStackTrace());
  }

  /** Five characters, as PostgreSQL documents them. */
  public String state() {
    return state;
  }
}
