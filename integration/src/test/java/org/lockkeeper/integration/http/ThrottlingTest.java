package org.lockkeeper.integration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three platforms, three ways to say that there were too many. */
class ThrottlingTest {

  private static final Throttling AMAZON = Throttling.byStatus("x-amzn-RateLimit-Limit");
  private static final Throttling SHOPIFY = Throttling.byCost();
  private static final Throttling TIKTOK = Throttling.byCode(36009002);

  private static Outbound.Answer answer(int status, Map<String, String> headers, String body) {
    return new Outbound.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void amazon_says_429_without_the_limit() {
    Throttling.Signal signal =
        AMAZON.read(answer(429, Map.of(), "{\"errors\": [{\"code\": \"QuotaExceeded\"}]}"));
    assertThat(signal.throttled()).isTrue();
    assertThat(signal.pause()).isEmpty();
    assertThat(signal.level()).isEmpty();
  }

  @Test
  void amazon_tells_the_rate_of_calls_that_were_served_at_times() {
    assertThat(AMAZON.read(answer(200, Map.of("x-amzn-ratelimit-limit", "0.5"), "")).level())
        .contains(
            new Throttling.Level(
                OptionalDouble.of(0.5), OptionalDouble.empty(), OptionalDouble.empty()));
    assertThat(AMAZON.read(answer(200, Map.of(), "")).level()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0", "-1", "NaN", "Infinity", "1,5"})
  void a_rate_that_is_none_is_not_heard(String rate) {
    assertThat(AMAZON.read(answer(200, Map.of("x-amzn-ratelimit-limit", rate), "")).level())
        .isEmpty();
  }

  @Test
  void shopify_says_it_in_a_200_and_the_wait_follows_from_the_cost() {
    Throttling.Signal signal =
        SHOPIFY.read(
            answer(
                200,
                Map.of(),
                """
                {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
                 "extensions": {"cost": {"requestedQueryCost": 202, "actualQueryCost": null,
                   "throttleStatus": {"maximumAvailable": 2000.0, "currentlyAvailable": 52,
                     "restoreRate": 100.0}}}}
                """));
    assertThat(signal.throttled()).isTrue();
    assertThat(signal.pause()).contains(Duration.ofMillis(1500));
    assertThat(signal.level())
        .contains(
            new Throttling.Level(
                OptionalDouble.of(100), OptionalDouble.of(2000), OptionalDouble.of(52)));
  }

  @Test
  void shopify_tells_what_is_left_with_each_answer() {
    Throttling.Signal signal =
        SHOPIFY.read(
            answer(
                200,
                Map.of(),
                """
                {"data": {}, "extensions": {"cost": {"requestedQueryCost": 12,
                  "actualQueryCost": 8, "throttleStatus": {"maximumAvailable": 20000,
                    "currentlyAvailable": 19992, "restoreRate": 1000}}}}
                """));
    assertThat(signal.throttled()).isFalse();
    assertThat(signal.level().orElseThrow().available()).hasValue(19992);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oops",
        "[]",
        "7",
        "{}",
        "{\"errors\": \"THROTTLED\"}",
        "{\"errors\": [7, {\"extensions\": 7}, {\"extensions\": {\"code\": 7}}]}",
        "{\"errors\": [{\"extensions\": {\"code\": \"ACCESS_DENIED\"}}]}",
        "{\"extensions\": {\"cost\": {\"throttleStatus\": \"full\"}}}"
      })
  void what_says_nothing_of_it_is_no_throttling(String body) {
    assertThat(SHOPIFY.read(answer(200, Map.of(), body)).throttled()).isFalse();
    assertThat(TIKTOK.read(answer(200, Map.of(), body)).throttled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 429})
  void tiktok_says_it_by_a_code_of_its_own_with_either_status(int status) {
    String body = "{\"code\": 36009002, \"message\": \"Too many requests\"}";
    assertThat(TIKTOK.read(answer(status, Map.of("retry-after", "3"), body)).pause())
        .contains(Duration.ofSeconds(3));
    Throttling.Signal signal = TIKTOK.read(answer(status, Map.of(), body));
    assertThat(signal.throttled()).isTrue();
    assertThat(signal.pause()).isEmpty();
  }

  @Test
  void another_code_of_tiktok_is_no_throttling() {
    assertThat(TIKTOK.read(answer(200, Map.of(), "{\"code\": 0, \"data\": {}}")).throttled())
        .isFalse();
    assertThat(TIKTOK.read(answer(200, Map.of(), "{\"code\": 105002}")).throttled()).isFalse();
    assertThat(TIKTOK.read(answer(500, Map.of(), "{\"code\": 36009002}")).throttled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void a_pause_that_cannot_be_read_is_none(String pause) {
    assertThat(TIKTOK.read(answer(429, Map.of("retry-after", pause), "")).pause()).isEmpty();
  }

  @Test
  void nobody_is_told_to_stay_away_for_more_than_an_hour() {
    assertThat(TIKTOK.read(answer(429, Map.of("retry-after", "1e12"), "")).pause())
        .contains(Duration.ofHours(1));
  }
}
