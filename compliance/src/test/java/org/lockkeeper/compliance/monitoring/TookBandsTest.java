package org.lockkeeper.compliance.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TookBandsTest {

  private static final int BANDS = TookBands.BOUNDS.size() + 1;

  private static TookBands with(int band, long count, int other, long more) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(BANDS, 0L));
    counts.set(band, count);
    counts.set(other, more);
    return new TookBands(counts);
  }

  @ParameterizedTest(name = "{0} ms: band {1}")
  @CsvSource({"0, 0", "25, 0", "26, 1", "50, 1", "11000, 14", "11001, 15", "99999999, 15"})
  void a_bound_belongs_to_the_faster_band(long tookMs, int band) {
    assertThat(TookBands.band(tookMs)).isEqualTo(band);
  }

  @Test
  void a_percentile_lies_in_the_band_in_which_that_call_is() {
    assertThat(with(0, 95, 15, 5).within(0.95)).isEqualTo(25);
    assertThat(with(0, 94, 15, 6).within(0.95)).isBetween(11_000L, 15_000L);
    assertThat(with(3, 100, 0, 0).within(0.5)).isEqualTo(125);
    assertThat(with(15, 1, 0, 0).within(1)).isEqualTo(15_000);
  }

  @Test
  void without_calls_there_is_nothing_to_tell() {
    assertThat(with(0, 0, 1, 0).within(0.95)).isZero();
    assertThatThrownBy(() -> new TookBands(List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
