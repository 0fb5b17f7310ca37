package org.lockkeeper.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The restore drill: the latest backup is restored into a scratch database, a scratch node
 * of the product is started on it, and it is looked at whether it serves nothing before what was
 * erased since is erased again, and has nothing of it afterwards. The outcome is written down; the
 * scratch is destroyed, unless {@code keep} is said, for a restore in earnest.
 */
final class Drill {

  private static final Duration NODE_WITHIN = Duration.ofMinutes(3);
  private static final int MOST_TRACES = 2000;

  /** The tables in which something of a buyer is. */
  private static final List<String> TABLES_OF_BUYERS =
      List.of("orders.sales_order", "keys.order_key", "keys.look_up_token");

  private static final String SEALED =
      "(sealed_name is not null or sealed_address is not null or sealed_email is not null"
          + " or sealed_phone is not null or sealed_masked is not null)";

  private final Settings settings;
  private final PrintStream terminal;
  private final DemoData demo;
  private final Launcher launcher;
  private final Path scratch;
  private final boolean keep;
  private final List<String> failures = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Drill(Settings settings, PrintStream terminal, boolean keep) throws IOException {
    this.settings = settings;
    this.terminal = terminal;
    Path file = settings.data().resolve("demo.properties");
    if (!Files.exists(file)) {
      throw new Trouble(
          "There is nothing in " + settings.data() + ". Start the product first: mvn -Prun.");
    }
    this.demo = new DemoData(file);
    this.launcher = new Launcher(settings, terminal);
    this.scratch = settings.data().resolve("drill");
    this.keep = keep;
  }

  /** Exit code 0 if it passed, 2 if it did not, 1 if it could not be held. */
  public static void main(String[] args) {
    PrintStream terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code;
    try {
      code =
          new Drill(Settings.fromSystemProperties(), terminal, Boolean.getBoolean("keep")).run()
              ? 0
              : 2;
    } catch (Trouble trouble) {
      terminal.println();
      terminal.println("  " + trouble.getMessage());
      code = 1;
    } catch (IOException | SQLException e) {
      terminal.println();
      terminal.println("  The drill could not be held: " + e.getMessage());
      code = 1;
    }
    System.exit(code);
  }

  /** What was seen before the replay. */
  private record Before(List<Ledger.Line> missing, List<String> orders, long cameBack) {}

  private boolean run() throws IOException, SQLException {
    Instant now = new ProductTime(settings.data()).now();
    Backups backups = Backups.of(settings.data(), demo);
    Manifest backup =
        backups
            .latest(now)
            .orElseThrow(() -> new Trouble("There is no backup. Take one first: mvn -Pbackup."));
    terminal.println();
    terminal.println("Restore drill");
    terminal.println(BackupRun.describe(backup));
    check(backups.firstIsWhole(backup), "the copy at home is what was written");
    check(backups.secondIsWhole(backup), "the copy in the second folder is what was written");

    Launcher.removeTree(scratch);
    Files.createDirectories(scratch);
    long began = System.nanoTime();
    Path files = scratch.resolve("postgres");
    backups.restore(backup, files);
    tell("restored " + backup.files() + " files");

    Traces traces = new Traces();
    long ready;
    long stillHeld;
    Before before;
    int port = freePort();
    try (Database database =
        Database.startRestored(files, settings.data(), port, demo.password("database.admin"))) {
      try (Connection connection = admin(database)) {
        look(connection);
        before = before(connection, traces);
      }
      Map<String, String> environment =
          new HashMap<>(launcher.environment(database.url("lockkeeper"), demo));
      launcher.migrate(demo, environment);
      environment.put("LOCKKEEPER_DRILL", "true");
      environment.put("LOCKKEEPER_AUDIT_CHECKPOINTS", checkpoints().toString());
      environment.put("LOCKKEEPER_AUDIT_RESTORED", "from backup " + backup.id());
      catchUp(database, environment, before);
      ready = Duration.ofNanos(System.nanoTime() - began).toMillis();
      try (Connection connection = admin(database)) {
        stillHeld = held(connection, before.orders());
        check(stillHeld == 0, "of " + before.orders().size() + " erased orders nothing is held");
        check(missing(connection).isEmpty(), "the database knows every line of the erasure ledger");
        rewrite(connection);
      }
    } finally {
      launcher.stop();
    }
    inFiles(files, traces);
    Duration loses = Duration.between(backup.takenAt(), now);
    boolean passed = failures.isEmpty();
    terminal.println();
    terminal.printf("  Recovery point  %s (what happened since the backup)%n", loses);
    terminal.printf(
        "  Recovery time   %.1f s (from the first byte to a verified node)%n", ready / 1e3);
    terminal.println(passed ? "  PASSED" : "  FAILED: " + String.join("; ", failures));
    record(
        new BackupBook.Drill(
            UUID.randomUUID(),
            backup.id(),
            now,
            Math.max(0, loses.toMillis()),
            ready,
            before.missing().size(),
            before.cameBack(),
            stillHeld,
            passed,
            passed ? "passed" : String.join("; ", failures)));
    if (keep) {
      terminal.println("  Kept: " + files);
    } else {
      Launcher.removeTree(scratch);
      terminal.println("  The scratch instance is destroyed.");
    }
    terminal.println();
    return passed;
  }

