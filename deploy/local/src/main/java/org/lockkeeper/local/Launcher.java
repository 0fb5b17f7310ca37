package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Starts everything, says where it is, and stops everything. */
public final class Launcher {

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final String LOG_ORIGIN = "lockkeeper.local/audit";
  static final String CHECKPOINTS = "checkpoints";
  private static final String PORTAL = "portal";
  private static final String SECOND_PORTAL = "portal-2";

  private final Settings settings;
  private final PrintStream terminal;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String backupTrouble = "";

  Launcher(Settings settings, PrintStream terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  /** Runs until the terminal says stop. Exit code 1 after a trouble. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      Launcher launcher = new Launcher(Settings.fromSystemProperties(), terminal);
      // Also stops what runs when a trouble ends us below.
      Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
      launcher.watch(launcher.start());
    } catch (Trouble trouble) {
      terminal.println();
      terminal.println("  " + trouble.getMessage());
      System.exit(1);
    } catch (IOException | SQLException e) {
      terminal.println();
      terminal.println("  It did not start: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Starts each part in turn; returns what starts the portal again. */
  private Restart start() throws IOException, SQLException {
    settings.check();
    if (settings.fresh()) {
      say("Starting afresh: what was kept is removed.");
      removeData();
    }
    Files.createDirectories(settings.data().resolve("logs"));
    Files.deleteIfExists(settings.runProperties());
    DemoData demo = new DemoData(settings.data().resolve("demo.properties"));

    say("1/4  PostgreSQL …");
    Database database = keep(() -> Database.start(settings, demo));

    say("2/4  Schema …");
    Map<String, String> environment = environment(database.url("lockkeeper"), demo);
    migrate(demo, environment);

    say("3/4  Sandbox …");
    Child sandbox = startSandbox(demo);
    await(sandbox, sandboxUrl() + "/control/health");

    witness(environment);

    say("4/4  Portal …");
    writeProvisioning(demo);
    awaitPortal(startPortal(PORTAL, environment), portalUrl());
    if (settings.secondPortalPort().isPresent()) {
      awaitPortal(startPortal(SECOND_PORTAL, environment), secondPortalUrl());
    }

    demo.save();
    tell(database, demo);
    return name -> startPortal(name, environment);
  }

  /** Starts the witness of the audit log, and tells the portal where it is and its key. */
  private void witness(Map<String, String> environment) throws IOException, SQLException {
    int port = settings.witnessPort().orElseGet(Launcher::anyPort);
    Path folder = settings.data().resolve("witness");
    Child witness =
        keep(
            () ->
                Child.start(
                    "witness",
                    settings.data().resolve("logs/witness.log"),
                    Map.of(),
                    List.of(
                        "-Xmx64m",
                        "-jar",
                        settings.app().resolve("lockkeeper-witness.jar").toString(),
                        String.valueOf(port),
                        folder.toString(),
                        "witness.lockkeeper.local",
                        LOG_ORIGIN,
                        settings.data().resolve(CHECKPOINTS).resolve("keys").toString(),
                        settings.data().resolve("clock").toString())));
    String address = "http://127.0.0.1:" + port;
    await(witness, address + "/health");
    environment.put("LOCKKEEPER_AUDIT_WITNESS", address);
    environment.put(
        "LOCKKEEPER_AUDIT_WITNESS_KEY", Files.readString(folder.resolve("key.vkey")).strip());
  }

  private static int anyPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Trouble("No port is free for the witness.");
    }
  }

  /** Starts one part. */
  private interface Start<T extends AutoCloseable> {
    T part() throws IOException, SQLException;
  }

  /** Starts a part so that it cannot be missed by who stops all, or not at all. */
  private synchronized <T extends AutoCloseable> T keep(Start<T> start)
      throws IOException, SQLException {
    if (stopped.getCount() == 0) {
      throw new Trouble("Stopped while starting.");
    }
    T part = start.part();
    running.push(part);
    return part;
  }

  /** Starts a portal once more. */
  private interface Restart {
    Child portal(String name) throws IOException, SQLException;
  }

  private void awaitPortal(Child portal, String url) throws IOException {
    await(portal, url + "/health/ready");
    // The server calls itself ready without the portal, too.
    await(portal, url + "/sign-in");
  }

  /** By name: passkeys are bound to a name, and whoever comes back from a consent page to it. */
  private String portalUrl() {
    return "http://localhost:" + settings.portalPort();
  }

  private String secondPortalUrl() {
    return "http://localhost:" + settings.secondPortalPort().orElseThrow();
  }

  private String sandboxUrl() {
    return "http://127.0.0.1:" + settings.sandboxPort();
  }

  /** The settings of a portal on this database. */
  Map<String, String> environment(String databaseUrl, DemoData demo) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("LOCKKEEPER_ENVIRONMENT", "local");
    all.put(
        "LOCKKEEPER_BANNER",
        "Sandbox: pretend shops, pretend parcels. Nothing leaves this machine.");
    all.put("LOCKKEEPER_DATABASE_URL", databaseUrl);
    all.put("LOCKKEEPER_DATABASE_PASSWORD", demo.secret("database.portal"));
    all.put("LOCKKEEPER_DATABASE_JOBS_PASSWORD", demo.secret("database.jobs"));
    all.put("LOCKKEEPER_KEYSTORE_FILE", settings.data().resolve("keys/cohorts.p12").toString());
    all.put("LOCKKEEPER_KEYSTORE_PASSWORD", demo.secret("keystore"));
    all.put("LOCKKEEPER_ERASURE_LEDGER", settings.data().resolve("erasure-ledger").toString());
    all.put("LOCKKEEPER_AUDIT_ORIGIN", LOG_ORIGIN);
    all.put("LOCKKEEPER_AUDIT_CHECKPOINTS", settings.data().resolve(CHECKPOINTS).toString());
    settings.restored().ifPresent(why -> all.put("LOCKKEEPER_AUDIT_RESTORED", why));
    all.put("LOCKKEEPER_CLOCK_FILE", settings.data().resolve("clock").toString());
    // Whoever tries the product out moves the clock on purpose.
    all.put("LOCKKEEPER_CLOCK_STEPS", "believed");
    all.put("LOCKKEEPER_HTTP_PLAIN_ADDRESS", "127.0.0.1:" + settings.sandboxPort());
    all.put(
        "LOCKKEEPER_SHOPIFY_ADDRESS",
        sandboxUrl() + "/shopify/{shop}/admin/api/{version}/graphql.json");
    all.put("LOCKKEEPER_ADDRESS", portalUrl());
    // A passkey is bound to a name; an address of numbers is none.
    all.put("LOCKKEEPER_PASSKEYS_ORIGIN", portalUrl());
    all.put("LOCKKEEPER_SHOPIFY_CLIENT_ID", "lockkeeper-sandbox");
    all.put(
        "LOCKKEEPER_SHOPIFY_AUTHORIZE_ADDRESS",
        sandboxUrl() + "/shopify/{shop}/admin/oauth/authorize");
    all.put(
        "LOCKKEEPER_SHOPIFY_TOKEN_ADDRESS",
        sandboxUrl() + "/shopify/{shop}/admin/oauth/access_token");
    all.put("LOCKKEEPER_SHOPIFY_TEST_SHOP", DemoData.SELLERS.get(0).shop());
    all.put(
        "LOCKKEEPER_AMAZON_CONSENT_ADDRESS",
        sandboxUrl() + "/amazon/{region}/apps/authorize/consent");
    all.put("LOCKKEEPER_AMAZON_APPLICATION_ID", "amzn1.sp.solution.local");
    all.put("LOCKKEEPER_AMAZON_ENDPOINT", sandboxUrl() + "/spapi");
    all.put("LOCKKEEPER_AMAZON_TOKEN_ENDPOINT", sandboxUrl() + "/lwa/auth/o2/token");
    all.put("LOCKKEEPER_AMAZON_CLIENT_ID", "amzn1.application-oa2-client.local");
    all.put("LOCKKEEPER_MAIL_HOST", "127.0.0.1");
    all.put("LOCKKEEPER_MAIL_PORT", String.valueOf(settings.smtpPort()));
    all.put("LOCKKEEPER_MAIL_PLAIN", "true");
    all.put("LOCKKEEPER_PACK_CONTACT_MAILBOX", "incidents@lockkeeper.example");
    all.put("LOCKKEEPER_PACK_PRIVACY_POLICY", "https://lockkeeper.example/privacy");
    all.put("LOCKKEEPER_NOTICES_EVERY", "PT10S");
    all.put("LOCKKEEPER_CANARIES_TEND_EVERY", "PT10S");
    all.put("LOCKKEEPER_CREDENTIALS_RENEW_EVERY", "PT10S");
    all.put("LOCKKEEPER_CREDENTIALS_ROTATE_EVERY", "PT10S");
    all.put("LOCKKEEPER_TIKTOKSHOP_ENDPOINT", sandboxUrl() + "/tiktok");
    all.put("LOCKKEEPER_TIKTOKSHOP_TOKEN_ENDPOINT", sandboxUrl() + "/tiktok-auth/api/v2/token");
    all.put("LOCKKEEPER_TIKTOKSHOP_CONSENT", sandboxUrl() + "/tiktok-auth/open/authorize");
    all.put("LOCKKEEPER_TIKTOKSHOP_CONSENT_US", sandboxUrl() + "/tiktok-auth/open/authorize");
    all.put("LOCKKEEPER_TIKTOKSHOP_APP_KEY", DemoData.TIKTOK_APP_KEY);
    all.put("LOCKKEEPER_TIKTOKSHOP_SERVICE_ID", DemoData.TIKTOK_SERVICE_ID);
    all.put("LOCKKEEPER_ROUTING_TRACK_EVERY", "PT3S");
    all.put("LOCKKEEPER_ROUTING_RETRY_EVERY", "PT15S");
    all.put("LOCKKEEPER_ROUTING_COMPARE_EVERY", "PT1M");
    all.put("LOCKKEEPER_RETENTION_SWEEP_EVERY", "PT1S");
    all.put("LOCKKEEPER_KEYS_CARE_EVERY", "PT1M");
    all.put("LOCKKEEPER_JOBS_POLL_EVERY", "PT0.5S");
    all.put(
        "LOCKKEEPER_PROVISIONING_FILE", settings.data().resolve("provisioning.json").toString());
    if (settings.settingsFile().isPresent()) {
      with(settings.settingsFile().get(), all);
    }
    // What the environment says already is a wish of the person who starts us.
    System.getenv().forEach((name, value) -> all.computeIfPresent(name, (known, ours) -> value));
    return all;
  }

  /**
   * Puts a file of settings over ours, each under the name that it has as an environment variable;
   * an empty one takes ours away. {@code {sandbox}} stands for the sandbox's address.
   */
  private void with(Path file, Map<String, String> all) throws IOException {
    Properties said = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      said.load(in);
    }
    for (String name : said.stringPropertyNames()) {
      String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
      String value = said.getProperty(name).strip().replace("{sandbox}", sandboxUrl());
      if (value.isEmpty()) {
        all.remove(variable);
      } else {
        all.put(variable, value);
      }
    }
  }

  /** Brings the environment's database to this version. */
  void migrate(DemoData demo, Map<String, String> environment) throws IOException {
    Path libraries = unpackLibraries();
    Map<String, String> rights = new LinkedHashMap<>(environment);
    rights.put("LOCKKEEPER_DATABASE_ADMIN_USER", Database.ADMIN);
    rights.put("LOCKKEEPER_DATABASE_ADMIN_PASSWORD", demo.password("database.admin"));
    rights.put("LOCKKEEPER_DATABASE_MIGRATOR_PASSWORD", demo.secret("database.migrator"));
    rights.put("LOCKKEEPER_DATABASE_BACKUP_PASSWORD", demo.secret("database.backup"));
    demo.save();
    Path log = settings.data().resolve("logs/migration.log");
    Child migration =
        Child.start(
            "migration",
            log,
            rights,
            List.of("-cp", libraries + "/*", "org.lockkeeper.integration.postgres.Migration"));
    if (migration.await(120) != 0) {
      throw new Trouble("The schema could not be brought up to date; see " + log + ".");
    }
  }

  /**
   * The WAR carries the migrations; they run as a program of their own, with rights of their own.
   */
  private Path unpackLibraries() throws IOException {
    Path directory = settings.data().resolve("migration");
    removeTree(directory);
    Files.createDirectories(directory);
    try (InputStream in =
            Files.newInputStream(settings.app().resolve("lockkeeper-portal-web.war"));
        ZipInputStream war = new ZipInputStream(in)) {
      for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
        if (entry.getName().matches("WEB-INF/lib/[A-Za-z0-9._-]+\\.jar")) {
          Files.copy(
              war,
              directory.resolve(entry.getName().substring("WEB-INF/lib/".length())),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return directory;
  }

  private Child startSandbox(DemoData demo) throws IOException, SQLException {
    Properties config = new Properties();
    config.setProperty("sandbox.port", String.valueOf(settings.sandboxPort()));
    config.setProperty("sandbox.smtp.port", String.valueOf(settings.smtpPort()));
    config.setProperty("sandbox.data", settings.data().resolve("sandbox").toString());
    config.setProperty("sandbox.clock.file", settings.data().resolve("clock").toString());
    config.setProperty("sandbox.portal.url", portalUrl());
    config.setProperty("shopify.client.secret", demo.secret("shopify.client"));
    config.setProperty("amazon.client.id", "amzn1.application-oa2-client.local");
    config.setProperty("amazon.client.secret", demo.secret("amazon.client"));
    describeTikTok(config, demo);
    describePhones(config, demo);
    int n = 1;
    for (DemoData.Seller seller : DemoData.SELLERS) {
      config.setProperty("shop." + n + ".domain", seller.shop());
      config.setProperty("shop." + n + ".name", seller.name());
      if (seller.connected()) {
        config.setProperty("shop." + n + ".access.token", demo.secret("shopify.token." + n));
        config.setProperty("shop." + n + ".webhook.url", webhookUrl(demo, n));
        config.setProperty(
            "amazon.seller." + n + ".refresh.token", "Atzr|" + demo.secret("amazon.token." + n));
      }
      config.setProperty("amazon.seller." + n + ".id", seller.amazonId());
      config.setProperty("amazon.seller." + n + ".shop", seller.shop());
      n++;
    }
    demo.save();
    Path file = settings.data().resolve("sandbox.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      config.store(out, null);
    }
    return keep(
        () ->
            Child.start(
                "sandbox",
                settings.data().resolve("logs/sandbox.log"),
                Map.of(),
                List.of(
                    "-Xmx512m",
                    "-jar",
                    settings.app().resolve("lockkeeper-sandbox.jar").toString(),
                    file.toString())));
  }

  /** The sandbox shows the codes of the demo's people as their phones would. */
  private void describePhones(Properties config, DemoData demo) {
    int n = 1;
    for (DemoData.Seller seller : DemoData.SELLERS) {
      config.setProperty("person." + n + ".login", seller.login());
      config.setProperty("person." + n + ".totp", demo.appKey("totp.seller." + n));
      n++;
    }
    config.setProperty("person." + n + ".login", DemoData.ADMIN);
    config.setProperty("person." + n + ".totp", demo.appKey("totp.admin"));
    n++;
    config.setProperty("person." + n + ".login", DemoData.SECOND_ADMIN);
    config.setProperty("person." + n + ".totp", demo.appKey("totp.admin.2"));
    n++;
    config.setProperty("person." + n + ".login", DemoData.SUPPORT);
    config.setProperty("person." + n + ".totp", demo.appKey("totp.support"));
  }

  private void describeTikTok(Properties config, DemoData demo) {
    config.setProperty("tiktok.app.key", DemoData.TIKTOK_APP_KEY);
    config.setProperty("tiktok.app.secret", demo.secret("tiktok.client"));
    config.setProperty("tiktok.service.id", DemoData.TIKTOK_SERVICE_ID);
    int n = 1;
    for (DemoData.TikTokShop shop : DemoData.TIKTOK_SHOPS) {
      String name = "tiktok.shop." + n + ".";
      config.setProperty(name + "id", shop.id());
      config.setProperty(name + "cipher", shop.cipher());
      config.setProperty(name + "name", shop.name());
      config.setProperty(name + "region", "US");
      config.setProperty(name + "seller", DemoData.SELLERS.get(shop.seller() - 1).amazonId());
      if (shop.connected()) {
        config.setProperty(
            name + "refresh.token", "ROW_" + demo.secret("tiktok.token." + shop.id()));
        config.setProperty(name + "webhook.url", tikTokWebhookUrl(demo, shop));
      }
      n++;
    }
  }

  private String tikTokWebhookUrl(DemoData demo, DemoData.TikTokShop shop) {
    return portalUrl() + "/webhooks/tiktokshop/" + demo.secret("tiktok.endpoint." + shop.id());
  }

  private String webhookUrl(DemoData demo, int seller) {
    return portalUrl() + "/webhooks/shopify/" + demo.secret("endpoint." + seller);
  }

  private void writeProvisioning(DemoData demo) throws IOException {
    Files.writeString(
        settings.data().resolve("provisioning.json"),
        Provisioning.json(demo),
        StandardCharsets.UTF_8);
    demo.save();
  }

  private Child startPortal(String name, Map<String, String> environment)
      throws IOException, SQLException {
    return startPortal(
        name,
        name.equals(PORTAL) ? settings.portalPort() : settings.secondPortalPort().orElseThrow(),
        settings.data().resolve(name.equals(PORTAL) ? "payara" : "payara-2"),
        environment);
  }

  /** Starts a portal of a name on a port, with a folder of its own that is emptied first. */
  Child startPortal(String name, int port, Path root, Map<String, String> environment)
      throws IOException, SQLException {
    Path before = settings.data().resolve("pre-boot.txt");
    Files.writeString(
        before,
        // A body with a GET is a body, not the next request of the same connection.
        """
        set configs.config.server-config.network-config.network-listeners.network-listener\
        .http-listener.address=127.0.0.1
        set configs.config.server-config.network-config.protocols.protocol.http-listener.http\
        .allow-payload-for-undefined-http-methods=true
        set configs.config.server-config.network-config.protocols.protocol.http-listener.http\
        .server-header=false
        """,
        StandardCharsets.US_ASCII);
    Path boot = settings.data().resolve("post-boot.txt");
    Files.writeString(
        boot,
        """
        set-openapi-configuration --enabled=false
        set-metrics-configuration --enabled=false
        """,
        StandardCharsets.US_ASCII);
    removeTree(root);
    Files.createDirectories(root);
    return keep(
        () ->
            Child.start(
                name,
                settings.data().resolve("logs/" + name + ".log"),
                environment,
                List.of(
                    "-Xmx1g",
                    "-Djava.awt.headless=true",
                    "-jar",
                    settings.app().resolve("payara-micro.jar").toString(),
                    // Without this it opens a port to the network for other nodes, in no cluster,
                    // too.
                    "--nohazelcast",
                    "--disablephonehome",
                    "--port",
                    String.valueOf(port),
                    "--rootdir",
                    root.toString(),
                    "--prebootcommandfile",
                    before.toString(),
                    "--postbootcommandfile",
                    boot.toString(),
                    "--deploy",
                    settings.app().resolve("lockkeeper-portal-web.war").toString(),
                    "--contextroot",
                    "ROOT")));
  }

  private void await(Child child, String url) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < until) {
      if (!child.isAlive()) {
        throw new Trouble(
            "The "
                + child.name()
                + " ended while starting; see "
                + settings.data().resolve("logs/" + child.name() + ".log")
                + ".");
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        pause();
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    throw new Trouble(
        "The "
            + child.name()
            + " was not ready within "
            + READY_WITHIN.toMinutes()
            + " minutes; see "
            + settings.data().resolve("logs/" + child.name() + ".log")
            + ".");
  }

  private void pause() {
    try {
      if (stopped.await(300, TimeUnit.MILLISECONDS)) {
        throw new Trouble("Stopped while starting.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Database database, DemoData demo) throws IOException {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("portal.url", portalUrl());
    if (settings.secondPortalPort().isPresent()) {
      run.put("portal2.url", secondPortalUrl());
    }
    run.put("sandbox.url", sandboxUrl());
    run.put("database.url", database.url("lockkeeper"));
    run.put("database.owner.user", Database.ADMIN);
    run.put("database.owner.password", demo.password("database.admin"));
    run.put("shopify.webhook.url", webhookUrl(demo, 1));
    run.put("shopify.webhook.secret", demo.secret("shopify.client"));
    run.put("shopify.shop", DemoData.SELLERS.get(0).shop());
    run.put("seller.user", DemoData.SELLERS.get(0).login());
    run.put("seller.password", demo.password("password.seller.1"));
    run.put("seller.totp", demo.appKey("totp.seller.1"));
    run.put("seller2.user", DemoData.SELLERS.get(1).login());
    run.put("seller2.password", demo.password("password.seller.2"));
    run.put("seller2.totp", demo.appKey("totp.seller.2"));
    run.put("shopify2.webhook.url", webhookUrl(demo, 2));
    run.put("shopify2.shop", DemoData.SELLERS.get(1).shop());
    run.put("seller3.user", DemoData.SELLERS.get(2).login());
    run.put("seller3.password", demo.password("password.seller.3"));
    run.put("seller3.totp", demo.appKey("totp.seller.3"));
    run.put("shopify3.shop", DemoData.SELLERS.get(2).shop());
    run.put("amazon3.account", DemoData.SELLERS.get(2).amazonId());
    run.put("tiktok3.shop", DemoData.TIKTOK_SHOPS.get(2).id());
    run.put("tiktok.app.key", DemoData.TIKTOK_APP_KEY);
    run.put("tiktok.webhook.secret", demo.secret("tiktok.client"));
    run.put("tiktok.shop", DemoData.TIKTOK_SHOPS.get(0).id());
    run.put("tiktok.webhook.url", tikTokWebhookUrl(demo, DemoData.TIKTOK_SHOPS.get(0)));
    run.put("tiktok2.shop", DemoData.TIKTOK_SHOPS.get(1).id());
    run.put("tiktok2.webhook.url", tikTokWebhookUrl(demo, DemoData.TIKTOK_SHOPS.get(1)));
    run.put("admin.user", DemoData.ADMIN);
    run.put("admin.password", demo.password("password.admin"));
    run.put("admin.totp", demo.appKey("totp.admin"));
    run.put("admin2.user", DemoData.SECOND_ADMIN);
    run.put("admin2.password", demo.password("password.admin.2"));
    run.put("support.user", DemoData.SUPPORT);
    run.put("support.password", demo.password("password.support"));
    run.put("support.totp", demo.appKey("totp.support"));
    run.put("admin2.totp", demo.appKey("totp.admin.2"));
    StringBuilder text = new StringBuilder();
    run.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path next = settings.runProperties().resolveSibling("run.properties.new");
    Files.writeString(next, text.toString(), StandardCharsets.UTF_8);
    Files.move(
        next,
        settings.runProperties(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);

    say("Ready.");
    terminal.println();
    terminal.println("  Portal    " + run.get("portal.url"));
    terminal.println(
        "  Sandbox   "
            + run.get("sandbox.url")
            + "   place an order, move parcels, move the clock, read the codes");
    terminal.println();
    row("Harbor Goods (seller)", run.get("seller.user"), run.get("seller.password"));
    row("Alpine Outfitters (seller)", run.get("seller2.user"), run.get("seller2.password"));
    row("Fernway Supply (new, unconnected)", run.get("seller3.user"), run.get("seller3.password"));
    row("Lockkeeper (admin)", run.get("admin.user"), run.get("admin.password"));
    row("Lockkeeper (support desk)", run.get("support.user"), run.get("support.password"));
    row("Lockkeeper (second admin)", run.get("admin2.user"), run.get("admin2.password"));
    terminal.println();
    terminal.println(
        "  The second step asks for six digits: everybody's are at "
            + run.get("sandbox.url")
            + "/#codes");
    terminal.println("  (or put a *.totp of run.properties into an authenticator app).");
    terminal.println("  What is kept, and the logs: " + settings.data());
    terminal.println("  Ctrl-C stops everything; -Dfresh begins anew.");
    terminal.println();
  }

  private void row(String who, String login, String password) {
    terminal.printf("  %-34s %-34s %s%n", who, login, password);
  }

  /**
   * Waits until it is told to stop, a part of it ends, or whoever started it is gone. A portal that
   * has ended is started again if the settings say so.
   */
  private void watch(Restart restart) throws InterruptedException, IOException, SQLException {
    ProcessHandle parent = ProcessHandle.current().parent().orElse(ProcessHandle.current());
    while (!stopped.await(1, TimeUnit.SECONDS)) {
      if (!parent.isAlive()) {
        System.exit(0);
      }
      for (Child child : ended()) {
        if (!settings.restartPortal() || !child.name().startsWith(PORTAL)) {
          throw new Trouble(
              "The "
                  + child.name()
                  + " has ended; see "
                  + settings.data().resolve("logs/" + child.name() + ".log")
                  + ".");
        }
        startAgain(child, restart);
      }
      if (settings.dailyBackup()) {
        backUp();
      }
    }
  }

  /** Takes the backup of the day when the product's clock says so; a trouble is told, once. */
  private void backUp() {
    try {
      BackupRun run = new BackupRun(settings);
      if (run.isDue()) {
        say("Backup of the day: " + run.take().id() + ".");
        backupTrouble = "";
      }
    } catch (IOException | SQLException | Trouble e) {
      String sentence = String.valueOf(e.getMessage());
      if (!sentence.equals(backupTrouble)) {
        say("The backup of the day was not taken: " + sentence);
        backupTrouble = sentence;
      }
    }
  }

  private synchronized List<Child> ended() {
    return running.stream()
        .filter(Child.class::isInstance)
        .map(Child.class::cast)
        .filter(child -> !child.isAlive())
        .toList();
  }

  private synchronized void startAgain(Child ended, Restart restart)
      throws IOException, SQLException {
    if (stopped.getCount() == 0) {
      return;
    }
    running.remove(ended);
    Child portal = restart.portal(ended.name());
    say("The " + ended.name() + " had ended and is started again, pid " + portal.pid() + ".");
  }

  synchronized void stop() {
    if (stopped.getCount() == 0) {
      return;
    }
    stopped.countDown();
    if (!running.isEmpty()) {
      say("Stopping …");
    }
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        terminal.println("  A part did not stop as it should: " + e.getClass().getSimpleName());
      }
    }
  }

  private void removeData() throws IOException {
    try (Stream<Path> parts = Files.list(settings.data())) {
      for (Path part : parts.toList()) {
        if (!part.endsWith("postgres-binaries")) {
          removeTree(part);
        }
      }
    }
  }

  static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void say(String text) {
    terminal.println("[lockkeeper] " + text);
  }
}
