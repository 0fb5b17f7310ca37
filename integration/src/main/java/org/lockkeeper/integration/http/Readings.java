package org.lockkeeper.integration.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what an answer holds, and takes nothing for granted. */
final class Readings {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private Readings() {}

  static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text.strip())).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<Double> number(JsonObject object, String field) {
    return object.get(field) instanceof JsonNumber number
        ? Optional.of(number.doubleValue()).filter(Double::isFinite)
        : Optional.empty();
  }

  static Optional<JsonObject> object(JsonObject object, String field) {
    return object.get(field) instanceof JsonObject inner ? Optional.of(inner) : Optional.empty();
  }

  static Optional<JsonObject> json(Outbound.Answer answer) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return reader.readValue() instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  static Throttling.Signal cost(JsonObject body) {
    Optional<JsonObject> cost =
        object(body, "extensions").flatMap(extensions -> object(extensions, "cost"));
    Optional<JsonObject> status = cost.flatMap(told -> object(told, "throttleStatus"));
    Optional<Throttling.Level> level =
        status.map(
            told ->
                new Throttling.Level(
                    positive(told, "restoreRate"),
                    positive(told, "maximumAvailable"),
                    optional(number(told, "currentlyAvailable"))));
    return new Throttling.Signal(
        throttled(body),
        level.flatMap(
            told -> cost.flatMap(c -> number(c, "requestedQueryCost")).map(c -> wait(c, told))),
        level);
  }

  /** Until as much is there as the call would have cost. */
  private static Duration wait(double requested, Throttling.Level level) {
    double missing = Math.max(0, requested - level.available().orElse(0));
    return Duration.ofMillis(
        (long) Math.ceil(Math.min(3600, missing / level.perSecond().orElse(100)) * 1000));
  }

  private static boolean throttled(JsonObject body) {
    if (!(body.get("errors") instanceof JsonArray errors)) {
      return false;
    }
    return errors.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(error -> object(error, "extensions").stream())
        .anyMatch(extensions -> "THROTTLED".equals(extensions.getString("code", "")));
  }

  private static OptionalDouble positive(JsonObject object, String field) {
    return optional(number(object, field).filter(number -> number > 0));
  }

  private static OptionalDouble optional(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
