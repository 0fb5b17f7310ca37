package org.lockkeeper.portal.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Texts texts = new Texts(Locale.ENGLISH);
  private final Times times = new Times(CLOCK, texts, ZoneId.of("America/New_York"));
  private final Clocks clocks = new Clocks(CLOCK, times, texts);

  @ParameterizedTest(name = "{0} before now is \"{1}\"")
  @CsvSource({
    "PT0S, just now",
    "PT59S, just now",
    "PT1M, 1 min ago",
    "PT59M59S, 59 min ago",
    "PT1H, 1 h ago",
    "PT47H59M59S, 47 h ago",
    "PT48H, 2 days ago",
    "PT720H, 30 days ago",
    "PT720H1S, 22 Oct",
    "PT-1M, in 1 min",
    "PT-288H, in 12 days"
  })
  void a_time_is_said_as_people_say_it(Duration before, String words) {
    assertThat(times.relative(NOW.minus(before))).isEqualTo(words);
  }

  @Test
  void the_exact_time_is_given_in_the_readers_zone_and_in_utc() {
    assertThat(times.exact(NOW)).isEqualTo("21 Nov 2026 07:00:00 EST (21 Nov 2026 12:00:00 UTC)");
    assertThat(new Times(CLOCK, texts, ZoneOffset.UTC).exact(NOW))
        .isEqualTo("21 Nov 2026 12:00:00 UTC");
  }

  @Test
  void a_reader_of_spanish_reads_spanish() {
    Times spanish = new Times(CLOCK, new Texts(Locale.of("es")), ZoneOffset.UTC);

    assertThat(spanish.relative(NOW.minus(Duration.ofDays(3)))).isEqualTo("hace 3 días");
  }

  @Test
  void an_unknown_language_is_answered_in_english() {
    assertThat(new Texts(Locale.of("fi")).get("common.nav.today")).isEqualTo("Today");
  }

  @ParameterizedTest(name = "{0} of 90 days passed: {1}, {2} percent left")
  @CsvSource({
    "PT0S, GOOD, 100",
    "PT1080H, GOOD, 50",
    "PT1727H59M59S, GOOD, 20",
    "PT1728H, WARNING, 20",
    "PT2159H59M59S, WARNING, 1",
    "PT2160H, DANGER, 100",
    "PT2400H, DANGER, 100"
  })
  void the_ring_turns_amber_in_the_last_fifth_and_red_at_the_end(
      Duration passed, Clocks.Tone tone, int percent) {
    Instant start = NOW.minus(passed);
    Clocks.Ring ring = clocks.ring(start, start.plus(Duration.ofDays(90)), Optional.empty());

    assertThat(ring.tone()).isEqualTo(tone);
    assertThat(ring.percent()).isEqualTo(percent);
  }

  @Test
  void the_ring_always_comes_with_words() {
    Instant end = NOW.plus(Duration.ofDays(12));

    assertThat(clocks.ring(NOW, end, Optional.empty()).words()).isEqualTo("goes in 12 days, 3 Dec");
    assertThat(clocks.ring(NOW, NOW, Optional.empty()).words()).isEqualTo("was due 21 Nov");
    assertThat(clocks.ring(NOW, NOW, Optional.of(NOW)).words()).isEqualTo("stripped 21 Nov");
  }
}
