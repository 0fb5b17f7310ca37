package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes a backup of the database that runs, ends those whose time has come, looks at all that are
 * left, and writes down how they stand.
 */
final class BackupRun {

  static final String ROLE = "lockkeeper_backup";

  private final Settings settings;
  private final DemoData demo;
  private final ProductTime time;

  BackupRun(Settings settings) throws IOException {
    this.settings = settings;
    Path file = settings.data().resolve("demo.properties");
    if (!Files.exists(file)) {
      throw new Trouble(
          "There is nothing in " + settings.data() + ". Start the product first: mvn -Prun.");
    }
    this.demo = new DemoData(file);
    this.time = new ProductTime(settings.data());
  }

  /** Takes one now, of the product that runs. Exit code 1 after a trouble. */
  public static void main(String[] args) {
    PrintStream terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      Manifest manifest = new BackupRun(Settings.fromSystemProperties()).take();
      terminal.println();
      terminal.println(describe(manifest));
    } catch (Trouble trouble) {
      terminal.println();
      terminal.println("  " + trouble.getMessage());
      System.exit(1);
    } catch (IOException | SQLException e) {
      terminal.println();
      terminal.println("  The backup was not taken: " + e.getMessage());
      System.exit(1);
    }
  }

  static String describe(Manifest manifest) {
    return """
          Backup    %s
          Taken     %s, in %d ms; ends %s
          Archive   %,d bytes, %d files, SHA-256 %s
          Log       from %s to %s
        """
        .formatted(
            manifest.id(),
            manifest.takenAt(),
            manifest.took().toMillis(),
            manifest.endsAt(),
            manifest.bytes(),
            manifest.files(),
            manifest.sha256(),
            manifest.start(),
            manifest.stop());
  }

  /** Whether the last backup is a day old by the product's clock. */
  boolean isDue() throws IOException {
    Instant now = time.now();
    return Backups.of(settings.data(), demo)
        .latest(now)
        .map(last -> !now.isBefore(last.takenAt().plus(Duration.ofDays(1))))
        .orElse(true);
  }

  Manifest take() throws IOException, SQLException {
    Backups backups = Backups.of(settings.data(), demo);
    Path folder = Files.createDirectories(settings.data().resolve("backups"));
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new Trouble("Another backup is under way. Try again when it is done.");
      }
      try (Connection connection = connect()) {
        Manifest manifest =
            backups.take(
                connection, settings.data().resolve("postgres"), time.now(), keep(settings.data()));
        backups.expire(time.now());
        write(backups, connection);
        return manifest;
      }
    }
  }

  /** Writes down how every backup stands. */
  private void write(Backups backups, Connection connection) throws IOException, SQLException {
    BackupBook book = new BackupBook(connection);
    for (Manifest manifest : backups.all()) {
      boolean there = manifest.removedAt().isEmpty();
      book.note(
          manifest,
          there && backups.firstIsWhole(manifest),
          there && backups.secondIsWhole(manifest),
          backups.hasKey(manifest),
          time.now());
    }
  }

  Connection connect() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + settings.databasePort() + "/lockkeeper";
    try {
      return DriverManager.getConnection(url, ROLE, demo.secret("database.backup"));
    } catch (SQLException e) {
      if ("08001".equals(e.getSQLState())) {
        throw new Trouble(
            "No database answers on port "
                + settings.databasePort()
                + ". Start the product first: mvn -Prun.");
      }
      throw e;
    }
  }

  /** How long a backup is kept: the number of the policy that the product carries. */
  static Duration keep(Path data) throws IOException {
    String edition = System.getenv().getOrDefault("LOCKKEEPER_POLICY_EDITION", "");
    String newest = "";
    Properties policy = new Properties();
    try (var jars = Files.newDirectoryStream(data.resolve("migration"), "lockkeeper-retention*")) {
      for (Path jar : jars) {
        try (InputStream in = Files.newInputStream(jar);
            ZipInputStream zip = new ZipInputStream(in)) {
          for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            boolean wanted =
                edition.isEmpty()
                    ? name.matches("policy/\\d{4}-\\d\\d-\\d\\d\\.properties")
                        && name.compareTo(newest) > 0
                    : name.equals("policy/" + edition + ".properties");
            if (wanted) {
              newest = name;
              policy.clear();
              policy.load(zip);
            }
          }
        }
      }
    }
    String keep = policy.getProperty("backup.keep", "");
    if (keep.isEmpty()) {
      throw new Trouble("The policy does not say how long a backup is kept (backup.keep).");
    }
    return Duration.parse(keep);
  }
}
