package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {

  private static final LocalDate NEW = LocalDate.of(2026, 11, 22);
  private static final LocalDate OLD = LocalDate.of(2026, 8, 25);
  private static final RetentionSchedule POLICY = RetentionSchedule.edition(NEW);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  static Stream<String> keys() {
    return RetentionSchedule.file(NEW).stringPropertyNames().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void an_edition_that_lacks_a_key_does_not_load(String key) {
    Properties file = RetentionSchedule.file(NEW);
    assertThat(RetentionSchedule.of(file).edition()).isEqualTo(NEW);
    file.remove(key);
    assertThatThrownBy(() -> RetentionSchedule.of(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key);
    file.setProperty(key, " ");
    assertThatThrownBy(() -> RetentionSchedule.of(file)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void the_first_edition_still_loads_and_says_of_buyers_what_it_said() {
    RetentionSchedule old = RetentionSchedule.edition(OLD);
    assertThat(old.edition()).isEqualTo(OLD);
    assertThat(old.rule(Anchor.SHIPPED).keepFor()).isEqualTo(Duration.ofDays(120));
    assertThat(old.rule(DataKind.ORDER)).isEqualTo(POLICY.rule(DataKind.ORDER));
  }

  @ParameterizedTest(name = "{0}: due {1} seconds after its anchor and not a second before")
  @CsvSource({
    "DELIVERED, 7776000",
    "LOST, 7776000",
    "RETURNED, 7776000",
    "UNFULFILLABLE, 2592000",
    "SHIPPED, 10368000",
    "RECEIVED, 15552000",
    "CANCELLED, 0"
  })
  void every_fallback_ends_to_the_second(Anchor anchor, long seconds) {
    Instant end = POLICY.rule(anchor).endsAt(NOON);
    assertThat(end).isEqualTo(NOON.plusSeconds(seconds));
    BuyerRetention date = BuyerRetentionSamples.of(anchor, NOON, end);
    assertThat(date.isDue(end)).isTrue();
    assertThat(date.isDue(end.minusNanos(1))).isFalse();
    assertThat(date.isDue(end.minusSeconds(1))).isFalse();
  }

  @ParameterizedTest(name = "{0} with a span of {1} days: {2} days")
  @CsvSource({
    "DELIVERED, 90, 90",
    "DELIVERED, 1, 1",
    "DELIVERED, 45, 45",
    "LOST, 14, 14",
    "RETURNED, 14, 14",
    "SHIPPED, 90, 120",
    "SHIPPED, 14, 44",
    "RECEIVED, 1, 91",
    "UNFULFILLABLE, 90, 30",
    "UNFULFILLABLE, 30, 30",
    "UNFULFILLABLE, 14, 14",
    "CANCELLED, 1, 0"
  })
  void a_shorter_span_shortens_every_rule_that_it_is_a_part_of(
      Anchor anchor, long chosen, long kept) {
    assertThat(POLICY.rule(anchor, Duration.ofDays(chosen)).keepFor())
        .isEqualTo(Duration.ofDays(kept));
  }

  @ParameterizedTest
  @EnumSource(Anchor.class)
  void no_choice_keeps_a_buyer_longer_than_the_policy(Anchor anchor) {
    for (int days = 1; days <= 90; days++) {
      assertThat(POLICY.rule(anchor, Duration.ofDays(days)).keepFor())
          .isLessThanOrEqualTo(POLICY.rule(anchor).keepFor());
    }
  }

  @ParameterizedTest
  @CsvSource({"P0D", "P91D", "P365D", "PT36H", "P-1D"})
  void a_seller_chooses_whole_days_from_1_to_90(Duration chosen) {
    assertThat(POLICY.channelSpan().allows(chosen)).isFalse();
    assertThatThrownBy(() -> POLICY.rule(Anchor.DELIVERED, chosen))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void amazon_data_that_is_about_nobody_goes_before_18_calendar_months_are_over() {
    for (DataKind kind : new DataKind[] {DataKind.ORDER, DataKind.AMAZON}) {
      Duration keep = POLICY.rule(kind).keepFor();
      for (int day = 0; day < 4 * 366; day++) {
        LocalDate from = LocalDate.of(2026, 1, 1).plusDays(day);
        assertThat(from.plusDays(keep.toDays() + 1)).isBefore(from.plusMonths(18));
      }
    }
  }

  @Test
  void logs_are_kept_for_at_least_12_months_and_13_in_all() {
    for (DataKind kind : new DataKind[] {DataKind.CALL_LOG, DataKind.AUDIT_LOG}) {
      assertThat(POLICY.rule(kind).keepFor().toDays()).isBetween(366L, 397L);
    }
  }

  @Test
  void buyers_go_by_their_anchors_and_not_by_an_age() {
    assertThatThrownBy(() -> POLICY.rule(DataKind.BUYER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "BACKUP, P28D",
    "CASE_DUE, P30D",
    "CASE_COOLING_OFF, P2D",
    "CLAIM_WINDOW, P90D",
    "WARNING, P7D",
    "SWEEP_WITHIN, PT1H",
    "CLOCK_JUMP, PT1H",
    "HOLD_LONGEST, P730D",
    "HOLD_REMINDER, P14D"
  })
  void the_clocks_are_those_that_were_promised(RetentionSchedule.Term term, Duration span) {
    assertThat(POLICY.term(term)).isEqualTo(span);
    assertThat(POLICY.clocked(term).source()).isNotBlank();
  }

  @Test
  void what_is_exactly_as_old_as_allowed_goes() {
    AgeRule rule = POLICY.rule(DataKind.ORDER);
    assertThat(rule.lastToGo(NOON)).isEqualTo(NOON.minus(Duration.ofDays(540)));
  }
}
