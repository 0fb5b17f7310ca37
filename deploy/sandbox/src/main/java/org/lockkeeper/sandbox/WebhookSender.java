package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends webhooks as Shopify does: one second to connect, five to answer, a redirect is a failure,
 * and a failed one is tried again with the same bytes and the same webhook id. Shopify's four hours
 * are pressed into four minutes, in real time. What waits is in the state, so a restart goes on.
 */
final class WebhookSender implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WebhookSender.class.getName());

  /** How long to wait after the first, second, … failed try; after the last one it gives up. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2));

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final String API_VERSION = "2026-04";
  private static final int WORKERS = 64;

  private final World world;
  private final SandboxClock clock;
  private final Settings settings;
  private final ShopAccess access;
  private final List<Duration> pauses;
  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final ExecutorService clientThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_WITHIN)
          .executor(clientThreads)
          .build();
  private final List<Thread> workers = new ArrayList<>();
  private final Map<Long, String> elsewhere = new ConcurrentHashMap<>();
  private volatile boolean signsWithPrevious;

  WebhookSender(
      World world,
      SandboxClock clock,
      Settings settings,
      ShopAccess access,
      List<Duration> pauses) {
    this.world = world;
    this.clock = clock;
    this.settings = settings;
    this.access = access;
    this.pauses = pauses;
  }

  void start() {
    world.waitingDeliveries().forEach(this::enqueue);
    for (int n = 0; n < WORKERS; n++) {
      workers.add(Thread.ofVirtual().name("webhook-" + n).start(this::work));
    }
  }

  /** Puts a new delivery on its way. */
  void send(Delivery delivery) {
    world.put(delivery);
    enqueue(delivery);
  }

  /** The same, to an address that no subscription names. */
  void send(Delivery delivery, String address) {
    elsewhere.put(delivery.id(), address);
    send(delivery);
  }

  /** After a rotation Shopify may sign with the secret of before for an hour. */
  void signWithPrevious(boolean previous) {
    signsWithPrevious = previous;
  }

  boolean signsWithPrevious() {
    return signsWithPrevious;
  }

  /** Forgets what waits. */
  void clear() {
    queue.clear();
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
    client.shutdownNow();
    clientThreads.shutdownNow();
  }

  private record Due(long delivery, Instant at, SandboxClock clock) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.realNow(), at));
    }

    @Override
    public int compareTo(Delayed other) {
      int byTime = at.compareTo(((Due) other).at);
      return byTime != 0 ? byTime : Long.compare(delivery, ((Due) other).delivery);
    }
  }

  private void enqueue(Delivery delivery) {
    Instant at = delivery.nextTryAt() == null ? clock.realNow() : delivery.nextTryAt();
    queue.add(new Due(delivery.id(), at, clock));
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long id = queue.take().delivery();
        Delivery delivery = world.delivery(id).orElse(null);
        if (delivery != null && delivery.state() == Delivery.State.WAITING) {
          attempt(delivery);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Delivery delivery) throws InterruptedException {
    Settings.Shop shop = settings.shop(delivery.shop()).orElse(null);
    if (shop == null) {
      LOG.log(WARNING, "webhook.shop-gone delivery={0}", delivery.id());
      finish(delivery.after(Delivery.State.GAVE_UP, null, "the shop is not configured", null));
      return;
    }
    String named = elsewhere.get(delivery.id());
    String address = named != null ? named : access.address(delivery.shop(), delivery.topic());
    if (address == null) {
      finish(delivery.after(Delivery.State.GAVE_UP, null, "nobody is subscribed", null));
      return;
    }
    try {
      HttpResponse<Void> response =
          client.send(request(delivery, address), HttpResponse.BodyHandlers.discarding());
      int status = response.statusCode();
      if (status >= 200 && status < 300) {
        LOG.log(DEBUG, "webhook.delivered delivery={0} status={1}", delivery.id(), status);
        finish(delivery.after(Delivery.State.DELIVERED, status, null, null));
      } else {
        again(delivery, status, "answered " + status);
      }
    } catch (IOException e) {
      again(delivery, null, reason(e));
    } catch (IllegalArgumentException e) {
      finish(
          delivery.after(Delivery.State.GAVE_UP, null, "the webhook address is no address", null));
    }
  }

  private HttpRequest request(Delivery delivery, String address) {
    byte[] body = delivery.payload().getBytes(StandardCharsets.UTF_8);
    String previous = settings.previousShopifySecret();
    String secret = signsWithPrevious && previous != null ? previous : settings.shopifySecret();
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(ANSWER_WITHIN)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Lockkeeper-Sandbox")
        .header("X-Shopify-Topic", delivery.topic())
        .header("X-Shopify-Hmac-Sha256", Signature.of(body, secret))
        .header("X-Shopify-Shop-Domain", delivery.shop())
        .header("X-Shopify-API-Version", API_VERSION)
        .header("X-Shopify-Webhook-Id", delivery.webhookId())
        .header("X-Shopify-Event-Id", delivery.eventId())
        .header("X-Shopify-Triggered-At", delivery.triggeredAt().toString())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private void again(Delivery delivery, @Nullable Integer status, String error) {
    if (delivery.tries() >= pauses.size()) {
      LOG.log(INFO, "webhook.gave-up delivery={0} order={1}", delivery.id(), delivery.orderId());
      finish(delivery.after(Delivery.State.GAVE_UP, status, error, null));
      return;
    }
    Instant next = clock.realNow().plus(pauses.get(delivery.tries()));
    Delivery waiting = delivery.after(Delivery.State.WAITING, status, error, next);
    if (finish(waiting)) {
      enqueue(waiting);
    }
  }

  /** False if the delivery is gone meanwhile, because the world was reset. */
  private boolean finish(Delivery delivery) {
    return world.locked(
        () -> {
          boolean known = world.delivery(delivery.id()).isPresent();
          if (known) {
            world.put(delivery);
          }
          return known;
        });
  }

  private static String reason(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException c -> "no connection within 1 s";
      case HttpTimeoutException t -> "no answer within 5 s";
      case ConnectException c -> "nobody listens there";
      default -> "the connection broke";
    };
  }
}
