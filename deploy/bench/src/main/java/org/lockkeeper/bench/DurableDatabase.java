package org.lockkeeper.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL of our own that keeps what it promises, with the product's schema and roles. */
final class DurableDatabase implements AutoCloseable {

  private static final String PASSWORD = "not-a-secret-here";

  private final EmbeddedPostgres server;

  private DurableDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  static DurableDatabase start(Path directory) throws IOException {
    DurableDatabase database =
        new DurableDatabase(
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("bench-postgres").toFile())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start());
    database.migrate();
    return database;
  }

  private void migrate() throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database lockkeeper");
      Method run =
          Class.forName("org.lockkeeper.integration.postgres.Migration")
              .getDeclaredMethod("run", Map.class);
      run.setAccessible(true);
      run.invoke(
          null,
          Map.of(
              "LOCKKEEPER_DATABASE_URL",
              url(),
              "LOCKKEEPER_DATABASE_ADMIN_USER",
              "postgres",
              "LOCKKEEPER_DATABASE_ADMIN_PASSWORD",
              PASSWORD,
              "LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD",
              PASSWORD,
              "LOCKKEEPER_DATABASE_PASSWORD",
              PASSWORD,
              "LOCKKEEPER_DATABASE_JOBS_PASSWORD",
              PASSWORD));
    } catch (SQLException | ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/lockkeeper";
  }

  /** A connection of its own. */
  Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(url(), role, PASSWORD);
  }

  /** A node of the portal. */
  Node node() throws SQLException {
    Connection connection = connect("lockkeeper_portal");
    connection.setAutoCommit(false);
    return new Node(connection);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
