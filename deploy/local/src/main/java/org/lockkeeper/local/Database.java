package org.lockkeeper.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL of our own, with everything on that keeps what it has promised to keep, and with
 * passwords: the embedded one comes without either.
 */
final class Database implements AutoCloseable {

  static final String ADMIN = "postgres";

  private final EmbeddedPostgres server;
  private final int port;

  private Database(EmbeddedPostgres server, int port) {
    this.server = server;
    this.port = port;
  }

  static Database start(Settings settings, DemoData demo) throws IOException, SQLException {
    String password = demo.password("database.admin");
    demo.save();
    Path data = settings.data().resolve("postgres");
    Database database = start(data, settings.data(), "postgres", settings.databasePort(), password);
    database.requirePasswords(data, password);
    return database;
  }

  /** A database that was restored, with the passwords that it had. */
  static Database startRestored(Path files, Path data, int port, String password)
      throws IOException {
    return start(files, data, "drill-postgres", port, password);
  }

  private static Database start(Path files, Path data, String log, int port, String password)
      throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(files)
            .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toFile())
            .setCleanDataDirectory(false)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "150")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "2GB")
            // A backup wants the log since it began; without an archive it must not go at once.
            .setServerConfig("wal_keep_size", "512MB")
            .setServerConfig("log_min_duration_statement", "-1")
            .setServerConfig("log_parameter_max_length", "0")
            .setServerConfig("log_parameter_max_length_on_error", "0")
            .setServerConfig("log_error_verbosity", "terse")
            .setServerConfig("log_min_error_statement", "panic")
            .setConnectConfig("password", password)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setErrorRedirector(
                ProcessBuilder.Redirect.appendTo(data.resolve("logs/" + log + ".log").toFile()))
            .setOutputRedirector(
                ProcessBuilder.Redirect.appendTo(data.resolve("logs/" + log + ".log").toFile()))
            .start();
    return new Database(server, port);
  }

  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  /** The first start lets everybody in; from then on there are passwords. */
  private void requirePasswords(Path data, String password) throws IOException, SQLException {
    Path rules = data.resolve("pg_hba.conf");
    String wanted = "host all all 127.0.0.1/32 scram-sha-256\n";
    boolean first = !wanted.equals(Files.readString(rules, StandardCharsets.US_ASCII));
    try (Connection connection = DriverManager.getConnection(url("postgres"), ADMIN, password);
        Statement statement = connection.createStatement()) {
      if (first) {
        statement.execute("alter role postgres password '" + password + "'");
        Files.writeString(rules, wanted, StandardCharsets.US_ASCII);
        statement.execute("select pg_reload_conf()");
      }
      try (var rows =
          statement.executeQuery("select 1 from pg_database where datname = 'lockkeeper'")) {
        if (rows.next()) {
          return;
        }
      }
      statement.execute("create database lockkeeper");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
