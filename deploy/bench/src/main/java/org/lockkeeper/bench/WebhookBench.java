package org.lockkeeper.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signed webhook until it is a sealed, committed order, beside the same inserts made by pgbench
 * (or a JDBC loop where there is no pgbench) into the same durable database with as many clients.
 * The two take turns, so that a change of the machine's speed meets both.
 */
public final class WebhookBench implements Report {

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  private final AtomicLong orders = new AtomicLong(7_000_000_000L);

  /**
   * Runs this benchmark alone.
   *
   * @param args the directory for the report; {@code target} if there is none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target");
    Files.createDirectories(directory);
    System.out.println(new WebhookBench().measure(directory));
  }

  private record Load(double perSecond, double p50, double p99, long failed) {}

  @Override
  public String measure(Path directory) throws IOException {
    // Errands wait meanwhile: what is measured ends with the commit.
    try (RunningProduct product =
        RunningProduct.start(directory, Map.of("LOCKKEEPER_JOBS_POLL_EVERY", "PT1H"))) {
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      List<Load> loads = new ArrayList<>();
      Path script = script(directory, product);
      boolean pgbench = hasPgbench();
      webhooks(product, WARM_UP);
      for (int i = 0; i < ROUNDS; i++) {
        theirs.add(pgbench ? pgbench(product, script) : jdbc(product, script));
        Load load = webhooks(product, ROUND);
        loads.add(load);
        ours.add(load.perSecond());
      }
      double a = median(ours);
      double b = median(theirs);
      String text =
          String.format(
              Locale.ROOT,
              """
              ## Signed webhook to committed order, %d clients, durable

              | what | a second | ratio |
              |---|---|---|
              | %s, the same inserts | %.0f | 1.00 |
              | webhooks | %.0f | %.2f |

              Median of %d rounds of %d s each, taken in turn. Webhooks: p50 %.1f ms, p99 %.1f ms, %d failed.
              """,
              CLIENTS,
              pgbench ? "pgbench" : "JDBC loop",
              b,
              a,
              a / b,
              ROUNDS,
              ROUND.toSeconds(),
              median(loads.stream().map(Load::p50).toList()),
              median(loads.stream().map(Load::p99).toList()),
              loads.stream().mapToLong(Load::failed).sum());
      Files.writeString(directory.resolve("bench-webhook.md"), text);
      return text;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private Load webhooks(RunningProduct product, Duration length) throws IOException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI door = URI.create(product.get("shopify.webhook.url"));
    SecretKeySpec key =
        new SecretKeySpec(
            product.get("shopify.webhook.secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    String shop = product.get("shopify.shop");
    long until = System.nanoTime() + length.toNanos();
    AtomicLong failed = new AtomicLong();
    List<Future<List<Long>>> clients = new ArrayList<>();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(
                () -> {
                  List<Long> took = new ArrayList<>();
                  while (System.nanoTime() < until) {
                    byte[] body = body(orders.incrementAndGet());
                    HttpRequest request =
                        HttpRequest.newBuilder(door)
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/json")
                            .header("X-Shopify-Topic", "orders/create")
                            .header("X-Shopify-Shop-Domain", shop)
                            .header("X-Shopify-Webhook-Id", UUID.randomUUID().toString())
                            .header("X-Shopify-Hmac-Sha256", signature(key, body))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
                    long sent = System.nanoTime();
                    if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200) {
                      took.add(System.nanoTime() - sent);
                    } else {
                      failed.incrementAndGet();
                    }
                  }
                  return took;
                }));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> client : clients) {
        all.addAll(client.get());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
      return new Load(
          sorted.length / seconds,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          failed.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("webhooks");
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e);
    }
  }

  private static String signature(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] body(long order) {
    return """
        {"id": %d, "name": "#%d", "created_at": "2026-11-21T10:00:00Z",
         "updated_at": "2026-11-21T10:00:05Z", "processed_at": "2026-11-21T10:00:00Z",
         "cancelled_at": null, "currency": "USD", "email": "ada@example.com",
         "shipping_address": {"name": "Ada Lovelace", "address1": "12 St James Sq",
           "address2": "Apt 4", "city": "Boise", "province_code": "ID", "zip": "83702",
           "country_code": "US", "phone": "+12085550101"},
         "shipping_lines": [{"title": "Standard", "code": "Standard"}],
         "line_items": [{"id": %d, "sku": "HG-LANTERN-01", "title": "Brass Harbor Lantern",
           "quantity": 1, "fulfillable_quantity": 1, "requires_shipping": true}]}
        """
        .formatted(order, order, order)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasPgbench() {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbench")));
  }

  /** The rows of one order, as the portal writes them, with values made by the database. */
  private static Path script(Path directory, RunningProduct product) throws IOException {
    try (Connection connection = admin(product);
        PreparedStatement statement =
            connection.prepareStatement(
                "select g.seller_id, g.id, k.cohort from credentials.grant_of_seller g"
                    + " cross join (select 'P2000W01' as cohort) k"
                    + " where g.platform = 'shopify' order by g.account desc limit 1");
        PreparedStatement cohort =
            connection.prepareStatement(
                "insert into keys.cohort (cohort, custodian_key, ends_at, state)"
                    + " values ('P2000W01', 'bench', now(), 'OPEN') on conflict do nothing")) {
      cohort.execute();
      try (var row = statement.executeQuery()) {
        row.next();
        Path file = directory.resolve("bench-webhook.sql");
        Files.writeString(file, text(row.getString(1), row.getString(2)));
        return file;
      }
    } catch (SQLException e) {
      throw new IOException("the database did not answer", e);
    }
  }

