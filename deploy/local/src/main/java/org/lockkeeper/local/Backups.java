package org.lockkeeper.local;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Physical backups of the database of this machine: its files and the write-ahead log that belongs
 * to them, as one ZIP sealed by Tink's AES256_GCM_HKDF_1MB under a key of its own, in two folders.
 */
final class Backups {

  private static final String SUFFIX = ".sealed";
  private static final int SEGMENT = 1 << 20;

  /** What the manual of PostgreSQL says to leave out: it is made anew at the next start. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans",
          "postmaster.pid",
          "postmaster.opts",
          "epg-lock");

  private static final List<String> MADE_ANEW =
      List.of(
          "pg_wal/archive_status",
          "pg_wal/summaries",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans",
          "pg_tblspc",
          "pg_twophase",
          "pg_commit_ts",
          "pg_logical/snapshots",
          "pg_logical/mappings");

  private static final String CONTROL = "global/pg_control";

  private final Path folder;
  private final Path second;
  private final BackupKeys keys;

  /**
   * @param folder where the backups are
   * @param second where their copies are: another region, in earnest
   */
  Backups(Path folder, Path second, BackupKeys keys) {
    this.folder = folder;
    this.second = second;
    this.keys = keys;
  }

  static Backups of(Path data, DemoData demo) throws IOException {
    Backups backups =
        new Backups(
            data.resolve("backups"),
            data.resolve("backups-second-region"),
            new BackupKeys(data.resolve("keys/backups.p12"), demo.secret("keystore.backups")));
    demo.save();
    return backups;
  }

