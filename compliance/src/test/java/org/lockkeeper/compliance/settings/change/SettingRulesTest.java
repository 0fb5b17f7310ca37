package org.lockkeeper.compliance.settings.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.desk.DeskPolicy;
import org.lockkeeper.compliance.exports.ExportPolicy;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.credentials.rotation.RotationPolicy;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.retention.RetentionSchedule;

/** A setting may tighten a promise and never loosen it. */
class SettingRulesTest {

  private final SettingRules rules = new SettingRules(new DeskPolicy(), new ExportPolicy());

  @ParameterizedTest
  @CsvSource(
      nullValues = "refused",
      value = {
        "SUPPORT_REVEALS, 20, 20",
        "SUPPORT_REVEALS, 0, 0",
        "SUPPORT_REVEALS, 21, refused",
        "SUPPORT_REVEALS, -1, refused",
        "SUPPORT_REVEALS, many, refused",
        "SELLER_REVEALS, 60, 60",
        "SELLER_REVEALS, 61, refused",
        "EXPORT_ROWS, 20000, 20000",
        "EXPORT_ROWS, 20001, refused",
        "REVEAL_REASONS, LEGAL_DUTY, LEGAL_DUTY",
        "REVEAL_REASONS, CURIOSITY, refused",
        "MAIL_NAME, Harbor Lock, Harbor Lock",
        "MAIL_NAME, Harbor <x@y.example>, refused",
        "MAIL_REPLY_TO, help@harbor.example, help@harbor.example",
        "MAIL_REPLY_TO, nobody, refused",
        "BANNER, Maintenance on Sunday., Maintenance on Sunday.",
        "BANNER, Write to ada@harbor.example, refused"
      })
  void nothing_looser_than_the_policy_is_taken(Setting setting, String typed, String taken) {
    assertThat(rules.accepted(setting, typed).orElse(null)).isEqualTo(taken);
  }

  @Test
  void reasons_come_in_their_own_order_each_once() {
    assertThat(rules.accepted(Setting.REVEAL_REASONS, "LEGAL_DUTY, ADDRESS_CHECK,LEGAL_DUTY"))
        .contains("ADDRESS_CHECK,LEGAL_DUTY");
  }

  @Test
  void empty_takes_the_choice_back() {
    for (Setting setting : Setting.values()) {
      assertThat(rules.accepted(setting, " ")).as(setting.name()).contains("");
    }
  }

  @Test
  void whoever_reads_a_setting_takes_the_tighter_of_the_two() {
    SettingsInForce set = new SettingsInForce(() -> Map.of(Setting.SUPPORT_REVEALS, "50"));
    assertThat(set.atMost(Setting.SUPPORT_REVEALS, 20)).as("an older, looser choice").isEqualTo(20);
    assertThat(set.atMost(Setting.EXPORT_ROWS, 20)).isEqualTo(20);
  }

  @Test
  void every_policy_in_force_can_be_read_out_with_its_edition() {
    assertThat(policies(LocalDate.of(2026, 11, 22)).all())
        .hasSize(17)
        .allSatisfy(
            policy -> {
              assertThat(policy.edition()).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
              assertThat(policy.lines()).isNotEmpty();
            });
  }

  @Test
  void the_edition_by_which_this_installation_works_is_the_one_that_is_read_out() {
    assertThat(policies(LocalDate.of(2026, 8, 25)).all())
        .filteredOn(policy -> policy.area().equals("retention") || policy.area().equals("cases"))
        .extracting(PoliciesInForce.Policy::file)
        .containsExactly("policy/cases-2026-11-22.properties", "policy/2026-08-25.properties");
  }

  @Test
  void of_what_canary_buyers_are_made_is_not_read_out() {
    assertThat(policies(LocalDate.of(2026, 11, 22)).all())
        .filteredOn(policy -> policy.area().equals("canaries"))
        .singleElement()
        .satisfies(
            policy ->
                assertThat(policy.lines())
                    .extracting(PoliciesInForce.Line::key)
                    .contains("each-seller", "lives")
                    .doesNotContain("given", "family", "street", "way", "place", "mail"));
  }

  private static PoliciesInForce policies(LocalDate retention) {
    return new PoliciesInForce(
        RetentionSchedule.edition(retention),
        RotationPolicy.edition(LocalDate.of(2026, 8, 25)),
        IncidentPolicy.edition(LocalDate.of(2026, 11, 22)));
  }
}
