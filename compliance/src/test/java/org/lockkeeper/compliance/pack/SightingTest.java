package org.lockkeeper.compliance.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was seen proves something until its own day or its age is over, whichever is first. */
class SightingTest {

  private static final Instant SEEN = Instant.parse("2026-11-01T00:00:00Z");

  private static Sighting.State after(int days, LocalDate until) {
    Proof.Seen seen = Proof.Seen.held("It was so.", SEEN, Map.of()).until(until);
    Proof proof = new Proof("any", Duration.ofDays(10), "/admin/controls", (now, book) -> seen);
    return Sighting.of(proof, seen, SEEN.plus(Duration.ofDays(days))).state();
  }

  @Test
  void its_own_day_ends_it_before_its_age() {
    LocalDate day = LocalDate.parse("2026-11-05");
    assertThat(after(5, day)).isEqualTo(Sighting.State.HOLDS);
    assertThat(after(6, day)).isEqualTo(Sighting.State.TOO_OLD);
  }

  @Test
  void no_day_makes_it_prove_something_longer_than_its_age() {
    LocalDate day = LocalDate.parse("2027-11-05");
    assertThat(after(10, day)).isEqualTo(Sighting.State.HOLDS);
    assertThat(after(11, day)).isEqualTo(Sighting.State.TOO_OLD);
  }

  @Test
  void a_day_that_was_over_when_it_was_seen_proves_nothing() {
    assertThat(after(0, LocalDate.parse("2026-10-30"))).isEqualTo(Sighting.State.TOO_OLD);
  }
}
