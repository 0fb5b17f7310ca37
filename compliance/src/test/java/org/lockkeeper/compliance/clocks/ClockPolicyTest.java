package org.lockkeeper.compliance.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The table of clocks. */
class ClockPolicyTest {

  private final ClockPolicy policy = new ClockPolicy();

  private ClockRule rule(String name) {
    return policy.rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void every_clock_that_was_promised_is_in_the_table() {
    assertThat(policy.rules())
        .extracting(ClockRule::name)
        .contains(
            "amazon-notice",
            "legal-demand",
            "leaver",
            "cancel-request",
            "shop-redact",
            "critical-fix",
            "lost-parcel",
            "held-order",
            "deletion",
            "buyer-request",
            "vulnerability-scan",
            "high-fix",
            "organization-change",
            "amazon-data",
            "channel-data",
            "claim",
            "access-review",
            "asset-list",
            "restore-test",
            "application-secret",
            "plan-review",
            "consent",
            "penetration-test",
            "training",
            "password",
            "key-rotation",
            "logs",
            "order-data");
    assertThat(rule("amazon-notice").span()).isEqualTo(Duration.ofHours(24));
    assertThat(rule("vulnerability-scan").span()).isEqualTo(Period.ofDays(30));
    assertThat(rule("plan-review").span()).isEqualTo(Period.ofMonths(6));
    assertThat(policy.rules()).allMatch(r -> r.source().matches("R-[0-9]{2}"));
  }

  @Test
  void what_the_product_keeps_by_itself_is_seen_on_a_page() {
    assertThat(policy.rules())
        .filteredOn(r -> r.kind() == ClockRule.Kind.KEPT)
        .allMatch(r -> r.page().isPresent());
    assertThat(rule("vulnerability-scan").page()).isEqualTo(Optional.empty());
  }

  @Test
  void a_line_that_cannot_be_read_is_not_loaded() {
    Properties said = new Properties();
    said.setProperty("edition", "2026-11-22");
    said.setProperty("first-due-within", "P14D");
    said.setProperty("remind-before", "P7D");
    said.setProperty("clock.scan", "CYCLE, P30D, R-53");
    assertThatThrownBy(() -> new ClockPolicy(said)).hasMessageContaining("scan");
    said.setProperty("clock.scan", "CYCLE, soon, R-53, ADMINS");
    assertThatThrownBy(() -> new ClockPolicy(said)).isInstanceOf(IllegalArgumentException.class);
    said.setProperty("clock.scan", "CYCLE, PT5H, R-53, ADMINS");
    assertThatThrownBy(() -> new ClockPolicy(said)).hasMessageContaining("days");
  }
}
