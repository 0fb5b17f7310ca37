package org.lockkeeper.integration.postgres.credentials;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.lockkeeper.credentials.Turns;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;

/**
 * Turns as advisory locks of PostgreSQL, held by a transaction on a connection of a pool of their
 * own, which takes no part in the server's transactions: the steps inside of a turn commit by
 * themselves, a turn cannot use up the connections that its steps need, and the size of that pool
 * bounds how many turns a node has or waits for. The lock falls with the connection, and so with
 * the process. The transaction that holds it reads and writes nothing.
 */
@ApplicationScoped
class PostgresTurns implements Turns {

  private static final System.Logger LOG = System.getLogger(PostgresTurns.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  @Resource(lookup = "java:app/jdbc/turns")
  private DataSource dataSource;

  private final Duration patience;

  /** For the container, which fills the field. */
  PostgresTurns() {
    this.patience = PATIENCE;
  }

  /** For tests without a container. */
  PostgresTurns(DataSource dataSource, Duration patience) {
    this.dataSource = dataSource;
    this.patience = patience;
  }

  @Override
  public <T> T alone(ConnectionId connection, Supplier<T> work) {
    Connection held = taken(connection);
    try {
      return work.get();
    } finally {
      letGo(held);
    }
  }

  private Connection taken(ConnectionId connection) {
    try {
      Connection fresh = dataSource.getConnection();
      try {
        fresh.setAutoCommit(false);
        take(fresh, connection);
        return fresh;
      } catch (SQLException e) {
        letGo(fresh);
        throw e;
      }
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new PlatformTrouble("token.turn", PlatformTrouble.Kind.THROTTLED, Optional.of(PAUSE));
      }
      throw new StorageTrouble(e);
    }
  }

  /** What was done in the turn is done, whatever becomes of the connection. */
  private static void letGo(Connection held) {
    try (Connection closing = held) {
      closing.rollback();
      closing.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "turn.not-closed state={0}", e.getSQLState());
    }
  }

  private void take(Connection held, ConnectionId connection) throws SQLException {
    try (Statement statement = held.createStatement()) {
      statement.execute("set local lock_timeout = " + patience.toMillis());
    }
    try (PreparedStatement lock = held.prepareStatement("select pg_advisory_xact_lock(?)")) {
      lock.setLong(1, key(connection));
      lock.execute();
    }
  }

  /** Two connections of the same key wait for each other for nothing, and no worse. */
  private static long key(ConnectionId connection) {
    return ByteBuffer.allocate(Long.BYTES)
        .putLong(
            connection.value().getMostSignificantBits()
                ^ Long.rotateLeft(connection.value().getLeastSignificantBits(), 17))
        .getLong(0);
  }
}
