package org.lockkeeper.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  static Stream<String> keys() {
    return IncidentPolicy.file(DAY).stringPropertyNames().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void an_edition_that_lacks_a_key_does_not_load(String key) {
    Properties lacking = IncidentPolicy.file(DAY);
    lacking.remove(key);
    assertThatThrownBy(() -> IncidentPolicy.of(lacking)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_edition_with_a_key_that_nobody_knows_does_not_load() {
    Properties more = IncidentPolicy.file(DAY);
    more.setProperty("kind.OTHER.tel", "AMAZON PT48H");
    assertThatThrownBy(() -> IncidentPolicy.of(more)).hasMessageContaining("kind.OTHER.tel");
  }

  @Test
  void amazon_is_told_within_24_hours_of_every_kind_that_may_concern_its_data() {
    IncidentPolicy policy = IncidentPolicy.edition(DAY);
    assertThat(policy.address(Party.AMAZON).address()).contains("security@amazon.com");
    for (IncidentKind kind : IncidentKind.values()) {
      Party amazon = kind == IncidentKind.LEGAL_DEMAND ? Party.AMAZON_LEGAL : Party.AMAZON;
      assertThat(policy.tell(kind).get(amazon)).as(kind.name()).isNotNull();
      assertThat(policy.tell(kind).get(amazon)).isLessThanOrEqualTo(Duration.ofHours(24));
    }
    assertThat(policy.remindAt())
        .containsExactly(
            Duration.ofHours(1), Duration.ofHours(12), Duration.ofHours(20), Duration.ofHours(23));
    assertThat(policy.assessWithin()).isEqualTo(Duration.ofHours(12));
    assertThat(policy.watchFor()).isEqualTo(Duration.ofDays(7));
  }
}
