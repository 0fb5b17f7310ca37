package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class RetentionTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final OrderId ORDER = OrderId.of("01900000-0000-7000-8000-000000000001");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final RetentionSchedule POLICY =
      RetentionSchedule.edition(LocalDate.of(2026, 11, 22));

  private final InMemoryRetentions retentions = new InMemoryRetentions();
  private final InMemorySpans spans = new InMemorySpans();
  private final List<DomainEvent> announced = new ArrayList<>();

  private StartBuyerRetention at(Instant now) {
    return new StartBuyerRetention(
        retentions, spans, POLICY, announced::add, Clock.fixed(now, ZoneOffset.UTC));
  }

  private BuyerRetention date() {
    return retentions.find(SELLER, ORDER).orElseThrow();
  }

  @ParameterizedTest(name = "{0} after delivery: due = {1}")
  @CsvSource({
    "PT0S, false",
    "PT2159H59M59S, false",
    "PT2159H59M59.999999S, false",
    "PT2160H, true",
    "PT2160H0.000001S, true",
    "P365D, true"
  })
  void a_buyer_is_due_from_exactly_90_days_after_delivery(Duration since, boolean due) {
    at(NOON).from(SELLER, ORDER, Anchor.DELIVERED, NOON);
    assertThat(date().isDue(NOON.plus(since))).isEqualTo(due);
  }

  @ParameterizedTest(name = "90 days after {0} is {1}")
  @CsvSource({
    "2026-08-01T10:00:00Z, 2026-10-30T10:00:00Z",
    "2026-12-31T23:59:59Z, 2027-03-31T23:59:59Z",
    "2027-12-31T00:00:00Z, 2028-03-30T00:00:00Z"
  })
  void days_are_24_hours_whatever_clocks_and_calendars_do(Instant delivered, Instant end) {
    assertThat(POLICY.rule(Anchor.DELIVERED).endsAt(delivered)).isEqualTo(end);
  }

  @ParameterizedTest
  @EnumSource(Anchor.class)
  void every_anchor_has_a_span_and_the_promise_it_keeps(Anchor anchor) {
    RetentionRule rule = POLICY.rule(anchor);
    assertThat(rule.countedFrom()).isEqualTo(anchor);
    assertThat(rule.source()).matches("R-\\d{2}");
    assertThat(POLICY.edition()).isEqualTo(LocalDate.of(2026, 11, 22));
  }

  @ParameterizedTest(name = "{0}: {1} to {2} days")
  @CsvSource({
    "DELIVERED, 90, 90",
    "LOST, 0, 90",
    "RETURNED, 0, 90",
    "UNFULFILLABLE, 0, 90",
    "SHIPPED, 90, 120",
    "RECEIVED, 120, 180",
    "CANCELLED, 0, 0"
  })
  void no_event_never_means_kept_for_ever(Anchor anchor, long least, long most) {
    assertThat(POLICY.rule(anchor).keepFor().toDays()).isBetween(least, most);
  }

  @Test
  void a_policy_that_is_not_there_does_not_load() {
    assertThatThrownBy(() -> RetentionSchedule.edition(LocalDate.of(2020, 1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"PT-1S", "PT36H", "P90DT1S"})
  void data_is_kept_for_whole_days(Duration span) {
    assertThatThrownBy(() -> new RetentionRule(Anchor.DELIVERED, span, Basis.CONTRACT, "R-37"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}, then {1}: counted from {2}")
  @CsvSource({
    "RECEIVED, SHIPPED, SHIPPED",
    "RECEIVED, CANCELLED, CANCELLED",
    "SHIPPED, DELIVERED, DELIVERED",
    "SHIPPED, LOST, LOST",
    "LOST, DELIVERED, DELIVERED",
    "SHIPPED, RECEIVED, SHIPPED",
    "DELIVERED, SHIPPED, DELIVERED",
    "DELIVERED, DELIVERED, DELIVERED",
    "DELIVERED, CANCELLED, DELIVERED",
    "LOST, SHIPPED, LOST",
    "LOST, RETURNED, RETURNED",
    "RETURNED, LOST, RETURNED",
    "RECEIVED, UNFULFILLABLE, UNFULFILLABLE",
    "UNFULFILLABLE, RECEIVED, UNFULFILLABLE",
    "UNFULFILLABLE, SHIPPED, SHIPPED",
    "UNFULFILLABLE, CANCELLED, CANCELLED"
  })
  void a_better_founded_anchor_takes_the_place_of_another(
      Anchor first, Anchor then, Anchor counted) {
    at(NOON).from(SELLER, ORDER, first, NOON);
    Instant later = NOON.plus(Duration.ofDays(3));
    at(later).from(SELLER, ORDER, then, later);
    Instant start = first == counted ? NOON : later;
    assertThat(date())
        .isEqualTo(
            new BuyerRetention(
                SELLER,
                ORDER,
                counted,
                start,
                POLICY.rule(counted).endsAt(start),
                POLICY.edition(),
                Optional.empty()));
    assertThat(announced).hasSize(first == counted ? 1 : 2);
  }

  @Test
  void a_delivery_in_the_future_counts_as_now() {
    at(NOON).from(SELLER, ORDER, Anchor.DELIVERED, NOON.plus(Duration.ofDays(3650)));
    assertThat(date().anchoredAt()).isEqualTo(NOON);
    assertThat(date().endsAt()).isEqualTo(NOON.plus(Duration.ofDays(90)));
    assertThat(announced)
        .containsExactly(
            new RetentionStarted(
                SELLER, ORDER, Anchor.DELIVERED, NOON.plus(Duration.ofDays(90)), "R-37", NOON));
  }

  @Test
  void a_delivery_that_is_told_late_counts_from_when_it_was() {
    Instant told = NOON.plus(Duration.ofDays(30));
    at(told).from(SELLER, ORDER, Anchor.DELIVERED, NOON);
    assertThat(date().endsAt()).isEqualTo(NOON.plus(Duration.ofDays(90)));
  }

  @Test
  void nothing_starts_again_after_the_end() {
    at(NOON).from(SELLER, ORDER, Anchor.SHIPPED, NOON);
    retentions.ended(SELLER, List.of(ORDER), NOON);
    BuyerRetention ended = date();
    at(NOON).from(SELLER, ORDER, Anchor.DELIVERED, NOON);
    at(NOON).endNow(SELLER, ORDER);
    assertThat(date()).isEqualTo(ended);
    assertThat(ended.isDue(NOON.plus(Duration.ofDays(999)))).isFalse();
    assertThat(announced).hasSize(1);
  }

  @Test
  void a_buyer_to_be_forgotten_is_due_at_once() {
    at(NOON).from(SELLER, ORDER, Anchor.DELIVERED, NOON);
    Instant asked = NOON.plusSeconds(60);
    at(asked).endNow(SELLER, ORDER);
    assertThat(date().isDue(asked)).isTrue();
    assertThat(date().isDue(asked.minusNanos(1))).isFalse();
  }

  @ParameterizedTest(name = "a {0} reported after it does not push the date out")
  @EnumSource(
      value = Anchor.class,
      names = {"LOST", "DELIVERED", "CANCELLED"})
  void a_date_that_has_come_is_not_moved_any_more(Anchor anchor) {
    at(NOON).from(SELLER, ORDER, Anchor.SHIPPED, NOON);
    at(NOON).endNow(SELLER, ORDER);
    BuyerRetention due = date();
    at(NOON.plusSeconds(1)).from(SELLER, ORDER, anchor, NOON.plusSeconds(1));
    assertThat(date()).isEqualTo(due);
    assertThat(announced).hasSize(1);
  }

  @Test
  void to_be_forgotten_does_not_put_an_earlier_end_off() {
    at(NOON).from(SELLER, ORDER, Anchor.CANCELLED, NOON);
    at(NOON.plusSeconds(60)).endNow(SELLER, ORDER);
    assertThat(date().endsAt()).isEqualTo(NOON);
  }

  @ParameterizedTest(name = "{0} with a span of 14 days: {1} days")
  @CsvSource({"DELIVERED, 14", "LOST, 14", "RETURNED, 14", "SHIPPED, 44", "CANCELLED, 0"})
  void a_new_date_goes_by_the_sellers_own_span(Anchor anchor, long days) {
    spans.save(
        new ChannelSpan(SELLER, Duration.ofDays(14), NOON, Optional.of(NOON), Optional.empty()));
    at(NOON).from(SELLER, ORDER, anchor, NOON);
    assertThat(date().endsAt()).isEqualTo(NOON.plus(Duration.ofDays(days)));
    assertThat(date().isDue(NOON.plus(Duration.ofDays(days)))).isTrue();
    assertThat(date().isDue(NOON.plus(Duration.ofDays(days)).minusNanos(1))).isFalse();
  }

  @Test
  void an_unknown_order_has_nothing_to_end() {
    at(NOON).endNow(SELLER, ORDER);
    assertThat(retentions.find(SELLER, ORDER)).isEmpty();
  }

  /** Dates in a map. */
  private static final class InMemoryRetentions implements BuyerRetentions {

    private final Map<OrderId, BuyerRetention> rows = new HashMap<>();

    @Override
    public Optional<BuyerRetention> find(SellerId seller, OrderId order) {
      return Optional.ofNullable(rows.get(order)).filter(r -> r.seller().equals(seller));
    }

    @Override
    public Map<OrderId, BuyerRetention> of(SellerId seller, Collection<OrderId> orders) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(BuyerRetention retention) {
      rows.put(retention.order(), retention);
    }

    @Override
    public List<OrderId> takeDue(SellerId seller, Instant now, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void ended(SellerId seller, Collection<OrderId> orders, Instant at) {
      rows.replaceAll(
          (id, r) ->
              new BuyerRetention(
                  r.seller(),
                  id,
                  r.anchor(),
                  r.anchoredAt(),
                  r.endsAt(),
                  r.edition(),
                  Optional.of(at)));
    }

    @Override
    public List<SellerId> sellersWithDue(Instant now, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<DayCount> forecast(LocalDate first, int days) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<DayCount> forecast(SellerId seller, LocalDate first, int days) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long backlog(Instant now) {
      throw new UnsupportedOperationException();
    }
  }
}
