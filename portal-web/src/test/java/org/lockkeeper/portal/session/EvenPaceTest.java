package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenPaceTest {

  @ParameterizedTest(name = "{0} of steps of {1}: {2} to go")
  @CsvSource({"0, 250, 0", "1, 250, 249", "249, 250, 1", "250, 250, 0", "251, 250, 249", "7, 0, 0"})
  void a_failure_is_answered_at_the_next_full_step(long took, long step, long rest) {
    assertThat(EvenPace.rest(took, step)).isEqualTo(rest);
  }

  @Test
  void what_took_no_time_is_answered_no_earlier_than_the_first_step() {
    long began = System.nanoTime();
    new EvenPace(Duration.ofMillis(20)).begin().end();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000L);
  }

  @Test
  void who_is_interrupted_does_not_wait() {
    Thread.currentThread().interrupt();
    new EvenPace(Duration.ofHours(1)).begin().end();
    assertThat(Thread.interrupted()).isTrue();
  }
}
