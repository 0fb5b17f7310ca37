package org.lockkeeper.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration KEEP = Duration.ofDays(28);
  private static final String MARK = "a-line-that-stands-in-the-backup";

  @TempDir static Path ground;
  private static EmbeddedPostgres server;
  private static Path files;

  @TempDir Path folder;
  private Backups backups;
  private Manifest taken;

  @BeforeAll
  static void a_database() throws IOException, SQLException {
    files = ground.resolve("postgres");
    server = start(files);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (text text)");
      statement.execute("insert into kept values ('" + MARK + "')");
    }
  }

  @AfterAll
  static void it_ends() throws IOException {
    server.close();
  }

  private static EmbeddedPostgres start(Path files) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(files)
        .setCleanDataDirectory(false)
        .setServerConfig("wal_keep_size", "128MB")
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  @BeforeEach
  void one_backup() throws IOException, SQLException {
    backups =
        new Backups(
            folder.resolve("here"),
            folder.resolve("there"),
            new BackupKeys(folder.resolve("keys.p12"), "not-a-secret-here"));
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      taken = backups.take(connection, files, NOON, KEEP);
    }
  }

  private Path archive(String place) {
    return folder.resolve(place).resolve(taken.id() + ".sealed");
  }

  private static void spoil(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int before = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(before ^ 1);
    }
  }

  @Test
  void a_restored_backup_starts_and_has_what_was_there() throws IOException, SQLException {
    Path restored = ground.resolve("restored");
    backups.restore(taken, restored);
    try (EmbeddedPostgres again = start(restored);
        Connection connection = again.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(MARK);
    }
  }

  @Test
  void a_backup_is_noise_without_its_key() throws IOException {
    for (String place : new String[] {"here", "there"}) {
      String bytes = Files.readString(archive(place), StandardCharsets.ISO_8859_1);
      // Said by a flag: what is not found would be printed whole.
      assertThat(bytes.contains(MARK)).isFalse();
      assertThat(bytes.contains("pg_control")).isFalse();
      assertThat(bytes.startsWith("PK")).isFalse();
    }
  }

  @Test
  void a_spoilt_copy_is_told_and_the_other_one_is_taken() throws IOException {
    spoil(archive("here"));
    assertThat(backups.firstIsWhole(taken)).isFalse();
    assertThat(backups.secondIsWhole(taken)).isTrue();
    backups.restore(taken, folder.resolve("restored"));
    spoil(archive("there"));
    assertThatThrownBy(() -> backups.restore(taken, folder.resolve("again")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_spoilt_copy_with_a_false_digest_does_not_open_either() throws IOException {
    spoil(archive("here"));
    Files.copy(
        archive("here"), archive("there"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Manifest forged =
        new Manifest(
            taken.id(),
            taken.takenAt(),
            taken.endsAt(),
            taken.took(),
            taken.bytes(),
            Backups.digest(archive("here")),
            taken.files(),
            taken.start(),
            taken.stop(),
            taken.removedAt());
    assertThatThrownBy(() -> backups.restore(forged, folder.resolve("restored")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void at_its_end_a_backup_goes_and_a_copy_put_aside_does_not_open() throws IOException {
    Path aside = folder.resolve("aside");
    Files.copy(archive("there"), aside);
    assertThat(backups.expire(NOON.plus(KEEP).minusSeconds(1))).isEmpty();
    assertThat(backups.hasKey(taken)).isTrue();

    assertThat(backups.expire(NOON.plus(KEEP)))
        .singleElement()
        .satisfies(ended -> assertThat(ended.removedAt()).contains(NOON.plus(KEEP)));

    assertThat(archive("here")).doesNotExist();
    assertThat(archive("there")).doesNotExist();
    assertThat(backups.hasKey(taken)).isFalse();
    assertThat(backups.latest(NOON)).isEmpty();
    assertThat(backups.expire(NOON.plus(KEEP))).isEmpty();
    Files.copy(aside, archive("here"));
    assertThatThrownBy(() -> backups.restore(taken, folder.resolve("restored")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key");
  }

  @Test
  void a_backup_that_could_not_be_finished_leaves_neither_file_nor_key() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      assertThatThrownBy(() -> backups.take(connection, ground.resolve("nowhere"), NOON, KEEP))
          .isInstanceOf(IOException.class);
    }
    assertThat(folder.resolve("here")).isDirectoryNotContaining("glob:**.unfinished");
  }
}
