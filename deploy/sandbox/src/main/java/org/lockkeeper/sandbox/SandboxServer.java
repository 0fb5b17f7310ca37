package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.ERROR;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One running sandbox: every part wired to the others, behind one HTTP port on this machine. */
final class SandboxServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SandboxServer.class.getName());
  private static final String HOST = "127.0.0.1";
  private static final long MOST_BYTES = 4_000_000;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Map<String, String> PAGE =
      Map.of(
          "/", "page/index.html",
          "/sandbox.css", "page/sandbox.css",
          "/sandbox.js", "page/sandbox.js",
          "/tiktok.js", "page/tiktok.js",
          "/codes.js", "page/codes.js",
          "/icon.svg", "page/icon.svg");

  private final Ledger ledger;
  private final Faults faults = new Faults();
  private final AwsParts aws;
  private final TikTokParts tikTok;
  private final WebhookSender sender;
  private final Background background;
  private final MailSink mail;
  private final SandboxClock clock;
  private final Javalin http;

  private SandboxServer(
      Settings settings, Clock realClock, LongSupplier nanos, List<Duration> pauses) {
    clock = new SandboxClock(settings.clockFile(), realClock);
    ledger = new Ledger(settings.data());
    try {
      mail = settings.smtpPort() == 0 ? MailSink.none() : MailSink.on(HOST, settings.smtpPort());
    } catch (Settings.Unusable e) {
      ledger.close();
      throw e;
    }
    aws = new AwsParts(settings, ledger, clock);
    Catalogue catalogue = new Catalogue(settings);
    ShopAccess access = new ShopAccess(ledger, settings, clock);
    AmazonConsents consents = new AmazonConsents(ledger, settings, clock);
    RateLimits limits = new RateLimits(nanos, settings.limitsFactor());
    Exchanges exchanges = new Exchanges(clock);
    tikTok =
        new TikTokParts(
            settings,
            catalogue,
            ledger,
            clock,
            limits,
            faults,
            exchanges,
            pauses.equals(WebhookSender.PAUSES)
                ? TikTokSender.PAUSES
                : pauses.subList(0, Math.min(4, pauses.size())));
    World world = new World(settings, catalogue, ledger);
    sender = new WebhookSender(world, clock, settings, access, pauses);
    ShopDesk shops = new ShopDesk(settings, catalogue, world, clock, sender);
    AmazonDesk amazon = new AmazonDesk(world, clock);
    background = new Background(ledger, amazon);
    LwaDoor lwa =
        new LwaDoor(settings, aws.lwaSecrets(), world, clock, faults, exchanges, consents);
    SpApiDoor spApi =
        new SpApiDoor(
            settings, catalogue, world, amazon, aws.lwaSecrets(), clock, limits, faults, exchanges);
    GraphDoor graph = new GraphDoor(settings, world, clock, limits, faults, exchanges, access);
    ShopConsentDoor shopConsent = new ShopConsentDoor(settings, access, clock, faults, exchanges);
    AmazonConsentDoor amazonConsent = new AmazonConsentDoor(settings, consents);
    GrantControl grants = new GrantControl(settings, access, consents, world, clock, sender);
    ControlDoor control =
        new ControlDoor(
            settings,
            catalogue,
            world,
            shops,
            amazon,
            clock,
            sender,
            faults,
            exchanges,
            mail,
            background,
            grants);
    http =
        Javalin.create(
            config -> {
              quiet(config);
              under(
                  config,
                  "/shopify",
                  (call, path) ->
                      shopConsent.answer(call, path).orElseGet(() -> graph.answer(call, path)));
              under(config, "/amazon", amazonConsent::answer);
              under(config, "/lwa", lwa::answer);
              under(config, "/spapi", spApi::answer);
              under(config, "/aws", aws.door()::answer);
              guarded(config, "/control/aws", aws.control()::answer);
              under(config, "/tiktok", tikTok.door()::answer);
              under(config, "/tiktok-auth", tikTok.consent()::answer);
              guarded(config, "/control/tiktok", tikTok.control()::answer);
              guarded(
                  config,
                  "/control",
                  (call, path) -> {
                    if (path.equals("/reset") && call.method().equals("POST")) {
                      tikTok.reset();
                    }
                    return control.answer(call, path);
                  });
              PAGE.forEach(
                  (path, resource) ->
                      config.routes.addHttpHandler(
                          HandlerType.GET,
                          path,
                          context -> write(context, page(call(context), resource))));
            });
  }

  /**
   * @throws Settings.Unusable if a port is taken or the folder is in use
   */
  static SandboxServer start(Settings settings) {
    return start(settings, Clock.systemUTC(), System::nanoTime, WebhookSender.PAUSES);
  }

  /** With clocks and retry pauses of one's own, for tests. */
  static SandboxServer start(
      Settings settings, Clock realClock, LongSupplier nanos, List<Duration> pauses) {
    SandboxServer server = new SandboxServer(settings, realClock, nanos, pauses);
    try {
      server.http.start(HOST, settings.port());
    } catch (JavalinBindException e) {
      server.close();
      throw new Settings.Unusable("The port " + settings.port() + " is taken, or may not be used.");
    }
    server.sender.start();
    return server;
  }

  int port() {
    return http.port();
  }

  int smtpPort() {
    return mail.port();
  }

  SandboxClock clock() {
    return clock;
  }

  @Override
  public void close() {
    faults.close();
    aws.close();
    tikTok.close();
    sender.close();
    background.close();
    http.stop();
    mail.close();
    ledger.close();
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.concurrency.useVirtualThreads = true;
  }

  /** Like {@link #under}, for doors that other sites must not come to. */
  private static void guarded(
      JavalinConfig config, String prefix, BiFunction<Call, String, Answer> door) {
    under(
        config,
        prefix,
        (call, path) -> {
          Answer refusal = stranger(call);
          return refusal != null ? refusal : door.apply(call, path);
        });
  }

  private static void under(
      JavalinConfig config, String prefix, BiFunction<Call, String, Answer> door) {
    Handler handler =
        context -> {
          Call call = call(context);
          write(context, door.apply(call, call.path().substring(prefix.length())));
        };
    for (HandlerType method :
        List.of(
            HandlerType.GET,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.DELETE,
            HandlerType.PATCH)) {
      config.routes.addHttpHandler(method, prefix + "/*", handler);
    }
    config.routes.exception(
        RuntimeException.class,
        (e, context) -> {
          LOG.log(ERROR, "request.failed method=" + context.method(), e);
          context.status(500).json(Map.of("error", "The sandbox itself has failed; see its log."));
        });
  }

  private static Call call(Context context) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(context.headerMap());
    String query = context.req().getQueryString();
    return new Call(
        context.req().getMethod(),
        context.req().getRequestURI(),
        query == null ? Map.of() : new LinkedHashMap<>(Call.fields(query)),
        headers,
        context.body());
  }

  private static void write(Context context, Answer answer) {
    answer.headers().forEach(context::header);
    context
        .status(answer.status())
        .contentType(answer.contentType())
        .result(answer.text().getBytes(StandardCharsets.UTF_8));
  }

  private static Answer page(Call call, String resource) {
    Answer refusal = stranger(call);
    if (refusal != null) {
      return refusal;
    }
    try (InputStream in = SandboxServer.class.getResourceAsStream(resource)) {
      String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(in == null ? 404 : 200, Map.of(), type(resource), body)
          .with("Cache-Control", "no-cache")
          .with("X-Content-Type-Options", "nosniff")
          .with("Referrer-Policy", "no-referrer")
          .with("X-Frame-Options", "DENY")
          .with(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none'");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static String type(String resource) {
    if (resource.endsWith(".css")) {
      return "text/css;charset=utf-8";
    }
    if (resource.endsWith(".js")) {
      return "text/javascript;charset=utf-8";
    }
    return resource.endsWith(".svg") ? "image/svg+xml" : "text/html;charset=utf-8";
  }

  /**
   * Other sites must not steer the sandbox through somebody's browser: the host asked for is this
   * machine, and a browser says that the page asking is ours.
   *
   * @return null for a welcome guest
   */
  private static @Nullable Answer stranger(Call call) {
    String host = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":\\d+$", "");
    if (!LOOPBACK.contains(name)) {
      return Answer.json(403, Map.of("error", "Ask for 127.0.0.1 or localhost."));
    }
    String site = call.header("Sec-Fetch-Site").orElse("none");
    boolean reading = call.method().equals("GET");
    boolean ownSite = site.equals("same-origin") || site.equals("none");
    String origin = call.header("Origin").orElse("http://" + host);
    if (!reading && (!ownSite || !sameAuthority(origin, host))) {
      return Answer.json(403, Map.of("error", "Other sites may not steer the sandbox."));
    }
    return null;
  }

  private static boolean sameAuthority(String origin, String host) {
    try {
      return host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
