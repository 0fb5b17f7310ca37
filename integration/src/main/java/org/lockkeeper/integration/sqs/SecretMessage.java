package org.lockkeeper.integration.sqs;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.credentials.Secret;

/**
 * A message of the queue, of which only what is wanted is read; names may be written large or
 * small. It does not print itself.
 */
sealed interface SecretMessage {

  /** Looked up once: the look-up reads the class path each time. */
  JsonProvider JSON = JsonProvider.provider();

  /**
   * A new client secret.
   *
   * @param clientId what Amazon calls the application
   * @param value closed by whoever takes it
   * @param newUntil when it ends
   * @param formerUntil until when the one before is taken
   */
  record NewSecret(String clientId, Secret value, Instant newUntil, Instant formerUntil)
      implements SecretMessage {}

  /** The secret in use ends soon; we have a clock of our own, so there is nothing to do. */
  record Expiry() implements SecretMessage {}

  /** Something else, or something that nobody can read. */
  record Unknown() implements SecretMessage {}

  static SecretMessage read(String body) {
    try (JsonReader reader = JSON.createReader(new StringReader(body))) {
      JsonObject message = reader.readObject();
      return switch (text(message, "notificationType").orElse("")) {
        case "APPLICATION_OAUTH_CLIENT_NEW_SECRET" -> fresh(message).orElseGet(Unknown::new);
        case "APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY" -> new Expiry();
        default -> new Unknown();
      };
    } catch (JsonException | IllegalStateException | DateTimeException e) {
      return new Unknown();
    }
  }

  private static Optional<SecretMessage> fresh(JsonObject message) {
    Optional<JsonObject> told =
        object(message, "payload").flatMap(all -> object(all, "applicationOAuthClientNewSecret"));
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> client = text(told.get(), "clientId");
    Optional<String> value = text(told.get(), "newClientSecret");
    Optional<Instant> newUntil = text(told.get(), "newClientSecretExpiryTime").map(Instant::parse);
    Optional<Instant> formerUntil =
        text(told.get(), "oldClientSecretExpiryTime").map(Instant::parse);
    return client.isPresent()
            && value.isPresent()
            && newUntil.isPresent()
            && formerUntil.isPresent()
        ? Optional.of(
            new NewSecret(client.get(), Secret.of(value.get()), newUntil.get(), formerUntil.get()))
        : Optional.empty();
  }

  private static Optional<JsonValue> member(JsonObject json, String name) {
    return json.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<JsonObject> object(JsonObject json, String name) {
    return member(json, name)
        .filter(value -> value.getValueType() == JsonValue.ValueType.OBJECT)
        .map(JsonValue::asJsonObject);
  }

  private static Optional<String> text(JsonObject json, String name) {
    return member(json, name)
        .filter(value -> value.getValueType() == JsonValue.ValueType.STRING)
        .map(value -> ((JsonString) value).getString());
  }
}
