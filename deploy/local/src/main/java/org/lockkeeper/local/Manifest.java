package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What is known of a backup without opening it; stands beside it, and stays when it has ended.
 *
 * @param endsAt from then on it must not be there, nor its key
 * @param bytes of the sealed archive
 * @param sha256 of the sealed archive, in hexadecimal
 * @param files how many files of the database are in it
 * @param start the place in the write-ahead log from which it has to be replayed
 * @param stop the place up to which it has to be replayed
 */
record Manifest(
    UUID id,
    Instant takenAt,
    Instant endsAt,
    Duration took,
    long bytes,
    String sha256,
    long files,
    String start,
    String stop,
    Optional<Instant> removedAt) {

  static final String SUFFIX = ".manifest";

  static Manifest read(Path file) throws IOException {
    Properties said = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      said.load(in);
    }
    return new Manifest(
        UUID.fromString(said.getProperty("id", "")),
        Instant.parse(said.getProperty("taken.at", "")),
        Instant.parse(said.getProperty("ends.at", "")),
        Duration.parse(said.getProperty("took", "")),
        Long.parseLong(said.getProperty("bytes", "")),
        said.getProperty("sha256", ""),
        Long.parseLong(said.getProperty("files", "")),
        said.getProperty("wal.start", ""),
        said.getProperty("wal.stop", ""),
        Optional.of(said.getProperty("removed.at", ""))
            .filter(text -> !text.isEmpty())
            .map(Instant::parse));
  }

  /** Writes it in one step. */
  void write(Path folder) throws IOException {
    Properties said = new Properties();
    said.setProperty("id", id.toString());
    said.setProperty("taken.at", takenAt.toString());
    said.setProperty("ends.at", endsAt.toString());
    said.setProperty("took", took.toString());
    said.setProperty("bytes", String.valueOf(bytes));
    said.setProperty("sha256", sha256);
    said.setProperty("files", String.valueOf(files));
    said.setProperty("wal.start", start);
    said.setProperty("wal.stop", stop);
    said.setProperty("removed.at", removedAt.map(Instant::toString).orElse(""));
    StringWriter text = new StringWriter();
    said.store(text, "A sealed backup of the database: AES256_GCM_HKDF_1MB over a ZIP.");
    Path fresh = folder.resolve(id + SUFFIX + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    Files.move(
        fresh,
        folder.resolve(id + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  Manifest removed(Instant at) {
    return new Manifest(
        id, takenAt, endsAt, took, bytes, sha256, files, start, stop, Optional.of(at));
  }
}
