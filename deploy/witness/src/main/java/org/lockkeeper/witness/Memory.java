package org.lockkeeper.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;

/** What the witness keeps: its key, and the last checkpoint that it signed for each origin. */
final class Memory {

  private final Path folder;
  private final PrivateKey secret;
  private final VerifierKey key;

  private Memory(Path folder, PrivateKey secret, VerifierKey key) {
    this.folder = folder;
    this.secret = secret;
    this.key = key;
  }

  /** Opens a folder; makes the key if it is new, readable by its owner alone. */
  static Memory open(Path folder, String name) throws IOException {
    Files.createDirectories(folder.resolve("signed"));
    Path secretFile = folder.resolve("key.secret");
    Path openFile = folder.resolve("key.vkey");
    try {
      if (!Files.exists(openFile)) {
        KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(
            secretFile, Base64.getEncoder().encodeToString(fresh.getPrivate().getEncoded()) + "\n");
        write(openFile, VerifierKey.witness(name, fresh.getPublic().getEncoded()).text() + "\n");
      }
      byte[] encoded = Base64.getDecoder().decode(Files.readString(secretFile).strip());
      return new Memory(
          folder,
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
          VerifierKey.parse(Files.readString(openFile).strip()));
    } catch (GeneralSecurityException e) {
      throw new IOException("the key in " + folder + " cannot be read", e);
    }
  }

  PrivateKey secret() {
    return secret;
  }

  VerifierKey key() {
    return key;
  }

  /** The name under which an origin's checkpoint is kept. */
  static String name(String origin) {
    return HexFormat.of().formatHex(digest(origin));
  }

  private static byte[] digest(String origin) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The last checkpoint that was signed, under its name. */
  Optional<Note> signed(String name) {
    try {
      return Optional.of(Note.parse(Files.readString(folder.resolve("signed").resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers; it is on the disk when this returns. */
  void remember(String origin, Note note) {
    try {
      write(folder.resolve("signed").resolve(name(origin)), note.write());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path aside =
        Files.createTempFile(
            folder,
            "writing",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
