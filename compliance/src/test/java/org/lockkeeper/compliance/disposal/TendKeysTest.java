package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.ToldKeyCare;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.SellerId;

class TendKeysTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Cohort LATE = Cohort.expiry(Instant.parse("2026-11-10T00:00:00Z"));
  private static final Cohort LOST = Cohort.expiry(Instant.parse("2026-12-10T00:00:00Z"));

  private final FakeClocks people = new FakeClocks(Clock.fixed(NOON, ZoneOffset.UTC));
  private final ToldKeyCare keys = new ToldKeyCare();
  private final TendKeys tend = new TendKeys(keys, new KeyAlarms(people.tell()));

  @Test
  void what_takes_long_and_what_is_held_moves_out_before_weeks_are_closed() {
    tend.asOf(NOON);
    assertThat(keys.calls())
        .containsExactly("roll provisional " + NOON, "roll held " + NOON, "close " + NOON);
    assertThat(people.raised).isEmpty();
  }

  @Test
  void a_week_that_cannot_be_closed_and_one_whose_key_is_lost_are_told_to_our_own_people() {
    keys.finds(List.of(LATE), List.of(LOST));
    tend.asOf(NOON);
    assertThat(people.raised)
        .extracting(Notice::seller, Notice::kind, Notice::subject, Notice::endsAt)
        .containsExactly(
            tuple(SellerId.PLATFORM, Notice.Kind.COHORT_NOT_EMPTY, "cohort:" + LATE, LATE.endsAt()),
            tuple(SellerId.PLATFORM, Notice.Kind.COHORT_KEY_LOST, "cohort:" + LOST, LOST.endsAt()));
  }

  @Test
  void the_same_week_is_told_once_however_often_it_is_found() {
    keys.finds(List.of(LATE), List.of());
    tend.asOf(NOON);
    tend.asOf(NOON.plusSeconds(86_400));
    assertThat(people.raised).hasSize(1);
    keys.finds(List.of(), List.of(LATE));
    tend.asOf(NOON);
    assertThat(people.raised).as("another trouble of the same week").hasSize(2);
  }
}
