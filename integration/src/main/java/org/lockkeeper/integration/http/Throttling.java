package org.lockkeeper.integration.http;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a platform says that there were too many calls, and what else it tells about its bucket. No
 * two platforms say it the same way; the three styles that there are stand here, and each channel
 * names its own.
 */
@FunctionalInterface
public interface Throttling {

  /** What an answer tells. */
  Signal read(Outbound.Answer answer);

  /**
   * What an answer told.
   *
   * @param throttled whether the call was not served because there were too many
   * @param pause how long the platform wants to be left alone, where it says so
   * @param level what it tells about the bucket, where it does
   */
  record Signal(boolean throttled, Optional<Duration> pause, Optional<Level> level) {

    private static final Signal NOTHING = new Signal(false, Optional.empty(), Optional.empty());

    /** Served, and nothing told. */
    public static Signal nothing() {
      return NOTHING;
    }
  }

  /** A bucket as the platform sees it. */
  record Level(OptionalDouble perSecond, OptionalDouble burst, OptionalDouble available) {

    /** Nothing but that a call was served. */
    static final Level SILENT =
        new Level(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Status 429 and no more. */
  static Throttling byStatus() {
    return answer ->
        answer.status() == 429
            ? new Signal(true, retryAfter(answer), Optional.empty())
            : Signal.nothing();
  }

  /**
   * Status 429, without a word about the rate; the rate stands in a header of answers that were
   * served, now and then (Amazon's Selling Partner API).
   *
   * @param rateHeader calls each second
   */
  static Throttling byStatus(String rateHeader) {
    return answer ->
        answer.status() == 429
            ? new Signal(true, retryAfter(answer), Optional.empty())
            : new Signal(
                false,
                Optional.empty(),
                answer
                    .header(rateHeader)
                    .flatMap(Readings::number)
                    .filter(rate -> rate > 0)
                    .map(
                        rate ->
                            new Level(
                                OptionalDouble.of(rate),
                                OptionalDouble.empty(),
                                OptionalDouble.empty())));
  }

  /**
   * Status 200 with {@code THROTTLED} among the errors; what a call cost, and what is left of the
   * bucket, stands in {@code extensions.cost} of each answer (Shopify's GraphQL).
   */
  static Throttling byCost() {
    return answer -> {
      if (answer.status() == 429) {
        return new Signal(true, retryAfter(answer), Optional.empty());
      }
      Optional<JsonObject> body = answer.status() == 200 ? Readings.json(answer) : Optional.empty();
      return body.map(Readings::cost).orElse(Signal.nothing());
    };
  }

  /**
   * Status 200 or 429 with a code of the platform's own; sometimes with {@code Retry-After} (TikTok
   * Shop).
   */
  static Throttling byCode(long code) {
    return answer -> {
      boolean said =
          (answer.status() == 200 || answer.status() == 429)
              && Readings.json(answer)
                  .flatMap(body -> Readings.number(body, "code"))
                  .filter(told -> told == code)
                  .isPresent();
      return said || answer.status() == 429
          ? new Signal(true, retryAfter(answer), Optional.empty())
          : Signal.nothing();
    };
  }

  private static Optional<Duration> retryAfter(Outbound.Answer answer) {
    return answer
        .header("Retry-After")
        .flatMap(Readings::number)
        .filter(seconds -> seconds >= 0)
        .map(seconds -> Duration.ofMillis((long) (Math.min(seconds, 3600) * 1000)));
  }
}
