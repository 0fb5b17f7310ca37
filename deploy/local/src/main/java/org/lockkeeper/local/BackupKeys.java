package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key for each backup, in a PKCS#12 file apart from the backups. Without its key a backup is
 * noise, so destroying the key reaches every copy of it, wherever that is.
 */
final class BackupKeys {

  private static final String OWNER_ONLY = "rw-------";

  private final Path file;
  private final char[] password;

  BackupKeys(Path file, String password) {
    this.file = file;
    this.password = password.toCharArray();
  }

  /** Makes the key of a backup and keeps it; returns 32 bytes. */
  byte[] create(UUID backup) throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      KeyStore store = load();
      store.setEntry(
          backup.toString(),
          new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
          new KeyStore.PasswordProtection(password));
      write(store);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys of the backups cannot be written", e);
    }
  }

  /** The key of a backup; none if it was destroyed. */
  Optional<byte[]> find(UUID backup) throws IOException {
    try {
      return load().getKey(backup.toString(), password) instanceof SecretKey key
          ? Optional.of(key.getEncoded())
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys of the backups cannot be read", e);
    }
  }

  /** Destroys the key of a backup; nothing happens if it is gone. */
  void destroy(UUID backup) throws IOException {
    try {
      KeyStore store = load();
      if (store.containsAlias(backup.toString())) {
        store.deleteEntry(backup.toString());
        write(store);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("the keys of the backups cannot be written", e);
    }
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password);
      }
    } else {
      store.load(null, password);
    }
    return store;
  }

  /**
   * The new file takes the old one's place in one step, and the old one's bytes are overwritten.
   */
  private void write(KeyStore store) throws IOException, GeneralSecurityException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh =
        Files.createTempFile(
            folder,
            "backups",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Path old = folder.resolve("backups.old");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        store.store(out, password);
        out.flush();
        channel.force(true);
      }
      Files.deleteIfExists(old);
      if (Files.exists(file)) {
        Files.createLink(old, file);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (Files.exists(old)) {
        overwrite(old);
      }
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(old);
    }
  }

  private static void overwrite(Path old) throws IOException {
    try (FileChannel channel = FileChannel.open(old, StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer zeros = java.nio.ByteBuffer.allocate((int) channel.size());
      while (zeros.hasRemaining()) {
        channel.write(zeros, zeros.position());
      }
      channel.force(true);
    }
  }
}
