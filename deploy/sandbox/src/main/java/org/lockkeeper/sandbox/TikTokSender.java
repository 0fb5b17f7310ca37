package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.INFO;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages as TikTok Shop does: three seconds to answer, the same bytes on each of four more
 * tries. TikTok's 2 minutes, 30 minutes, 3 and 12 hours are pressed to a sixtieth. What waits is
 * lost with the process.
 */
final class TikTokSender implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TikTokSender.class.getName());

  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(12));

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
  private static final int KEPT = 500;

  private final TikTokSettings settings;
  private final TikTokState state;
  private final SandboxClock clock;
  private final List<Duration> pauses;
  private final AtomicLong notifications;
  private final Deque<Message> messages = new ArrayDeque<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(4, Thread.ofPlatform().daemon().name("tiktok-", 0).factory());
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private volatile boolean signsWithPrevious;

  /** One message on its way. */
  private static final class Message {
    private final String shop;
    private final int type;
    private final String notification;
    private final @Nullable String order;
    private final String address;
    private final String body;
    private String state = "WAITING";
    private int tries;
    private @Nullable Integer lastStatus;
    private @Nullable ScheduledFuture<?> next;

    Message(
        String shop,
        int type,
        String notification,
        @Nullable String order,
        String address,
        String body) {
      this.shop = shop;
      this.type = type;
      this.notification = notification;
      this.order = order;
      this.address = address;
      this.body = body;
    }
  }

  TikTokSender(
      TikTokSettings settings, TikTokState state, SandboxClock clock, List<Duration> pauses) {
    this.settings = settings;
    this.state = state;
    this.clock = clock;
    this.pauses = pauses;
    // Numbers of another run are not used again.
    this.notifications = new AtomicLong(clock.realNow().toEpochMilli() * 1_000_000L);
  }

  void signWithPrevious(boolean previous) {
    signsWithPrevious = previous;
  }

  /**
   * Sends a message, if anybody listens.
   *
   * @param event its kind in the words of the registration
   */
  void send(String shop, int type, String event, ObjectNode data) {
    state
        .address(shop, event)
        .ifPresent(
            address -> {
              String id = String.valueOf(notifications.incrementAndGet());
              ObjectNode json =
                  Json.object()
                      .put("type", type)
                      .put("tts_notification_id", id)
                      .put("shop_id", shop)
                      .put("timestamp", clock.now().getEpochSecond());
              json.set("data", data);
              add(
                  new Message(
                      shop,
                      type,
                      id,
                      data.path("order_id").asText(null),
                      address,
                      Json.text(json)));
            });
  }

  /** The last message about an order once more, the same to the byte. */
  boolean again(String order) {
    Message found = null;
    synchronized (this) {
      for (Message message : messages) {
        if (order.equals(message.order)) {
          found =
              new Message(
                  message.shop,
                  message.type,
                  message.notification,
                  message.order,
                  message.address,
                  message.body);
          break;
        }
      }
    }
    if (found == null) {
      return false;
    }
    add(found);
    return true;
  }

  private void add(Message message) {
    synchronized (this) {
      messages.addFirst(message);
      if (messages.size() > KEPT) {
        messages.removeLast();
      }
    }
    timer.execute(() -> attempt(message));
  }

  /** Newest first. */
  synchronized ArrayNode view() {
    ArrayNode all = Json.array();
    for (Message message : messages) {
      all.addObject()
          .put("shop", message.shop)
          .put("type", message.type)
          .put("notification", message.notification)
          .put("order", message.order)
          .put("state", message.state)
          .put("tries", message.tries)
          .put("waits", message.next != null && !message.next.isDone())
          .put("lastStatus", message.lastStatus);
    }
    return all;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
  }

  private void attempt(Message message) {
    Integer status = null;
    try {
      String previous = settings.previousSecret();
      String secret = signsWithPrevious && previous != null ? previous : settings.appSecret();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(message.address))
              .timeout(ANSWER_WITHIN)
              .header("Content-Type", "application/json")
              .header("User-Agent", "Lockkeeper-Sandbox")
              .header(
                  "Authorization",
                  TikTokSignature.ofWebhook(settings.appKey(), message.body, secret))
              .POST(HttpRequest.BodyPublishers.ofString(message.body))
              .build();
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(INFO, "tiktok.message-failed type={0} cause={1}", message.type, e.getClass());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (this) {
      message.tries++;
      message.lastStatus = status;
      if (status != null && status == 200) {
        message.state = "DELIVERED";
      } else if (message.tries > pauses.size()) {
        message.state = "GAVE_UP";
      } else if (!timer.isShutdown()) {
        message.next =
            timer.schedule(
                () -> attempt(message),
                pauses.get(message.tries - 1).toMillis(),
                TimeUnit.MILLISECONDS);
      }
    }
  }
}
