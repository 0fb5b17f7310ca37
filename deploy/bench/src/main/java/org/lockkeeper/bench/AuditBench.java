package org.lockkeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.LogSettings;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.audit.VerifyLog;
import org.lockkeeper.compliance.audit.Witness;
import org.lockkeeper.compliance.encryption.CheckpointKeys;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * The audit log: entries appended beside plain inserts of the same rows by turns, how long an entry
 * waits for its place in the tree, and how long all entries take to verify. Checkpoints are kept in
 * memory and there is no witness.
 *
 * <p>{@code -Dbench.events}: how many entries are verified, 1 000 000 if not said.
 */
public final class AuditBench implements Report {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Actor TASK = new Actor.Task("bench");
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Duration LAG = Duration.ofSeconds(20);
  private static final Duration BETWEEN_SEALS = Duration.ofSeconds(1);

  private final Ids ids = new Ids(CLOCK, new SecureRandom());
  private final SellerId seller = new SellerId(ids.next());

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new AuditBench().measure(directory));
  }

  @Override
  public String measure(Path directory) throws IOException {
    int events = Integer.getInteger("bench.events", 1_000_000);
    StringBuilder text =
        new StringBuilder("## Audit log, durable\n\n")
            .append("| entries in a transaction | appended a second | plain inserts | ratio |\n")
            .append("|---|---|---|---|\n");
    try (DurableDatabase database = DurableDatabase.start(directory);
        Connection admin = database.connect("postgres");
        Statement sql = admin.createStatement();
        Node writer = database.node();
        Node sealer = database.node()) {
      sql.execute(
          "insert into access.seller (seller_id, name, created_at) values ('"
              + seller
              + "', 'S', now())");
      AuditTrail trail =
          new AuditTrail(writer.adapter(AuditStore.class, "audit.PostgresAuditStore"), ids, CLOCK);
      for (int size : new int[] {1, 100}) {
        append(text, writer, trail, admin, size);
      }
      LogTree tree = sealer.each(LogTree.class, "audit.PostgresLogTree");
      MemoryStore store = new MemoryStore();
      SealLog seal =
          new SealLog(
              tree,
              store,
              new CheckpointKeys(new MemorySigner()),
              new LogSettings("bench", 5000, 20),
              ids,
              CLOCK);
      sealAll(seal);
      text.append(lag(writer, trail, seal));
      sql.execute(
          """
          insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
          select '%s', uuidv7(), '%s', 'task:bench', 'recipient.stripped', 'order:' || uuidv7(),
            jsonb_build_object('due_by', '%s', 'n', n::text) from generate_series(1, %d) n
          """
              .formatted(seller, NOON, NOON, events));
      sql.execute("vacuum analyze");
      long began = System.nanoTime();
      int placed = sealAll(seal);
      double sealing = placed * 1e9 / (System.nanoTime() - began);
      began = System.nanoTime();
      Verification found =
          new VerifyLog(
                  tree,
                  store,
                  new NoWitness(),
                  RetentionSchedule.edition(LocalDate.of(2026, 11, 22)),
                  CLOCK)
              .now();
      double took = (System.nanoTime() - began) / 1e9;
      if (!found.findings().isEmpty()) {
        throw new IllegalStateException("the log is not in order: " + found.findings());
      }
      text.append(
          String.format(
              Locale.ROOT,
              "Sealing a backlog: %,.0f entries/s. Verifying %,d entries: %.1f s, %,.0f entries/s.%n"
                  + "Aims: append at least 0.8 of plain inserts; lag p99 at most 2 s; 1 M entries"
                  + " verified in 15 s.%n",
              sealing,
              found.entries(),
              took,
              found.entries() / took));
    } catch (SQLException e) {
      throw new IOException(e);
    }
    Files.writeString(directory.resolve("bench-audit.md"), text);
    return text.toString();
  }

  private static int sealAll(SealLog seal) {
    int placed = 0;
    int some = seal.run();
    while (some > 0) {
      placed += some;
      some = seal.run();
    }
    return placed;
  }

  private void append(StringBuilder text, Node writer, AuditTrail trail, Connection admin, int size)
      throws SQLException {
    List<Double> ours = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    admin.setAutoCommit(false);
    for (int i = 0; i < ROUNDS; i++) {
      plain.add(plain(admin, size));
      ours.add(ours(writer, trail, size));
    }
    admin.setAutoCommit(true);
    double a = median(ours);
    double b = median(plain);
    text.append(String.format(Locale.ROOT, "| %d | %,.0f | %,.0f | %.2f |%n", size, a, b, a / b));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private void record(Node writer, AuditTrail trail, int size) {
    List<String> objects = IntStream.range(0, size).mapToObj(i -> "order:" + ids.next()).toList();
    writer.in(
        () -> {
          trail.recordAll(
              seller, TASK, "recipient.stripped", objects, Map.of("due_by", NOON.toString()));
          return size;
        });
  }

  private double ours(Node writer, AuditTrail trail, int size) {
    long began = System.nanoTime();
    long done = 0;
    while (System.nanoTime() - began < ROUND.toNanos()) {
      record(writer, trail, size);
      done += size;
    }
    return done * 1e9 / (System.nanoTime() - began);
  }

  private double plain(Connection admin, int size) throws SQLException {
    long began = System.nanoTime();
    long done = 0;
    try (PreparedStatement insert =
        admin.prepareStatement(
            """
            insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
            values (?, ?, ?::timestamptz, ?, ?, ?, ?::jsonb)
            """)) {
      while (System.nanoTime() - began < ROUND.toNanos()) {
        for (int i = 0; i < size; i++) {
          insert.setObject(1, seller.value());
          insert.setObject(2, ids.next());
          insert.setString(3, NOON.toString());
          insert.setString(4, TASK.text());
          insert.setString(5, "recipient.stripped");
          insert.setString(6, "order:" + UUID.randomUUID());
          insert.setString(7, "{\"due_by\":\"" + NOON + "\"}");
          insert.addBatch();
        }
        insert.executeBatch();
        admin.commit();
        done += size;
      }
    }
    return done * 1e9 / (System.nanoTime() - began);
  }

  private record Sealed(long places, long at) {}

  /** One writer, so that entries get their places in the order in which they were committed. */
  private String lag(Node writer, AuditTrail trail, SealLog seal) {
    long until = System.nanoTime() + LAG.toNanos();
    List<Long> written = new ArrayList<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    CompletableFuture<?> writing =
        CompletableFuture.runAsync(
            () -> {
              while (System.nanoTime() < until) {
                record(writer, trail, 1);
                written.add(System.nanoTime());
              }
            },
            thread);
    thread.shutdown();
    List<Sealed> seals = new ArrayList<>();
    long places = 0;
    boolean more = true;
    while (more) {
      boolean last = writing.isDone();
      int placed = seal.run();
      places += placed;
      seals.add(new Sealed(places, System.nanoTime()));
      more = !last || placed > 0;
      if (more) {
        CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(BETWEEN_SEALS.toMillis(), TimeUnit.MILLISECONDS))
            .join();
      }
    }
    writing.join();
    List<Long> lags = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < written.size(); i++) {
      while (seals.get(next).places() <= i) {
        next++;
      }
      lags.add(seals.get(next).at() - written.get(i));
    }
    lags.sort(null);
    return String.format(
        Locale.ROOT,
        "%nLag of the seal, sealing %d ms after the last, %,d entries one by one: p50 %d ms,"
            + " p99 %d ms.%n",
        BETWEEN_SEALS.toMillis(),
        lags.size(),
        TimeUnit.NANOSECONDS.toMillis(lags.get(lags.size() / 2)),
        TimeUnit.NANOSECONDS.toMillis(lags.get(lags.size() * 99 / 100)));
  }

  private static final class MemoryStore implements CheckpointStore {

    private final NavigableMap<String, String> texts = new TreeMap<>();

    @Override
    public Put put(String name, String text) {
      String there = texts.putIfAbsent(name, text);
      return there == null ? Put.STORED : there.equals(text) ? Put.THERE : Put.TAKEN;
    }

    @Override
    public Optional<String> get(String name) {
      return Optional.ofNullable(texts.get(name));
    }

    @Override
    public List<String> names(String folder, String after, int most) {
      return texts.tailMap(after.isEmpty() ? folder : after, after.isEmpty()).keySet().stream()
          .filter(name -> name.startsWith(folder))
          .limit(most)
          .toList();
    }
  }

  private static final class NoWitness implements Witness {

    @Override
    public boolean exists() {
      return false;
    }

    @Override
    public VerifierKey key() {
      throw new Witness.Unavailable("There is none.");
    }

    @Override
    public Note cosign(Note checkpoint, java.util.function.LongFunction<List<Hash>> proofFrom) {
      throw new Witness.Unavailable("There is none.");
    }

    @Override
    public Optional<Note> latest(String origin) {
      return Optional.empty();
    }
  }

  private static final class MemorySigner implements Signer {

    private final KeyPair pair;

    MemorySigner() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public VerificationKey key(Use use) {
      return new VerificationKey("bench", new Opaque(pair.getPublic().getEncoded()));
    }

    @Override
    public Signature sign(Use use, byte[] message) {
      try {
        java.security.Signature signature =
            java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return new Signature("bench", new Opaque(signature.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
