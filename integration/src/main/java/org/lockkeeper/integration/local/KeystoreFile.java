package org.lockkeeper.integration.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;

/**
 * A PKCS#12 file of secret keys that several processes share. A reader sees one whole version of
 * it; a writer has a lock, writes a new file beside it, has it on the disk, and moves it into
 * place. The state of a key stands in the name of its entry, so it cannot be torn from the key.
 */
final class KeystoreFile {

  /** What an entry is at. */
  enum Standing {
    ENABLED,
    DISABLED,
    PENDING,
    DESTROYED
  }

  /**
   * One key of the file.
   *
   * @param deletionAt for {@link Standing#PENDING} and {@link Standing#DESTROYED}
   * @param key the key; of a destroyed one, random bytes that were never used, because an entry
   *     must have some
   */
  record Entry(Standing standing, Optional<Instant> deletionAt, SecretKey key) {
    @Override
    public String toString() {
      return "Entry[" + standing + "]";
    }
  }

  private record Version(Object file, FileTime at, long size) {}

  private record Contents(Optional<Version> version, Map<String, Entry> entries) {}

  /** Two objects of one process cannot hold the same file lock, so they queue here first. */
  private static final ConcurrentMap<Path, ReentrantLock> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private static final String OWNER_ONLY = "rw-------";

  private final Path file;
  private final char[] password;
  private final ReentrantLock writing;
  private volatile Contents contents = new Contents(Optional.empty(), Map.of());

  /**
   * @param file where the keys are; made when first written
   * @param password protects the file and each entry; taken over
   */
  KeystoreFile(Path file, char[] password) {
    this.file = file.toAbsolutePath().normalize();
    this.password = password;
    this.writing = OF_THIS_PROCESS.computeIfAbsent(this.file, path -> new ReentrantLock());
  }

  /** The keys by name, as last written by whatever process. */
  Map<String, Entry> read() throws IOException, GeneralSecurityException {
    Optional<Version> now = version();
    Contents known = contents;
    if (now.equals(known.version()) && now.isPresent()) {
      return known.entries();
    }
    Contents fresh = now.isPresent() ? load(now) : new Contents(now, Map.of());
    contents = fresh;
    return fresh.entries();
  }

  /** Changes the keys; nobody else does meanwhile. What is not changed is not written. */
  Map<String, Entry> change(UnaryOperator<Map<String, Entry>> change)
      throws IOException, GeneralSecurityException {
    writing.lock();
    try {
      Path directory = directory();
      Files.createDirectories(directory);
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling(file.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("the key file's lock was lost");
        }
        Map<String, Entry> before = read();
        Map<String, Entry> after = change.apply(new TreeMap<>(before));
        if (!after.equals(before)) {
          write(directory, after);
        }
        return read();
      }
    } finally {
      writing.unlock();
    }
  }

  private Path directory() throws IOException {
    Path directory = file.getParent();
    if (directory == null) {
      throw new IOException("the key file has no directory");
    }
    return directory;
  }

  private Optional<Version> version() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = now.fileKey();
      return Optional.of(new Version(key == null ? "" : key, now.lastModifiedTime(), now.size()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private Contents load(Optional<Version> version) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    Map<String, Entry> entries = new TreeMap<>();
    for (String alias : Collections.list(store.aliases())) {
      if (!(store.getKey(alias, password) instanceof SecretKey key)) {
        throw new IOException("the key file holds something else than a secret key");
      }
      String[] parts = alias.split("\\.", -1);
      if (parts.length < 2) {
        throw new IOException("the key file holds an entry that is not ours");
      }
      entries.put(
          parts[0],
          new Entry(
              Standing.valueOf(parts[1].toUpperCase(Locale.ROOT)),
              parts.length > 2
                  ? Optional.of(Instant.ofEpochSecond(Long.parseLong(parts[2])))
                  : Optional.empty(),
              key));
    }
    return new Contents(version, Collections.unmodifiableMap(entries));
  }

  private void write(Path directory, Map<String, Entry> entries)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      String alias =
          named.getKey()
              + "."
              + entry.standing().name().toLowerCase(Locale.ROOT)
              + entry.deletionAt().map(at -> "." + at.getEpochSecond()).orElse("");
      store.setEntry(
          alias,
          new KeyStore.SecretKeyEntry(entry.key()),
          new KeyStore.PasswordProtection(password));
    }
    Path fresh =
        Files.createTempFile(
            directory,
            file.getFileName().toString(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        store.store(out, password);
        out.flush();
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the key file's disk cannot replace a file in one step", e);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
