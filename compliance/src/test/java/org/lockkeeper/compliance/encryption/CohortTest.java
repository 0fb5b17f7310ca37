package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortTest {

  @ParameterizedTest(name = "{0} is in {1}, which ends at {2}")
  @CsvSource({
    "2026-11-16T00:00:00Z, P2026W47, 2026-11-23T00:00:00Z",
    "2026-11-22T23:59:59.999Z, P2026W47, 2026-11-23T00:00:00Z",
    "2026-11-23T00:00:00Z, P2026W48, 2026-11-30T00:00:00Z",
    "2026-12-31T12:00:00Z, P2026W53, 2027-01-04T00:00:00Z",
    "2027-01-03T23:59:59Z, P2026W53, 2027-01-04T00:00:00Z",
    "2027-01-04T00:00:00Z, P2027W01, 2027-01-11T00:00:00Z",
    "2024-12-30T00:00:00Z, P2025W01, 2025-01-06T00:00:00Z"
  })
  void an_order_belongs_to_the_iso_week_of_its_arrival_in_utc(
      Instant arrival, String text, Instant end) {
    Cohort cohort = Cohort.provisional(arrival);
    assertThat(cohort).hasToString(text);
    assertThat(Cohort.parse(text)).isEqualTo(cohort);
    assertThat(cohort.endsAt()).isEqualTo(end);
  }

  @Test
  void an_order_whose_strip_is_due_belongs_to_that_week() {
    assertThat(Cohort.expiry(Instant.parse("2027-02-24T08:00:00Z"))).hasToString("E2027W08");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026W47",
        "X2026W47",
        "p2026W47",
        "P2026W00",
        "P2026W54",
        "P2025W53",
        "P2026W4",
        "P2026W471",
        " P2026W47",
        "P1999W01",
        "E٢٠٢٧W08"
      })
  void what_is_no_week_is_no_cohort(String text) {
    assertThatThrownBy(() -> Cohort.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
