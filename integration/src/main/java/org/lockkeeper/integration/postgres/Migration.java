package org.lockkeeper.integration.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the database to the schema of this version, before the portal starts and with rights that
 * the portal does not have. Run as a program of its own; takes its settings from the environment.
 *
 * <ul>
 *   <li>{@code LOCKKEEPER_DATABASE_URL}: where;
 *   <li>{@code LOCKKEEPER_DATABASE_ADMIN_USER}, {@code …_ADMIN_PASSWORD}: if given, the roles are
 *       made first, with the passwords {@code LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD}, {@code
 *       …_PASSWORD} (portal) and {@code …_JOBS_PASSWORD}, and {@code …_BACKUP_PASSWORD} where
 *       backups are taken by our own program;
 *   <li>{@code LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD}: the one who migrates.
 * </ul>
 */
final class Migration {

  private Migration() {}

  /** Migrates and ends; a trouble ends it with an exception and exit code 1. */
  public static void main(String[] args) throws SQLException, IOException {
    run(System.getenv());
  }

  static void run(Map<String, String> settings) throws SQLException, IOException {
    run(settings, MigrationVersion.LATEST);
  }

  /** As far as a version, for tests of what the later ones make of rows that are there. */
  static void run(Map<String, String> settings, MigrationVersion target)
      throws SQLException, IOException {
    String url = required(settings, "LOCKKEEPER_DATABASE_URL");
    String migrator = required(settings, "LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD");
    Optional<String> admin = Optional.ofNullable(settings.get("LOCKKEEPER_DATABASE_ADMIN_USER"));
    if (admin.isPresent()) {
      Map<String, String> passwords = new TreeMap<>();
      passwords.put("lockkeeper_migrator", migrator);
      passwords.put("lockkeeper_portal", required(settings, "LOCKKEEPER_DATABASE_PASSWORD"));
      passwords.put("lockkeeper_jobs", required(settings, "LOCKKEEPER_DATABASE_JOBS_PASSWORD"));
      Optional.ofNullable(settings.get("LOCKKEEPER_DATABASE_BACKUP_PASSWORD"))
          .ifPresent(password -> passwords.put("lockkeeper_backup", password));
      roles(url, admin.get(), required(settings, "LOCKKEEPER_DATABASE_ADMIN_PASSWORD"), passwords);
    }
    Flyway.configure()
        .dataSource(url, "lockkeeper_migrator", migrator)
        .initSql("set role lockkeeper_owner")
        .schemas("migration")
        .defaultSchema("migration")
        .validateMigrationNaming(true)
        .target(target)
        .load()
        .migrate();
  }

  private static void roles(String url, String user, String password, Map<String, String> passwords)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(text("/db/roles.sql"));
      for (Map.Entry<String, String> role : passwords.entrySet()) {
        statement.execute("alter role " + role.getKey() + " password " + quoted(connection, role));
      }
      statement.execute(
          "do $$ begin execute format('grant create, connect on database %I to lockkeeper_owner,"
              + " lockkeeper_migrator', current_database()); end $$");
    }
  }

  private static String quoted(Connection connection, Map.Entry<String, String> role)
      throws SQLException {
    try (PreparedStatement quote = connection.prepareStatement("select quote_literal(?)")) {
      quote.setString(1, role.getValue());
      try (var rows = quote.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = Migration.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("missing " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String required(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("set " + name));
  }
}
