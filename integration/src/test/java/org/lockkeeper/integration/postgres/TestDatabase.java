package org.lockkeeper.integration.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One server for all database tests of a run, with the schema and the roles that production has.
 * Tests do not see each other's rows because each makes its own sellers.
 */
public final class TestDatabase {

  private static final String PASSWORD = "not-a-secret-here";

  private static final class Holder {
    static final TestDatabase ONE = new TestDatabase();
  }

  private final String url;
  private final Transactions portal;
  private final Transactions unwalled;

  private TestDatabase() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database lockkeeper");
      }
      url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/lockkeeper";
      Map<String, String> settings = settings(url);
      Migration.run(settings);
      Migration.run(settings);
      portal = as("lockkeeper_portal");
      unwalled = as("postgres");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(String url) {
    return Map.of(
        "LOCKKEEPER_DATABASE_URL",
        url,
        "LOCKKEEPER_DATABASE_ADMIN_USER",
        "postgres",
        "LOCKKEEPER_DATABASE_ADMIN_PASSWORD",
        PASSWORD,
        "LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD",
        PASSWORD,
        "LOCKKEEPER_DATABASE_PASSWORD",
        PASSWORD,
        "LOCKKEEPER_DATABASE_JOBS_PASSWORD",
        PASSWORD);
  }

  private static TestDatabase one() {
    return Holder.ONE;
  }

  /** As the portal works: under row-level security. */
  public static Transactions portal() {
    return one().portal;
  }

  /** With row-level security of no effect, so that only the statements' own conditions hold. */
  public static Transactions unwalled() {
    return one().unwalled;
  }

  /** A second node of the portal. */
  public static Transactions anotherNode() {
    try {
      return one().as("lockkeeper_portal");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As many connections as are asked for. */
  public static DataSource pool(String role) {
    PGSimpleDataSource pool = new PGSimpleDataSource();
    pool.setUrl(one().url);
    pool.setUser(role);
    pool.setPassword(PASSWORD);
    return pool;
  }

  /** A connection of its own. */
  public static Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(one().url, role, PASSWORD);
  }

  /**
   * A database of its own on the same server, with schema and roles: for what is about all sellers.
   *
   * @param name of letters and digits
   */
  public static Apart apart(String name) {
    return apart(one().url, name);
  }

  /**
   * A database in which somebody worked before this version.
   *
   * @param version how far its schema had come
   * @param rows what stands in it, written by its administrator
   */
  public static Apart grownFrom(String name, String version, String rows) {
    String url = one().url.replaceFirst("/[a-z]+$", "/" + name);
    try (Connection connection = DriverManager.getConnection(one().url, "postgres", PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      Migration.run(settings(url), MigrationVersion.fromVersion(version));
      try (Connection before = DriverManager.getConnection(url, "postgres", PASSWORD);
          Statement writing = before.createStatement()) {
        writing.execute(rows);
      }
      Migration.run(settings(url));
      return new Apart(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on another server of this machine. */
  public static Apart apartOn(int port, String name) {
    return apart(url(port, "postgres"), name);
  }

  /** Where a database is. */
  public static String url(int port, String name) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  private static Apart apart(String server, String name) {
    String url = server.replaceFirst("/[a-z]+$", "/" + name);
    try (Connection connection = DriverManager.getConnection(server, "postgres", PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      Migration.run(settings(url));
      return new Apart(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database that no other test sees. */
  public record Apart(String url) {

    /** A connection of its own. */
    public Connection connect(String role) throws SQLException {
      return DriverManager.getConnection(url, role, PASSWORD);
    }

    /** A node of the portal. */
    public Transactions portal() {
      try {
        return new Transactions(connect("lockkeeper_portal"));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Transactions as(String role) throws SQLException {
    return new Transactions(DriverManager.getConnection(url, role, PASSWORD));
  }
}