  private void tell(String what) {
    terminal.println("  [ok]     " + what);
  }

  private void check(boolean holds, String what) {
    if (holds) {
      tell(what);
    } else {
      terminal.println("  [FAILED] " + what);
      failures.add("not so: " + what);
    }
  }

  private Connection admin(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.url("lockkeeper"), Database.ADMIN, demo.password("database.admin"));
  }

  /** Reads every row once, so that the server checks every page's sum. */
  private void look(Connection connection) throws SQLException {
    long rows = 0;
    List<String> tables =
        texts(
            connection,
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not like 'pg_toast%' order by 1
            """);
    for (String table : tables) {
      rows += count(connection, "select count(*) from " + table + " t where t is not null");
    }
    tell("read " + rows + " rows of " + tables.size() + " tables");
    check(
        texts(connection, "show data_checksums").equals(List.of("on")),
        "the pages carry check sums");
    check(
        count(connection, "select coalesce(sum(checksum_failures), 0) from pg_stat_database") == 0,
        "no page has a wrong check sum");
  }

  private List<Ledger.Line> missing(Connection connection) throws IOException, SQLException {
    Set<String> known =
        new HashSet<>(texts(connection, "select position::text from retention.ledger_mark"));
    return Ledger.read(settings.data().resolve("erasure-ledger")).lines().stream()
        .filter(line -> !known.contains(String.valueOf(line.position())))
        .toList();
  }

  /** What the backup brought back, and by which bytes it would be known in the files. */
  private Before before(Connection connection, Traces traces) throws IOException, SQLException {
    List<Ledger.Line> missing = missing(connection);
    List<String> orders = missing.stream().flatMap(line -> line.orders().stream()).toList();
    long cameBack =
        count(
            connection,
            "select count(*) from orders.sales_order where id = any (?::uuid[]) and " + SEALED,
            orders);
    for (String sql :
        List.of(
            "select wrapped from keys.order_key where order_id = any (?::uuid[])",
            "select sealed_name from orders.sales_order where id = any (?::uuid[])",
            "select sealed_address from orders.sales_order where id = any (?::uuid[])")) {
      gather(connection, sql, orders, traces);
    }
    tell(
        missing.size()
            + " erasures happened after this backup; it brings back the sealed buyers of "
            + cameBack
            + " orders");
    return new Before(missing, orders, cameBack);
  }

  private static void gather(Connection connection, String sql, List<String> orders, Traces traces)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", orders.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next() && traces.size() < MOST_TRACES) {
          byte[] bytes = rows.getBytes(1);
          if (bytes != null) {
            traces.add(bytes);
          }
        }
      }
    }
  }

  /**
   * A copy of what was published of the audit log: the scratch node finds that its database is
   * behind it, as a real one would, and publishes the epoch that it begins to the copy alone.
   */
  private Path checkpoints() throws IOException {
    Path published = settings.data().resolve(Launcher.CHECKPOINTS);
    Path copy = scratch.resolve(Launcher.CHECKPOINTS);
    Files.createDirectories(copy);
    if (Files.exists(published)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(published)) {
        files =
            all.filter(file -> !file.toString().endsWith(".writing"))
                .filter(Files::isRegularFile)
                .toList();
      }
      for (Path file : files) {
        Path to = copy.resolve(published.relativize(file).toString());
        Files.createDirectories(to.resolveSibling(".").normalize());
        Files.copy(file, to);
      }
    }
    return copy;
  }

  /**
   * Starts a node on the scratch database. Its turn to replay is withheld until it was seen to
   * refuse.
   */
  private void catchUp(Database database, Map<String, String> environment, Before before)
      throws IOException, SQLException {
    int port = freePort();
    String url = "http://127.0.0.1:" + port;
    try (Connection turn = admin(database);
        Statement statement = turn.createStatement()) {
      turn.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(hashtext('retention.ledger_mark'))");
      Child node =
          launcher.startPortal("drill-portal", port, scratch.resolve("payara"), environment);
      awaitNode(node, url + "/health/live", 200);
      if (!before.missing().isEmpty()) {
        awaitNode(node, url + "/health/ready", 503);
        check(status("GET", url + "/sign-in") == 503, "while behind, pages answer 503");
        check(
            status("POST", url + "/webhooks/shopify/x") == 503,
            "while behind, webhooks answer 503");
        check(status("GET", url + "/health/live") == 200, "while behind, the node is alive");
      }
      turn.commit();
      awaitNode(node, url + "/health/ready", 200);
      tell("the node has replayed the ledger, verified it, and says that it is ready");
      check(status("GET", url + "/sign-in") == 503, "a node of a drill serves nothing, ever");
      node.close();
    }
  }

  private void awaitNode(Child node, String url, int wanted) throws IOException {
    long until = System.nanoTime() + NODE_WITHIN.toNanos();
    while (System.nanoTime() < until) {
      if (!node.isAlive()) {
        break;
      }
      if (status("GET", url) == wanted) {
        return;
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IOException(
        "the scratch node did not answer "
            + wanted
            + " at "
            + url
            + "; see "
            + settings.data().resolve("logs/drill-portal.log"));
  }

  /** The status; 0 if there is no answer. */
  private int status(String method, String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Our own count, not the product's. */
  private static long held(Connection connection, List<String> orders) throws SQLException {
    return count(
            connection,
            "select count(*) from orders.sales_order where id = any (?::uuid[]) and " + SEALED,
            orders)
        + count(
            connection,
            "select count(*) from keys.order_key where order_id = any (?::uuid[])",
            orders)
        + count(
            connection,
            "select count(*) from keys.look_up_token where order_id = any (?::uuid[])",
            orders);
  }

  /** What was deleted leaves its bytes in the files until the tables are written anew. */
  private static void rewrite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES_OF_BUYERS) {
        statement.execute("vacuum full " + table);
      }
      statement.execute("checkpoint");
    }
  }

  private void inFiles(Path files, Traces traces) throws IOException {
    check(
        traces.in(files.resolve("base")) == 0,
        "after the tables were written anew, none of "
            + traces.size()
            + " sealed fields and wrapped keys is in the data files");
    tell(
        traces.in(files.resolve("pg_wal"))
            + " of them stand in the restored write-ahead log: sealed, their order keys wrapped,"
            + " until the log is reused or the cohort's key is destroyed");
  }

  private void record(BackupBook.Drill drill) throws IOException {
    try (Connection connection = new BackupRun(settings).connect()) {
      new BackupBook(connection).note(drill);
      terminal.println("  Written down as drill " + drill.id() + ".");
    } catch (SQLException | Trouble e) {
      terminal.println("  Not written down, because the product's own database does not answer.");
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    return Long.parseLong(texts(connection, sql).getFirst());
  }

  private static long count(Connection connection, String sql, List<String> orders)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", orders.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
