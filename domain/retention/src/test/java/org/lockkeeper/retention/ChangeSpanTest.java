package org.lockkeeper.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;

class ChangeSpanTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID OWNER = new UUID(1, 1);
  private static final Duration MONTH = Duration.ofDays(30);

  private final InMemorySpans spans = new InMemorySpans();
  private final List<DomainEvent> announced = new ArrayList<>();
  private final List<Errand> asked = new ArrayList<>();

  private ChangeSpan at(Instant now) {
    return new ChangeSpan(
        spans,
        RetentionSchedule.edition(LocalDate.of(2026, 11, 22)),
        new Errands() {
          @Override
          public void after(Duration delay, Errand errand) {
            asked.add(errand);
          }

          @Override
          public void now(Errand errand) {
            asked.add(errand);
          }
        },
        announced::add,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private Duration inForce() {
    return at(NOON).of(SELLER).span();
  }

  @Test
  void without_a_choice_it_is_the_policys_span() {
    assertThat(inForce()).isEqualTo(Duration.ofDays(90));
  }

  @Test
  void a_proposal_changes_nothing_and_shows_what_it_would_do() {
    spans.effect = new ChannelSpans.Effect(40, 7, 9, 20, Optional.of(NOON));
    assertThat(at(NOON).propose(SELLER, MONTH, OWNER)).contains(spans.effect);
    assertThat(inForce()).isEqualTo(Duration.ofDays(90));
    assertThat(asked).isEmpty();
    assertThat(announced).containsExactly(new SpanProposed(SELLER, OWNER, MONTH, 7, NOON));
    assertThat(at(NOON).waiting(SELLER, OWNER)).isPresent();
  }

  @Test
  void whoever_proposed_it_confirms_it_and_existing_orders_follow() {
    at(NOON).propose(SELLER, MONTH, OWNER);
    assertThat(at(NOON.plusSeconds(60)).confirm(SELLER, MONTH, OWNER)).isTrue();
    assertThat(inForce()).isEqualTo(MONTH);
    assertThat(asked).containsExactly(new Errand(ChangeSpan.APPLY, SELLER, "orders"));
    assertThat(announced)
        .contains(
            new SpanChanged(SELLER, OWNER, Duration.ofDays(90), MONTH, 0, NOON.plusSeconds(60)));
    assertThat(spans.of(SELLER).orElseThrow().appliedAt()).isEmpty();
  }

  @Test
  void nothing_is_confirmed_that_was_not_looked_at() {
    assertThat(at(NOON).confirm(SELLER, MONTH, OWNER)).isFalse();
    at(NOON).propose(SELLER, MONTH, OWNER);
    assertThat(at(NOON).confirm(SELLER, Duration.ofDays(29), OWNER)).isFalse();
    assertThat(at(NOON).confirm(SELLER, MONTH, new UUID(2, 2))).isFalse();
    assertThat(at(NOON.plusSeconds(3600)).confirm(SELLER, MONTH, OWNER)).isFalse();
    assertThat(inForce()).isEqualTo(Duration.ofDays(90));
    assertThat(asked).isEmpty();
    assertThat(at(NOON.plusSeconds(3599)).confirm(SELLER, MONTH, OWNER)).isTrue();
    assertThat(at(NOON.plusSeconds(3599)).confirm(SELLER, MONTH, OWNER)).isFalse();
  }

  @Test
  void a_proposal_can_be_taken_back() {
    at(NOON).propose(SELLER, MONTH, OWNER);
    at(NOON).withdraw(SELLER);
    assertThat(at(NOON).waiting(SELLER, OWNER)).isEmpty();
    assertThat(at(NOON).confirm(SELLER, MONTH, OWNER)).isFalse();
  }

  @Test
  void a_longer_span_touches_no_date_that_was_set() {
    at(NOON).propose(SELLER, MONTH, OWNER);
    at(NOON).confirm(SELLER, MONTH, OWNER);
    asked.clear();
    at(NOON).propose(SELLER, Duration.ofDays(90), OWNER);
    assertThat(at(NOON).confirm(SELLER, Duration.ofDays(90), OWNER)).isTrue();
    assertThat(inForce()).isEqualTo(Duration.ofDays(90));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 91, 180, 3650})
  void nobody_chooses_longer_than_the_policy_or_less_than_a_day(long days) {
    assertThat(at(NOON).propose(SELLER, Duration.ofDays(days), OWNER)).isEmpty();
    assertThat(announced).isEmpty();
  }
}
