package org.lockkeeper.integration.tiktokshop;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads single fields as TikTok writes them: texts that may be numbers, times in seconds. */
final class TikTokJson {

  /** Looked up once: the look-up reads the class path each time. */
  static final JsonProvider JSON = JsonProvider.provider();

  private TikTokJson() {}

  /** The object in the bytes; empty if they hold none. */
  static Optional<JsonObject> object(byte[] bytes) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      return Optional.of(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  static Optional<JsonObject> object(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  static List<JsonObject> objects(JsonObject json, String name) {
    return json.get(name) instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  static List<String> texts(JsonObject json, String name) {
    return json.get(name) instanceof JsonArray array
        ? array.stream()
            .filter(JsonString.class::isInstance)
            .map(value -> ((JsonString) value).getString())
            .toList()
        : List.of();
  }

  /** A text that says something; a number is read as its digits. */
  static Optional<String> text(JsonObject json, String name) {
    if (json.get(name) instanceof JsonString text && !text.getString().isBlank()) {
      return Optional.of(text.getString().strip());
    }
    if (json.get(name) instanceof JsonNumber number && number.isIntegral()) {
      return Optional.of(number.bigIntegerValue().toString());
    }
    return Optional.empty();
  }

  /** A whole number, which may come as its digits. */
  static Optional<Long> number(JsonObject json, String name) {
    return text(json, name).filter(digits -> digits.matches("-?[0-9]{1,18}")).map(Long::parseLong);
  }

  static boolean flag(JsonObject json, String name) {
    return json.get(name) == JsonValue.TRUE;
  }

  /** A time in whole seconds since 1970; TikTok writes 0 for none. */
  static Optional<Instant> instant(JsonObject json, String name) {
    return number(json, name).filter(seconds -> seconds > 0).map(Instant::ofEpochSecond);
  }
}