  private static Connection admin(RunningProduct product) throws SQLException {
    return DriverManager.getConnection(
        product.get("database.url"),
        product.get("database.owner.user"),
        product.get("database.owner.password"));
  }

  private static String text(String seller, String connection) {
    String s = "'" + seller + "'";
    String event =
        "insert into audit.audit_event (seller_id, id, at, actor, action, object, facts) values ("
            + s
            + ", gen_random_uuid(), now(), 'channel:shopify', 'order.received', 'order:' || ':o',"
            + " '{\"channel\": \"shopify\", \"lines\": \"1\", \"units\": \"1\"}');\n";
    String token =
        "insert into keys.look_up_token values ("
            + s
            + ", 'P2000W01', 'FIELD', (random() * 1000000)::int, ':o');\n";
    return "begin;\n"
        + "select set_config('app.seller', "
        + s
        + ", true);\n"
        + "select gen_random_uuid() as o \\gset\n"
        + "insert into orders.delivery values ("
        + s
        + ", 'shopify', gen_random_uuid()::text, 'orders/create', now());\n"
        + "insert into keys.order_key values ("
        + s
        + ", ':o', 'P2000W01', gen_random_uuid(), decode(repeat('ab', 40), 'hex'),"
        + " decode(repeat('cd', 32), 'hex'), 1, 1);\n"
        + token.repeat(5)
        + event
        + "insert into orders.sales_order (seller_id, id, connection_id, channel, channel_number,"
        + " label, placed_at, received_at, channel_version, speed, status, status_since,"
        + " recipient_version, sealed_name, sealed_address, sealed_phone, sealed_email,"
        + " sealed_masked, units) values ("
        + s
        + ", ':o', '"
        + connection
        + "', 'shopify', replace(':o', '-', ''), '#1', now(), now(), now(), 'STANDARD', 'RECEIVED',"
        + " now(), 1, decode(repeat('ab', 60), 'hex'), decode(repeat('ab', 130), 'hex'),"
        + " decode(repeat('ab', 60), 'hex'), decode(repeat('ab', 65), 'hex'),"
        + " decode(repeat('ab', 75), 'hex'), 1);\n"
        + "insert into orders.order_line values ("
        + s
        + ", ':o', 0, '1', 'HG-LANTERN-01', 'Brass Harbor Lantern', 1);\n"
        + event
        + "insert into retention.buyer_retention values ("
        + s
        + ", ':o', 'RECEIVED', now(), now() + interval '180 days', '2026-08-25');\n"
        + event
        + "insert into jobs.scheduled_tasks (task_name, task_instance, execution_time, picked,"
        + " version) values ('bench', ':o', now(), false, 1);\n"
        + "commit;\n";
  }

  private static double pgbench(RunningProduct product, Path script) throws IOException {
    URI url = URI.create(product.get("database.url").substring("jdbc:".length()));
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "-n",
            "-h",
            url.getHost(),
            "-p",
            String.valueOf(url.getPort()),
            "-U",
            product.get("database.owner.user"),
            "-c",
            String.valueOf(CLIENTS),
            "-j",
            "2",
            "-T",
            String.valueOf(ROUND.toSeconds()),
            "-f",
            script.toString(),
            url.getPath().substring(1));
    builder.environment().put("PGPASSWORD", product.get("database.owner.password"));
    // Under the portal's role, so that row-level security costs both the same.
    builder.environment().put("PGOPTIONS", "-c role=lockkeeper_portal");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("pgbench");
    }
    Matcher tps = TPS.matcher(said);
    if (!tps.find()) {
      throw new IOException("pgbench said no figure: " + said);
    }
    return Double.parseDouble(tps.group(1));
  }

  /** The same statements over JDBC, one round trip each, where pgbench is not installed. */
  private static double jdbc(RunningProduct product, Path script) throws IOException {
    List<String> statements =
        Arrays.stream(Files.readString(script).split(";\n|\\\\gset\n", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty() && !text.startsWith("select gen_random_uuid"))
            .toList();
    AtomicLong done = new AtomicLong();
    long until = System.nanoTime() + ROUND.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(
                () -> {
                  try (Connection connection = admin(product);
                      var statement = connection.createStatement()) {
                    statement.execute("set role lockkeeper_portal");
                    while (System.nanoTime() < until) {
                      String order = "'" + UUID.randomUUID() + "'";
                      for (String text : statements) {
                        statement.execute(text.replace("':o'", order));
                      }
                      done.incrementAndGet();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("jdbc");
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e);
    }
    return done.get() / (double) ROUND.toSeconds();
  }
}
