package org.lockkeeper.integration.postgres.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.encryption.CheckpointKeys;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** A process that writes to the log and seals it until somebody kills it. */
final class LogProcess {

  static final LogSettings SETTINGS = new LogSettings("log.test/audit", 500, 20);
  private static final int AT_ONCE = 40;

  private LogProcess() {}

  /**
   * Writes and seals for ever; ends with 3 when the database is gone.
   *
   * @param args the database, the folder of the test, the seller, a word for this life
   */
  public static void main(String[] args) throws IOException {
    TestDatabase.Apart database = new TestDatabase.Apart(args[0]);
    Path folder = Path.of(args[1]);
    SellerId seller = SellerId.of(args[2]);
    Clock clock = Clock.systemUTC();
    Ids ids = new Ids(clock, new SecureRandom());
    Transactions sealing = database.portal();
    SealLog seal =
        new SealLog(
            SealedGround.each(LogTree.class, new PostgresLogTree(sealing.tenancy()), sealing),
            new Folder(folder.resolve("checkpoints")),
            new CheckpointKeys(new KeptSigner(folder)),
            SETTINGS,
            ids,
            clock);
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                while (true) {
                  seal.run();
                }
              } catch (RuntimeException e) {
                Runtime.getRuntime().halt(3);
              }
            });
    Transactions writing = database.portal();
    AuditTrail trail = new AuditTrail(new PostgresAuditStore(writing.tenancy()), ids, clock);
    try (FileChannel acknowledged =
        FileChannel.open(
            folder.resolve("acknowledged"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (long n = 0; ; n++) {
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          objects.add("event:" + args[3] + "-" + n + "-" + i);
        }
        writing.run(
            () ->
                trail.recordAll(
                    seller, new Actor.Task("kill-test"), "test.event", objects, Map.of()));
        acknowledged.write(
            ByteBuffer.wrap(
                (String.join("\n", objects) + "\n").getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (RuntimeException e) {
      Runtime.getRuntime().halt(3);
    }
  }

  /** A folder in which nothing is written over. */
  record Folder(Path root) implements CheckpointStore {

    @Override
    public Put put(String name, String text) {
      Path file = root.resolve(name);
      try {
        Files.createDirectories(file.resolveSibling("."));
        Path aside = Files.createTempFile(root, "writing", "");
        try {
          Files.writeString(aside, text);
          Files.createLink(file, aside);
          return Put.STORED;
        } catch (FileAlreadyExistsException e) {
          return get(name).filter(text::equals).isPresent() ? Put.THERE : Put.TAKEN;
        } finally {
          Files.delete(aside);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<String> get(String name) {
      try {
        return Optional.of(Files.readString(root.resolve(name)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> names(String folder, String after, int most) {
      if (!Files.isDirectory(root.resolve(folder))) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        return files
            .map(file -> folder + file.getFileName())
            .filter(name -> name.compareTo(after) > 0)
            .sorted()
            .limit(most)
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A key that outlives the process. */
  static final class KeptSigner implements Signer {

    private final PrivateKey secret;
    private final byte[] open;

    /** Makes the key where there is none. */
    static void prepare(Path folder) throws IOException {
      KeyPair pair = SealedGround.pair("EC");
      Base64.Encoder base64 = Base64.getEncoder();
      Files.writeString(
          folder.resolve("key"), base64.encodeToString(pair.getPrivate().getEncoded()));
      Files.writeString(
          folder.resolve("key.open"), base64.encodeToString(pair.getPublic().getEncoded()));
    }

    KeptSigner(Path folder) throws IOException {
      Base64.Decoder base64 = Base64.getDecoder();
      try {
        secret =
            KeyFactory.getInstance("EC")
                .generatePrivate(
                    new PKCS8EncodedKeySpec(
                        base64.decode(Files.readString(folder.resolve("key")))));
        open = base64.decode(Files.readString(folder.resolve("key.open")));
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }

    @Override
    public VerificationKey key(Use use) {
      return new VerificationKey("kept", new Opaque(open));
    }

    @Override
    public Signature sign(Use use, byte[] message) {
      try {
        java.security.Signature signature =
            java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(secret);
        signature.update(message);
        return new Signature("kept", new Opaque(signature.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static SellerId seller() {
    return new SellerId(UUID.fromString("01900000-0000-7000-8000-0000000000f1"));
  }
}
