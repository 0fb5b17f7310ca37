package org.lockkeeper.compliance.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryRulesTest {

  private static final RegisterPolicy POLICY = new RegisterPolicy();
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final UUID SOMEBODY = new UUID(1, 1);

  private static Map<String, String> weakness(String severity, String cvss) {
    Map<String, String> details = new HashMap<>();
    details.put("severity", severity);
    details.put("found", "2026-11-01");
    if (!cvss.isEmpty()) {
      details.put("cvss", cvss);
    }
    return details;
  }

  @ParameterizedTest(name = "{0} with CVSS {1} is fixed by {2}")
  @CsvSource({
    "CRITICAL, '', 2026-11-08",
    "HIGH, '', 2026-12-01",
    "MEDIUM, '', 2027-01-30",
    "LOW, '', 2027-04-30",
    "INFO, '', 2027-11-01",
    "LOW, 9.0, 2026-11-08",
    "LOW, 8.9, 2026-12-01",
    "HIGH, 2.0, 2026-12-01",
    "INFO, 0.0, 2027-11-01"
  })
  void a_weakness_is_fixed_within_the_span_of_the_worse_of_severity_and_score(
      String severity, String cvss, LocalDate by) {
    assertThat(EntryRules.fixBy(weakness(severity, cvss), Optional.empty(), POLICY)).isEqualTo(by);
  }

  @ParameterizedTest(name = "from {0} with a deadline of {1}: {2}")
  @CsvSource({
    "LOW, 2026-11-08, 2026-11-08",
    "CRITICAL, 2027-04-30, 2026-11-08",
    "HIGH, 2026-12-01, 2026-12-01"
  })
  void a_deadline_only_ever_moves_sooner(String severity, LocalDate before, LocalDate by) {
    assertThat(EntryRules.fixBy(weakness(severity, ""), Optional.of(before), POLICY)).isEqualTo(by);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "10.0, CRITICAL",
    "9.0, CRITICAL",
    "8.9, HIGH",
    "7.0, HIGH",
    "6.9, MEDIUM",
    "4.0, MEDIUM",
    "3.9, LOW",
    "0.1, LOW",
    "0.0, INFO"
  })
  void a_score_has_its_band(BigDecimal score, Severity severity) {
    assertThat(Severity.of(score)).isEqualTo(severity);
  }

  private static Entry entry(RegisterKind kind, EntryState state, Map<String, String> details) {
    return new Entry(
        new UUID(2, 2),
        kind,
        "key",
        "Title",
        SOMEBODY,
        state,
        Optional.empty(),
        Optional.empty(),
        details,
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }

  private static Optional<LocalDate> due(
      RegisterKind kind, EntryState state, Map<String, String> details) {
    return EntryRules.due(entry(kind, state, details), POLICY);
  }

  @Test
  void each_entry_is_due_when_its_promise_says() {
    Map<String, String> checked = Map.of("checked", "2026-11-22");
    assertThat(due(RegisterKind.ASSET, EntryState.IN_USE, checked)).contains(TODAY.plusMonths(3));
    assertThat(
            due(
                RegisterKind.ASSET,
                EntryState.IN_USE,
                Map.of(
                    "checked",
                    "2026-11-22",
                    "protection",
                    "INSTALLED",
                    "definitions",
                    "2026-11-01")))
        .as("definitions of malware are a month old at most")
        .contains(LocalDate.parse("2026-12-01"));
    assertThat(due(RegisterKind.REGISTRATION, EntryState.RIGHT, checked))
        .contains(TODAY.plusMonths(3));
    assertThat(due(RegisterKind.REGISTRATION, EntryState.WRONG, checked))
        .contains(TODAY.plusDays(1));
    assertThat(
            due(
                RegisterKind.PENETRATION_TEST,
                EntryState.RETEST,
                Map.of("done", "2026-11-22", "findings", "2")))
        .contains(TODAY.plusDays(90));
    assertThat(due(RegisterKind.SUB_PROCESSOR, EntryState.ACTIVE, Map.of("assessed", "2026-11-22")))
        .contains(TODAY.plusYears(1));
    assertThat(due(RegisterKind.RISK, EntryState.ASSESSED, Map.of("assessed", "2026-11-22")))
        .contains(TODAY.plusDays(30));
    assertThat(due(RegisterKind.RISK, EntryState.SIGNED, Map.of("assessed", "2026-11-22")))
        .contains(TODAY.plusYears(1));
    assertThat(
            due(
                RegisterKind.POLICY,
                EntryState.IN_FORCE,
                Map.of("reviewed", "2026-11-22", "review-months", "6")))
        .contains(TODAY.plusMonths(6));
    assertThat(
            due(
                RegisterKind.CHANGE,
                EntryState.CARRIED_OUT,
                Map.of("change-kind", "ORGANIZATION", "size", "BIG", "happened", "2026-11-22")))
        .as("Amazon is told of organizational changes")
        .contains(TODAY.plusDays(30));
    assertThat(
            due(
                RegisterKind.CHANGE,
                EntryState.CARRIED_OUT,
                Map.of("change-kind", "SOFTWARE", "size", "BIG", "carried", "2026-11-22")))
        .contains(TODAY.plusDays(14));
  }

  @ParameterizedTest
  @EnumSource(EntryState.class)
  void what_lives_no_more_is_never_due(EntryState state) {
    if (!state.living()) {
      assertThat(
              due(
                  RegisterKind.RISK,
                  state,
                  Map.of("assessed", "2026-11-22", "signed", "2026-11-22")))
          .isEmpty();
      assertThat(EntryRules.edited(state)).as("and is not edited").isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "ACTIVE, PROPOSED",
    "APPROVED, PROPOSED",
    "SIGNED, ASSESSED",
    "ACCEPTED, OPEN",
    "IN_FORCE, IN_FORCE"
  })
  void whoever_edits_what_was_agreed_to_has_to_ask_again(EntryState was, EntryState becomes) {
    assertThat(EntryRules.edited(was)).contains(becomes);
  }

  @Test
  void only_a_big_change_leaves_something_to_do() {
    assertThat(
            EntryRules.carriedOut(
                entry(RegisterKind.CHANGE, EntryState.APPROVED, Map.of("size", "SMALL"))))
        .isEqualTo(EntryState.DONE);
    assertThat(
            EntryRules.carriedOut(
                entry(RegisterKind.CHANGE, EntryState.APPROVED, Map.of("size", "BIG"))))
        .isEqualTo(EntryState.CARRIED_OUT);
    assertThat(
            Move.of(
                entry(
                    RegisterKind.CHANGE,
                    EntryState.CARRIED_OUT,
                    Map.of("size", "BIG", "change-kind", "ORGANIZATION"))))
        .doesNotContain(Move.PLAN_REVIEWED);
  }

  private static Draft policy(String title, String link, String digest) {
    return new Draft(
        title,
        SOMEBODY,
        Map.of(
            "document-kind", "PRIVACY",
            "version", "4",
            "link", link,
            "digest", digest,
            "review-months", "12",
            "reviewed", "2026-11-22"));
  }

  @Test
  void a_draft_says_field_by_field_what_is_wrong() {
    assertThat(
            policy("Privacy", "https://example.com/privacy", "").faults(RegisterKind.POLICY, TODAY))
        .isEmpty();
    assertThat(
            policy("Call +1 415 555 0100", "http://example.com", "abc")
                .faults(RegisterKind.POLICY, TODAY))
        .containsExactly(
            new Draft.Fault("title", Draft.Wrong.PERSONAL),
            new Draft.Fault("link", Draft.Wrong.LINK),
            new Draft.Fault("digest", Draft.Wrong.DIGEST));
    assertThat(
            new Draft("Server", SOMEBODY, Map.of("asset-kind", "SERVER", "checked", "2026-11-23"))
                .faults(RegisterKind.ASSET, TODAY))
        .containsExactly(
            new Draft.Fault("protection", Draft.Wrong.MISSING),
            new Draft.Fault("checked", Draft.Wrong.DAY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:pw@example.com/",
        "https://example.com/?token=1",
        "javascript:alert(1)",
        "https://example.com/a b",
        "//example.com"
      })
  void a_link_is_a_plain_address(String link) {
    assertThat(policy("Privacy", link, "").faults(RegisterKind.POLICY, TODAY))
        .containsExactly(new Draft.Fault("link", Draft.Wrong.LINK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CVE-2026-1234567 in commons 1.18.2.4",
        "Fixed in 2026.11.4, see GHSA-abcd-ef12-34gh",
        "Seen on 2026-11-22"
      })
  void numbers_of_weaknesses_and_versions_are_of_no_person(String text) {
    assertThat(Draft.isPersonal(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ask ada@example.com", "Ada, 12 Analytical Street", "token=abcdef0123456789"})
  void what_looks_like_a_person_or_a_secret_is_refused(String text) {
    assertThat(Draft.isPersonal(text)).isTrue();
  }

  @Test
  void every_register_but_trainings_has_a_form_and_every_move_a_beginning() {
    for (RegisterKind kind : RegisterKind.values()) {
      assertThat(Field.of(kind).isEmpty()).isEqualTo(kind == RegisterKind.TRAINING);
    }
    assertThat(POLICY.reminders()).hasSizeGreaterThan(1);
    assertThat(POLICY.edition()).isEqualTo(LocalDate.parse("2026-11-22"));
    assertThat(List.of(Move.values())).filteredOn(Move::needsAnother).hasSize(6);
  }
}
