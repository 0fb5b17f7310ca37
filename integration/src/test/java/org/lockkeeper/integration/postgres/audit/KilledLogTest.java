package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.SealLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.audit.VerifyLog;
import org.lockkeeper.compliance.audit.WitnessLog;
import org.lockkeeper.compliance.encryption.CheckpointKeys;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Inclusion;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * Processes and the database are killed while entries are written and sealed: what was acknowledged
 * is there and has one place, and everything verifies (F21). The database keeps its promises of
 * durability, as production's does, and is of this test alone, so that the others go on beside it.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledLogTest {

  private static final int ROUNDS = 20;
  private static final int TRIES = 50;

  @TempDir private Path folder = Path.of("");

  private EmbeddedPostgres start() throws IOException {
    IOException last = new IOException("never started");
    for (int i = 0; i < TRIES; i++) {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofSeconds(60))
            .setOutputRedirector(
                ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
            .setErrorRedirector(
                ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
            .start();
      } catch (IOException | IllegalStateException e) {
        // Former backends are still going; their shared memory is in use.
        last = new IOException(e);
      }
    }
    throw last;
  }

  private void killDatabase() throws IOException {
    long pid =
        Long.parseLong(
            Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> backends = postmaster.children().toList();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
    backends.forEach(backend -> backend.onExit().join());
  }

  private Process child(String url, int round) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            LogProcess.class.getName(),
            url,
            folder.toString(),
            LogProcess.seller().toString(),
            "life" + round)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("child.log").toFile()))
        .start();
  }

  private long acknowledged() throws IOException {
    Path file = folder.resolve("acknowledged");
    return Files.exists(file) ? Files.size(file) : 0;
  }

  @Test
  void what_was_acknowledged_is_sealed_once_whoever_is_killed() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    LogProcess.KeptSigner.prepare(folder);
    Files.createDirectories(folder.resolve("checkpoints"));
    EmbeddedPostgres server = start();
    TestDatabase.Apart database = TestDatabase.apartOn(server.getPort(), "killed");
    Process child = child(database.url(), 0);
    int databases = 0;
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        long before = acknowledged();
        while (child.isAlive() && acknowledged() == before) {
          assertThat(child.waitFor(5, TimeUnit.MILLISECONDS))
              .as("seed %d: %s", seed, Files.readString(folder.resolve("child.log")))
              .isFalse();
        }
        child.waitFor(20L + random.nextInt(400), TimeUnit.MILLISECONDS);
        if (random.nextInt(3) == 0) {
          killDatabase();
          server.close();
          databases++;
          server = start();
          database = new TestDatabase.Apart(TestDatabase.url(server.getPort(), "killed"));
        }
        child.destroyForcibly().waitFor();
        child = child(database.url(), round);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    System.Logger log = System.getLogger(KilledLogTest.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "log.killed seed={0} databases={1}",
        Long.toString(seed),
        databases);
    verify(database, seed);
    server.close();
  }

  private void verify(TestDatabase.Apart database, long seed) throws Exception {
    List<String> promised = acknowledgedObjects();
    Transactions node = database.portal();
    LogTree tree = SealedGround.each(LogTree.class, new PostgresLogTree(node.tenancy()), node);
    LogProcess.Folder store = new LogProcess.Folder(folder.resolve("checkpoints"));
    Clock clock = Clock.systemUTC();
    SealLog seal =
        new SealLog(
            tree,
            store,
            new CheckpointKeys(new LogProcess.KeptSigner(folder)),
            LogProcess.SETTINGS,
            new Ids(clock, new java.security.SecureRandom()),
            clock);
    SealedGround.MemoryWitness witness = new SealedGround.MemoryWitness(clock);
    int placed;
    do {
      placed = seal.run();
    } while (placed > 0);
    new WitnessLog(tree, store, witness, clock).run();
    Verification verification =
        new VerifyLog(
                tree,
                store,
                witness,
                RetentionSchedule.edition(LocalDate.parse("2026-11-22")),
                clock)
            .now();
    assertThat(verification.findings()).as("seed %d", seed).isEmpty();
    assertThat(tree.waiting(1000)).as("seed %d", seed).isZero();
    Set<String> sealedOnce = sealedOnce(database);
    assertThat(promised).as("seed %d", seed).isNotEmpty();
    assertThat(sealedOnce).as("seed %d", seed).containsAll(promised);
    everyProofVerifies(tree, seed);
    node.close();
  }

  private List<String> acknowledgedObjects() throws IOException {
    String text = Files.readString(folder.resolve("acknowledged"), StandardCharsets.US_ASCII);
    List<String> objects = new ArrayList<>();
    try (Stream<String> lines = text.substring(0, text.lastIndexOf('\n')).lines()) {
      lines.forEach(objects::add);
    }
    return objects;
  }

  private static Set<String> sealedOnce(TestDatabase.Apart database) throws SQLException {
    Set<String> objects = new HashSet<>();
    try (Connection connection = database.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select e.object, count(*), count(s.entry) from audit.audit_event e
                left join audit.sealed_entry s on s.seller_id = e.seller_id and s.entry = e.id
                group by 1
                """)) {
      while (rows.next()) {
        assertThat(rows.getLong(2)).as(rows.getString(1)).isEqualTo(1);
        assertThat(rows.getLong(3)).as(rows.getString(1)).isEqualTo(1);
        objects.add(rows.getString(1));
      }
    }
    return objects;
  }

  private static void everyProofVerifies(LogTree tree, long seed) {
    Checkpoint head = Checkpoint.parse(tree.lastPublished(1).orElseThrow().note().text());
    List<Hash> leaves = tree.leaves(1, 0, head.size());
    assertThat(leaves).hasSize((int) head.size());
    Map<Long, Hash> nodes = new HashMap<>();
    Frontier frontier = Frontier.empty();
    leaves.forEach(
        leaf -> frontier.add(leaf, (level, index, hash) -> nodes.put((index << 6) | level, hash)));
    for (int i = 0; i < leaves.size(); i++) {
      Inclusion.verify(
          i,
          head.size(),
          leaves.get(i),
          Inclusion.prove(
              i,
              head.size(),
              (level, index) -> Objects.requireNonNull(nodes.get((index << 6) | level))),
          head.root());
    }
    assertThat(frontier.root()).as("seed %d", seed).isEqualTo(head.root());
  }
}