  /** All that were ever taken, newest first. */
  List<Manifest> all() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Manifest> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(Manifest.SUFFIX)).toList()) {
        all.add(Manifest.read(file));
      }
    }
    all.sort(Comparator.comparing(Manifest::takenAt).reversed());
    return all;
  }

  /** The newest that has not ended; one whose end has come is not used, though it be there yet. */
  Optional<Manifest> latest(Instant now) throws IOException {
    return all().stream()
        .filter(manifest -> manifest.removedAt().isEmpty() && now.isBefore(manifest.endsAt()))
        .findFirst();
  }

  /**
   * Takes one.
   *
   * @param connection of a role that may call {@code pg_backup_start} and {@code pg_backup_stop}
   * @param database where the database keeps its files
   * @param now by the product's clock
   * @param keep how long it may be kept
   * @throws IOException if it could not be finished; then there is none, and no key of it
   */
  Manifest take(Connection connection, Path database, Instant now, Duration keep)
      throws IOException, SQLException {
    long began = System.nanoTime();
    UUID id = UUID.randomUUID();
    byte[] key = keys.create(id);
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(id + ".unfinished");
    boolean finished = false;
    try {
      Span span;
      long files;
      try (OutputStream out = ownerOnly(unfinished);
          OutputStream sealing = cipher(key).newEncryptingStream(out, name(id));
          ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(sealing, SEGMENT))) {
        zip.setLevel(Deflater.BEST_SPEED);
        Copy copy = new Copy(zip);
        span = copy.all(connection, database, id);
        files = copy.count;
      }
      force(unfinished);
      Path archive = folder.resolve(id + SUFFIX);
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
      Manifest manifest =
          new Manifest(
              id,
              now,
              now.plus(keep),
              Duration.ofNanos(System.nanoTime() - began),
              Files.size(archive),
              digest(archive),
              files,
              span.start(),
              span.stop(),
              Optional.empty());
      Files.createDirectories(second);
      Path copy = second.resolve(id + SUFFIX);
      Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
      force(copy);
      manifest.write(second);
      manifest.write(folder);
      finished = true;
      return manifest;
    } catch (GeneralSecurityException e) {
      throw new IOException("the backup could not be sealed", e);
    } finally {
      Arrays.fill(key, (byte) 0);
      if (!finished) {
        Files.deleteIfExists(unfinished);
        keys.destroy(id);
      }
    }
  }

  private record Span(String start, String stop) {}

  /** One backup on its way into the archive. */
  private static final class Copy {

    private final ZipOutputStream zip;
    private long count;
    private long vanished;

    Copy(ZipOutputStream zip) {
      this.zip = zip;
    }

    Span all(Connection connection, Path database, UUID id) throws IOException, SQLException {
      String start = ask(connection, "select pg_backup_start(?, true)::text", id.toString());
      files(database);
      if (vanished > 1000) {
        throw new IOException("too many files went away during the backup");
      }
      // Last of all, so that it is not older than any page.
      file(database.resolve(CONTROL), CONTROL);
      String stop;
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select lsn::text, labelfile, spcmapfile from pg_backup_stop(false)")) {
        row.next();
        stop = row.getString(1);
        text("backup_label", row.getString(2));
        if (!row.getString(3).isBlank()) {
          throw new IOException("the database has table spaces; this backup knows none");
        }
      }
      wal(connection, database.resolve("pg_wal"), start, stop);
      return new Span(start, stop);
    }

    private void files(Path database) throws IOException {
      try (Stream<Path> all = Files.walk(database)) {
        for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          String name = database.relativize(path).toString();
          if (!LEFT_OUT.contains(database.relativize(path).getName(0).toString())
              && !name.equals(CONTROL)
              && !name.contains("pgsql_tmp")
              && !name.endsWith("pg_internal.init")) {
            try {
              file(path, name);
            } catch (NoSuchFileException gone) {
              // A table that is dropped meanwhile; the log tells of it.
              vanished++;
            }
          }
        }
      }
    }

    private void file(Path path, String name) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        zip.putNextEntry(new ZipEntry(name));
        in.transferTo(zip);
        zip.closeEntry();
        count++;
      }
    }

    private void text(String name, String text) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      count++;
    }

    /** Every segment from the first to the last, or the backup is none. */
    private void wal(Connection connection, Path folder, String start, String stop)
        throws IOException, SQLException {
      String first = ask(connection, "select pg_walfile_name(?::pg_lsn)", start);
      String last = ask(connection, "select pg_walfile_name(?::pg_lsn)", stop);
      long size =
          Long.parseLong(
              ask(
                  connection,
                  "select setting from pg_settings where name = ?",
                  "wal_segment_size"));
      long perLog = 0x100000000L / size;
      String timeline = first.substring(0, 8);
      for (long number = number(first, perLog); number <= number(last, perLog); number++) {
        String name =
            String.format(
                java.util.Locale.ROOT, "%s%08X%08X", timeline, number / perLog, number % perLog);
        Path segment = folder.resolve(name);
        if (!Files.exists(segment)) {
          throw new IOException("a piece of the write-ahead log is gone already: " + name);
        }
        file(segment, "pg_wal/" + name);
      }
    }

    private static long number(String name, long perLog) {
      return Long.parseLong(name.substring(8, 16), 16) * perLog
          + Long.parseLong(name.substring(16), 16);
    }

    private static String ask(Connection connection, String sql, String value) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, value);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getString(1);
        }
      }
    }
  }

  /**
   * Writes the files of a backup into an empty folder, from which a database can be started.
   *
   * @throws IOException if a byte of it is not what was written, or its key was destroyed
   */
  void restore(Manifest manifest, Path target) throws IOException {
    byte[] key =
        keys.find(manifest.id())
            .orElseThrow(() -> new IOException("the key of this backup was destroyed"));
    Files.createDirectories(target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    try (InputStream in = Files.newInputStream(archive(manifest));
        InputStream opened = cipher(key).newDecryptingStream(in, name(manifest.id()));
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(opened, SEGMENT))) {
      long files = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("the backup names a file outside of itself");
        }
        Files.createDirectories(file.getParent());
        try (OutputStream out = ownerOnly(file)) {
          zip.transferTo(out);
        }
        files++;
      }
      if (files != manifest.files()) {
        throw new IOException(
            "the backup has " + files + " files, and should have " + manifest.files());
      }
      // To the end, so that the last seal is checked as well.
      opened.transferTo(OutputStream.nullOutputStream());
    } catch (GeneralSecurityException e) {
      throw new IOException("the backup does not open", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    for (String directory : MADE_ANEW) {
      Files.createDirectories(target.resolve(directory));
    }
  }

  /** The first copy if it is whole, else the second. */
  private Path archive(Manifest manifest) throws IOException {
    for (Path place : List.of(folder, second)) {
      if (isWhole(manifest, place)) {
        return place.resolve(manifest.id() + SUFFIX);
      }
    }
    throw new IOException("neither copy of the backup is what was written");
  }

  /** Whether the first copy is what was written. */
  boolean firstIsWhole(Manifest manifest) throws IOException {
    return isWhole(manifest, folder);
  }

  /** Whether the second copy is what was written. */
  boolean secondIsWhole(Manifest manifest) throws IOException {
    return isWhole(manifest, second);
  }

  private static boolean isWhole(Manifest manifest, Path place) throws IOException {
    Path archive = place.resolve(manifest.id() + SUFFIX);
    return Files.exists(archive)
        && Files.size(archive) == manifest.bytes()
        && digest(archive).equals(manifest.sha256());
  }

  /** Whether the key of a backup is still there. */
  boolean hasKey(Manifest manifest) throws IOException {
    Optional<byte[]> key = keys.find(manifest.id());
    key.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    return key.isPresent();
  }

  /** Ends the backups whose time has come: first the key, then both copies. */
  List<Manifest> expire(Instant now) throws IOException {
    List<Manifest> ended = new ArrayList<>();
    for (Manifest manifest : all()) {
      if (manifest.removedAt().isEmpty() && !now.isBefore(manifest.endsAt())) {
        keys.destroy(manifest.id());
        Files.deleteIfExists(folder.resolve(manifest.id() + SUFFIX));
        Files.deleteIfExists(second.resolve(manifest.id() + SUFFIX));
        Manifest removed = manifest.removed(now);
        removed.write(second);
        removed.write(folder);
        ended.add(removed);
      }
    }
    return ended;
  }

  private static AesGcmHkdfStreaming cipher(byte[] key) throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(key, "HmacSha256", 32, SEGMENT, 0);
  }

  private static byte[] name(UUID id) {
    return ("lockkeeper backup " + id).getBytes(StandardCharsets.US_ASCII);
  }

  private static OutputStream ownerOnly(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.newOutputStream(file);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static String digest(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
