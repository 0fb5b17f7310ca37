package org.lockkeeper.integration.postgres.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.BeginEpoch;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.audit.VerifyLog;
import org.lockkeeper.compliance.audit.Witness;
import org.lockkeeper.compliance.audit.WitnessLog;
import org.lockkeeper.compliance.encryption.CheckpointKeys;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Consistency;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.LogPolicy;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.retention.RetentionSchedule;

/** A log with everything around it: a real database, and a store and a witness in memory. */
final class SealedGround {

  static final String ORIGIN = "log.test/audit";

  /** A clock that is set. */
  static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-22T12:00:00.123456Z");

    void pass(Duration span) {
      now = now.plus(span);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  /** What is put there stays; the test can take it away as somebody with the disk could. */
  static final class MemoryStore implements CheckpointStore {
    final NavigableMap<String, String> texts = new TreeMap<>();
    boolean down;

    private void answer() {
      if (down) {
        throw new CheckpointStore.Unavailable("down", new IllegalStateException());
      }
    }

    @Override
    public Put put(String name, String text) {
      answer();
      String there = texts.putIfAbsent(name, text);
      return there == null ? Put.STORED : there.equals(text) ? Put.THERE : Put.TAKEN;
    }

    @Override
    public Optional<String> get(String name) {
      answer();
      return Optional.ofNullable(texts.get(name));
    }

    @Override
    public List<String> names(String folder, String after, int most) {
      answer();
      return texts.tailMap(after.isEmpty() ? folder : after, after.isEmpty()).keySet().stream()
          .filter(name -> name.startsWith(folder))
          .limit(most)
          .toList();
    }
  }

  /** A witness as the format asks for, in memory. */
  static final class MemoryWitness implements Witness {
    private final KeyPair pair = pair("Ed25519");
    private final VerifierKey key =
        VerifierKey.witness("witness.test", pair.getPublic().getEncoded());
    private final Map<String, Note> signed = new TreeMap<>();
    private final Clock clock;
    boolean down;

    MemoryWitness(Clock clock) {
      this.clock = clock;
    }

    private void answer() {
      if (down) {
        throw new Witness.Unavailable("down");
      }
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public VerifierKey key() {
      return key;
    }

    @Override
    public Note cosign(Note checkpoint, LongFunction<List<Hash>> proofFrom) {
      answer();
      Checkpoint now = Checkpoint.parse(checkpoint.text());
      Optional<Checkpoint> last =
          Optional.ofNullable(signed.get(now.origin())).map(note -> Checkpoint.parse(note.text()));
      long from = last.map(Checkpoint::size).orElse(0L);
      if (from > now.size()) {
        throw new Refused("The witness has signed " + from + " entries.");
      }
      Consistency.verify(
          from,
          now.size(),
          proofFrom.apply(from),
          last.map(Checkpoint::root).orElse(Hash.EMPTY_TREE),
          now.root());
      Note note =
          checkpoint.with(
              key.cosign(pair.getPrivate(), checkpoint.text(), clock.instant().getEpochSecond()));
      signed.put(now.origin(), note);
      return note;
    }

    @Override
    public Optional<Note> latest(String origin) {
      answer();
      return Optional.ofNullable(signed.get(origin));
    }
  }

  /** ES256 in memory. */
  static final class MemorySigner implements Signer {
    private final KeyPair pair = pair("EC");

    @Override
    public VerificationKey key(Use use) {
      return new VerificationKey("test", new Opaque(pair.getPublic().getEncoded()));
    }

    @Override
    public Signature sign(Use use, byte[] message) {
      try {
        java.security.Signature signature =
            java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return new Signature("test", new Opaque(signature.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs each call of a port in a transaction, as the container does. */
  static <T> T each(Class<T> port, T adapter, Transactions transactions) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              synchronized (transactions) {
                List<Object> result = new ArrayList<>();
                transactions.run(
                    () -> {
                      try {
                        result.add(Optional.ofNullable(method.invoke(adapter, arguments)));
                      } catch (InvocationTargetException e) {
                        throw (RuntimeException) e.getTargetException();
                      } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                      }
                    });
                return ((Optional<?>) result.getFirst()).orElse(null);
              }
            }));
  }

  final Time time = new Time();
  final MemoryStore store = new MemoryStore();
  final MemoryWitness eye = new MemoryWitness(time);
  final Signer signer = new MemorySigner();
  final CheckpointKeys keys = new CheckpointKeys(signer);
  final Ids ids = new Ids(time, new SecureRandom());
  final Transactions transactions;
  final PostgresAuditStore entries;
  final LogTree tree;
  final SealedLog log;
  final SealLog seal;
  final WitnessLog witness;
  final VerifyLog verify;
  final BeginEpoch epochs;

  SealedGround(Transactions transactions, int batch) {
    this.transactions = transactions;
    this.entries = new PostgresAuditStore(transactions.tenancy());
    this.tree = each(LogTree.class, new PostgresLogTree(transactions.tenancy()), transactions);
    this.log = each(SealedLog.class, new PostgresSealedLog(transactions.tenancy()), transactions);
    this.seal = new SealLog(tree, store, keys, new LogSettings(ORIGIN, batch, 1000), ids, time);
    this.witness = new WitnessLog(tree, store, eye, time);
    this.verify =
        new VerifyLog(
            tree, store, eye, RetentionSchedule.edition(LocalDate.parse("2026-11-22")), time);
    this.epochs = new BeginEpoch(tree, store, seal);
  }

  /** Writes entries of one seller in one transaction. */
  List<AuditEntry> write(SellerId seller, int count) {
    List<AuditEntry> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      written.add(entry(seller, i));
    }
    synchronized (transactions) {
      transactions.run(() -> entries.append(seller, written));
    }
    return written;
  }

  AuditEntry entry(SellerId seller, int i) {
    time.pass(Duration.ofMillis(1));
    return new AuditEntry(
        ids.next(),
        seller,
        time.instant(),
        new Actor.Task("test"),
        "order.received",
        "order:" + i,
        i % 2 == 0 ? Map.of() : Map.of("odd", "\"quotes\"\nand lines", "n", "" + i));
  }

  /** Seals and has it witnessed. */
  void sealAll() {
    seal.run();
    witness.run();
  }

  LogPolicy policy() {
    return new LogPolicy(ORIGIN, tree.keys(), List.of(eye.key()), 1);
  }

  static SellerId seller() {
    return new SellerId(UUID.randomUUID());
  }
}
