package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The client secrets of the pretend Amazon application. A new one is told in the queue alone; the
 * old one works on for seven days, the new one for 180.
 */
final class LwaSecrets {

  static final Duration LIVES = Duration.ofDays(180);
  static final Duration OVERLAP = Duration.ofDays(7);
  private static final String KIND = "lwa-secrets";
  private static final String ONE = "application";

  /** What counts since the first rotation. */
  record Rotated(
      String current, Instant currentUntil, @Nullable String previous, Instant previousUntil) {
    @Override
    public String toString() {
      return "Rotated[until " + currentUntil + "]";
    }
  }

  private final Settings settings;
  private final Ledger ledger;
  private final SandboxClock clock;
  private final SqsDesk queue;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Rotated rotated;

  LwaSecrets(Settings settings, Ledger ledger, SandboxClock clock, SqsDesk queue) {
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
    this.queue = queue;
    ledger.each(KIND, (id, value) -> rotated = Json.as(value, Rotated.class));
  }

  /** Whether Login with Amazon takes it. */
  synchronized boolean accepts(String secret) {
    Rotated now = rotated;
    if (now == null) {
      return secret.equals(settings.amazonClientSecret());
    }
    Instant instant = clock.now();
    return (secret.equals(now.current()) && instant.isBefore(now.currentUntil()))
        || (secret.equals(now.previous()) && instant.isBefore(now.previousUntil()));
  }

  /** Makes a new secret and tells it in the queue. */
  synchronized Rotated rotate() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    Instant now = clock.now();
    String old = rotated == null ? settings.amazonClientSecret() : rotated.current();
    Rotated fresh =
        new Rotated(
            "amzn1.oa2-cs.v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            now.plus(LIVES),
            old,
            now.plus(OVERLAP));
    rotated = fresh;
    ledger.put(KIND, ONE, fresh);
    ObjectNode payload = Json.object();
    payload
        .putObject("applicationOAuthClientNewSecret")
        .put("clientId", settings.amazonClientId())
        .put("newClientSecret", fresh.current())
        .put("newClientSecretExpiryTime", fresh.currentUntil().toString())
        .put("oldClientSecretExpiryTime", fresh.previousUntil().toString());
    tell("APPLICATION_OAUTH_CLIENT_NEW_SECRET", payload, now);
    return fresh;
  }

  /** Tells that the secret in use is about to expire. */
  synchronized void warn() {
    Instant now = clock.now();
    Instant until = rotated == null ? now.plus(LIVES.dividedBy(2)) : rotated.currentUntil();
    ObjectNode payload = Json.object();
    payload
        .putObject("applicationOAuthClientSecretExpiry")
        .put("clientId", settings.amazonClientId())
        .put("clientSecretExpiryTime", until.toString())
        .put("clientSecretExpiryReason", "PERIODIC_ROTATION");
    tell("APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY", payload, now);
  }

  private void tell(String type, ObjectNode payload, Instant now) {
    ObjectNode message =
        Json.object()
            .put("notificationVersion", "1.0")
            .put("notificationType", type)
            .put("payloadVersion", "1.0")
            .put("eventTime", now.toString());
    message.set("payload", payload);
    message
        .putObject("notificationMetadata")
        .put("applicationId", "amzn1.sellerapps.app.00000000-0000-0000-0000-000000000000")
        .put("subscriptionId", "00000000-0000-0000-0000-000000000001")
        .put("publishTime", now.toString())
        .put("notificationId", UUID.randomUUID().toString());
    queue.send(message.toString());
  }
}
