package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lockkeeper.compliance.registers.RegisterKind.ASSET;
import static org.lockkeeper.compliance.registers.RegisterKind.CHANGE;
import static org.lockkeeper.compliance.registers.RegisterKind.PENETRATION_TEST;
import static org.lockkeeper.compliance.registers.RegisterKind.POLICY;
import static org.lockkeeper.compliance.registers.RegisterKind.REGISTRATION;
import static org.lockkeeper.compliance.registers.RegisterKind.RISK;
import static org.lockkeeper.compliance.registers.RegisterKind.SCAN;
import static org.lockkeeper.compliance.registers.RegisterKind.SUB_PROCESSOR;
import static org.lockkeeper.compliance.registers.RegisterKind.VULNERABILITY;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.plan.PlanVersion;
import org.lockkeeper.compliance.plan.Plans;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterDates;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.compliance.registers.releases.Release;

/** What the registers prove falls as soon as what was entered does not hold any more. */
class RegisterProofsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Optional<LocalDate> YESTERDAY = Optional.of(LocalDate.parse("2026-11-21"));

  private final MemoryRegisters kept = new MemoryRegisters();
  private Optional<PlanVersion> plan = Optional.of(plan(Optional.of(UUID.randomUUID())));

  private static PlanVersion plan(Optional<UUID> decidedBy) {
    return new PlanVersion(
        UUID.randomUUID(),
        Optional.of(2),
        PlanVersion.State.IN_FORCE,
        "A drill.",
        Optional.of(UUID.randomUUID()),
        NOON,
        decidedBy,
        decidedBy.map(by -> NOON),
        Optional.empty(),
        Map.of());
  }

  private Plans plans() {
    return (Plans)
        Proxy.newProxyInstance(
            Plans.class.getClassLoader(),
            new Class<?>[] {Plans.class},
            (proxy, method, arguments) -> plan);
  }

  private Proof.Seen seen(String name) {
    return seen(name, NOON);
  }

  private Proof.Seen seen(String name, Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    Book book = new Book(kept, kept.files);
    return Stream.concat(
            new RegisterProofs(book, kept, plans()).proofs().stream(),
            new ScanProofs(book, new RegisterDates(kept, clock), new RegisterPolicy(), kept)
                .proofs().stream())
        .filter(proof -> proof.name().equals(name))
        .findFirst()
        .orElseThrow()
        .looking()
        .at(at, new Editions(clock).inForce());
  }

  private void holds(String name) {
    Proof.Seen seen = seen(name);
    assertThat(seen.holds()).as(seen.fact()).isTrue();
  }

  private void fails(String name, String because) {
    Proof.Seen seen = seen(name);
    assertThat(seen.holds()).as(seen.fact()).isFalse();
    assertThat(seen.fact()).contains(because);
  }

  private UUID scan(String day, String... more) {
    return kept.shown(
        SCAN,
        EntryState.DONE,
        NOON,
        Stream.concat(
                Stream.of("done", day, "complete", "YES", "scan-kind", "NETWORK"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void nothing_that_is_empty_proves_anything() {
    for (String name :
        List.of(
            "vulnerability-scan",
            "code-scan",
            "fix-deadlines",
            "penetration-test",
            "asset-list",
            "anti-malware",
            "third-parties",
            "risk-assessment",
            "registration-check",
            "written-policies",
            "change-process")) {
      assertThat(seen(name).holds()).as(name).isFalse();
    }
  }

  @Test
  void a_scan_counts_with_its_report_and_for_the_days_of_the_policy() {
    UUID id = scan("2026-10-23");
    holds("vulnerability-scan");
    assertThat(seen("vulnerability-scan").figures()).containsEntry("on", "2026-10-23");
    assertThat(seen("vulnerability-scan").observedAt()).isEqualTo("2026-10-23T00:00:00Z");
    assertThat(seen("vulnerability-scan", NOON.plus(Duration.ofDays(1))).holds()).isFalse();
    kept.files.of.remove(id);
    fails("vulnerability-scan", "No whole scan with its report");
    kept.files.of.add(id);
    kept.turn(id, EntryState.VOID, Optional.empty());
    fails("vulnerability-scan", "No whole scan with its report");
  }

  @Test
  void a_scan_of_a_part_is_no_scan() {
    scan("2026-11-20", "complete", "NO");
    fails("vulnerability-scan", "No whole scan");
  }

  @Test
  void only_a_scan_that_looks_at_what_runs_is_a_scan_of_the_installation() {
    scan("2026-11-20", "scan-kind", "CODE");
    fails("vulnerability-scan", "No whole scan");
    fails("fix-deadlines", "No whole scan");
    scan("2026-11-20", "scan-kind", "DEPENDENCIES");
    fails("vulnerability-scan", "No whole scan");
    holds("fix-deadlines");
    for (String kind : List.of("NETWORK", "WEB", "IMAGE")) {
      UUID id = scan("2026-11-20", "scan-kind", kind);
      holds("vulnerability-scan");
      kept.entries.remove(id);
    }
  }

  @Test
  void a_big_change_asks_for_a_scan_sooner_than_its_days() {
    scan("2026-11-01");
    UUID change =
        kept.enter(
            CHANGE,
            EntryState.CARRIED_OUT,
            NOON,
            "size",
            "BIG",
            "change-kind",
            "SOFTWARE",
            "carried",
            "2026-11-05",
            "due",
            "2026-11-22");
    holds("vulnerability-scan");
    kept.turn(change, EntryState.CARRIED_OUT, YESTERDAY);
    fails("vulnerability-scan", "because of a big change by 2026-11-21");
    scan("2026-11-10");
    holds("vulnerability-scan");
  }

  @Test
  void a_code_scan_counts_for_the_version_that_runs_and_for_no_other() {
    scan("2026-11-22", "scan-kind", "CODE", "release", "1.4");
    fails("code-scan", "built without its bill of materials");
    kept.releases.add(new Release(UUID.randomUUID(), "1.4", "d", 3, NOON));
    holds("code-scan");
    kept.releases.add(new Release(UUID.randomUUID(), "1.5", "e", 3, NOON));
    fails("code-scan", "1.5");
  }

  @Test
  void a_code_scan_is_of_no_build_that_began_after_it_and_counts_for_the_days_of_evidence() {
    kept.releases.add(
        new Release(UUID.randomUUID(), "1.0-SNAPSHOT", "d", 3, NOON.minus(Duration.ofDays(2))));
    scan("2026-11-20", "scan-kind", "CODE", "release", "1.0-SNAPSHOT");
    holds("code-scan");
    assertThat(seen("code-scan").until()).contains(Instant.parse("2027-02-19T00:00:00Z"));
    kept.releases.add(
        new Release(UUID.randomUUID(), "1.0-SNAPSHOT", "e", 3, NOON.minus(Duration.ofDays(1))));
    fails("code-scan", "which began here on 2026-11-21");
  }

  @Test
  void an_empty_list_of_weaknesses_shows_something_only_after_a_whole_scan() {
    fails("fix-deadlines", "No whole scan was taken in");
    scan("2026-11-20");
    holds("fix-deadlines");
    assertThat(seen("fix-deadlines").figures()).containsEntry("found", "no finding is");
    assertThat(seen("fix-deadlines", NOON.plus(Duration.ofDays(29))).holds())
        .as("what the scan found is not what is there now")
        .isFalse();
  }

  @Test
  void a_weakness_past_its_day_makes_the_yes_a_no() {
    scan("2026-11-20");
    UUID id =
        kept.enter(
            VULNERABILITY, EntryState.OPEN, NOON, "severity", "MEDIUM", "fix-by", "2026-11-22");
    holds("fix-deadlines");
    assertThat(seen("fix-deadlines", NOON.plus(Duration.ofDays(1))).holds()).isFalse();
    kept.turn(id, EntryState.FIXED, Optional.empty());
    assertThat(seen("fix-deadlines", NOON.plus(Duration.ofDays(1))).holds()).isTrue();
  }

  @Test
  void what_two_people_accepted_has_time_but_not_if_it_is_high_or_critical() {
    scan("2026-11-20");
    UUID medium =
        kept.enter(
            VULNERABILITY, EntryState.ACCEPTED, NOON, "severity", "MEDIUM", "fix-by", "2026-11-01");
    holds("fix-deadlines");
    kept.entries.remove(medium);
    kept.enter(
        VULNERABILITY,
        EntryState.ACCEPTED,
        NOON,
        "severity",
        "LOW",
        "cvss",
        "7.0",
        "fix-by",
        "2026-11-01");
    fails("fix-deadlines", "1 past the day");
  }

  @Test
  void what_was_fixed_late_is_said() {
    scan("2026-11-20");
    kept.enter(
        VULNERABILITY,
        EntryState.FIXED,
        NOON,
        "severity",
        "HIGH",
        "fix-by",
        "2026-11-01",
        "fixed",
        "2026-11-02");
    holds("fix-deadlines");
    assertThat(seen("fix-deadlines").figures()).containsEntry("late", "1");
  }

  @Test
  void a_penetration_test_counts_with_its_report_until_a_retest_is_overdue() {
    UUID id = kept.enter(PENETRATION_TEST, EntryState.RETEST, NOON, "done", "2026-08-01");
    fails("penetration-test", "No penetration test with its report");
    kept.files.of.add(id);
    holds("penetration-test");
    kept.turn(id, EntryState.RETEST, YESTERDAY);
    fails("penetration-test", "1 retest is overdue");
    kept.turn(id, EntryState.DONE, Optional.empty());
    holds("penetration-test");
    assertThat(seen("penetration-test", Instant.parse("2027-08-02T00:00:00Z")).holds()).isFalse();
  }

  @Test
  void an_asset_list_that_is_empty_is_not_complete_whoever_says_so() {
    kept.confirmed(ASSET, LocalDate.parse("2026-11-20"), 0);
    fails("asset-list", "is empty");
    UUID id = kept.enter(ASSET, EntryState.IN_USE, NOON, "asset-kind", "SERVICE");
    fails("asset-list", "1 asset");
    kept.confirmed(ASSET, LocalDate.parse("2026-11-20"), 1);
    holds("asset-list");
    kept.turn(id, EntryState.IN_USE, YESTERDAY);
    fails("asset-list", "1 entry is overdue");
  }

  @Test
  void each_server_and_device_is_protected_with_definitions_of_a_month() {
    kept.enter(
        ASSET,
        EntryState.IN_USE,
        NOON,
        "asset-kind",
        "SERVER",
        "protection",
        "BY_PROVIDER",
        "checked",
        "2026-11-01");
    UUID laptop =
        kept.enter(
            ASSET,
            EntryState.IN_USE,
            NOON,
            "asset-kind",
            "DEVICE",
            "protection",
            "INSTALLED",
            "definitions",
            "2026-10-22",
            "checked",
            "2026-10-30");
    holds("anti-malware");
    assertThat(seen("anti-malware").observedAt()).isEqualTo("2026-10-30T00:00:00Z");
    assertThat(seen("anti-malware", NOON.plus(Duration.ofDays(1))).holds()).isFalse();
    kept.turn(laptop, EntryState.IN_USE, YESTERDAY);
    fails("anti-malware", "1 entry is overdue");
    kept.turn(laptop, EntryState.RETIRED, Optional.empty());
    holds("anti-malware");
    kept.enter(
        ASSET,
        EntryState.IN_USE,
        NOON,
        "asset-kind",
        "DEVICE",
        "protection",
        "NOT_POSSIBLE",
        "checked",
        "2026-11-20");
    fails("anti-malware", "1 have no protection");
  }

  @Test
  void no_outside_party_is_a_truth_that_somebody_has_to_say() {
    kept.confirmed(SUB_PROCESSOR, LocalDate.parse("2026-11-20"), 0);
    holds("third-parties");
    assertThat(seen("third-parties").figures())
        .containsEntry("parties", "no outside party is used");
    kept.enter(
        SUB_PROCESSOR,
        EntryState.ACTIVE,
        Instant.parse("2026-11-21T08:00:00Z"),
        "assessed",
        "2026-11-21");
    fails("third-parties", "entered after that");
    kept.confirmed(SUB_PROCESSOR, LocalDate.parse("2026-11-22"), 1);
    holds("third-parties");
    assertThat(seen("third-parties", NOON.plus(Duration.ofDays(366))).holds()).isFalse();
  }

  @Test
  void a_party_entered_after_the_list_was_confirmed_counts_from_the_minute() {
    kept.confirmed(SUB_PROCESSOR, Instant.parse("2026-11-22T08:00:00Z"), 0);
    kept.enter(SUB_PROCESSOR, EntryState.ACTIVE, Instant.parse("2026-11-22T08:01:00Z"));
    fails("third-parties", "entered after that");
    kept.confirmed(SUB_PROCESSOR, Instant.parse("2026-11-22T08:02:00Z"), 1);
    holds("third-parties");
  }

  @Test
  void a_party_that_is_used_is_no_less_used_while_a_change_of_it_waits() {
    UUID id = kept.enter(SUB_PROCESSOR, EntryState.ACTIVE, Instant.parse("2026-11-19T08:00:00Z"));
    kept.confirmed(SUB_PROCESSOR, LocalDate.parse("2026-11-20"), 1);
    holds("third-parties");
    kept.turn(id, EntryState.PROPOSED, Optional.empty());
    fails("third-parties", "1 of them without the yes of a second person");
    assertThat(seen("third-parties").fact()).doesNotContain("no outside party");
  }

  @Test
  void risks_count_once_they_are_signed_and_none_is_overdue() {
    UUID id = kept.enter(RISK, EntryState.ASSESSED, NOON, "assessed", "2026-11-01");
    fails("risk-assessment", "signed by senior management");
    UUID other = kept.enter(RISK, EntryState.SIGNED, NOON, "signed", "2026-11-02");
    fails("risk-assessment", "2 risks are in the register, 1 of them unsigned");
    kept.turn(id, EntryState.CLOSED, Optional.empty());
    holds("risk-assessment");
    kept.turn(other, EntryState.SIGNED, YESTERDAY);
    fails("risk-assessment", "1 entry is overdue");
  }

  @Test
  void what_platforms_have_on_file_is_looked_at_and_right() {
    UUID id = kept.enter(REGISTRATION, EntryState.RIGHT, NOON, "checked", "2026-10-01");
    holds("registration-check");
    kept.turn(id, EntryState.WRONG, Optional.empty());
    fails("registration-check", "1 found wrong");
    kept.turn(id, EntryState.RIGHT, Optional.empty());
    assertThat(seen("registration-check", Instant.parse("2027-01-02T00:00:00Z")).holds()).isFalse();
  }

  private UUID document(String kind) {
    return kept.shown(
        POLICY, EntryState.IN_FORCE, NOON, "document-kind", kind, "reviewed", "2026-10-01");
  }

  @Test
  void policies_are_written_if_each_kind_is_in_force_and_the_plan_was_approved() {
    document("PRIVACY");
    document("ACCESS");
    document("DEVELOPMENT");
    fails("written-policies", "missing: change.");
    UUID change = document("CHANGE");
    holds("written-policies");
    kept.files.of.remove(change);
    fails("written-policies", "missing: change.");
    kept.files.of.add(change);
    kept.turn(change, EntryState.IN_FORCE, YESTERDAY);
    fails("written-policies", "1 entry is overdue");
    kept.turn(change, EntryState.WITHDRAWN, Optional.empty());
    fails("written-policies", "missing: change.");
    document("CHANGE");
    plan = Optional.of(plan(Optional.empty()));
    fails("written-policies", "missing: incident plan.");
  }

  @Test
  void changes_were_approved_before_they_were_made_and_no_version_begins_without_one() {
    kept.enter(CHANGE, EntryState.APPROVED, NOON, "change-kind", "SOFTWARE");
    fails("change-process", "No change that a second person approved");
    kept.enter(CHANGE, EntryState.DONE, NOON, "change-kind", "SOFTWARE", "carried", "2026-11-10");
    holds("change-process");
    assertThat(seen("change-process").observedAt()).isEqualTo("2026-11-10T00:00:00Z");
    kept.releases.add(new Release(UUID.randomUUID(), "1.0", "a", 3, NOON));
    kept.releases.add(new Release(UUID.randomUUID(), "1.1", "b", 3, NOON));
    holds("change-process");
    kept.releases.add(new Release(UUID.randomUUID(), "1.2", "c", 3, NOON));
    fails("change-process", "2 new versions began here");
    kept.enter(CHANGE, EntryState.DONE, NOON, "change-kind", "SOFTWARE", "carried", "2026-11-22");
    holds("change-process");
    assertThat(seen("change-process", NOON.plus(Duration.ofDays(100))).holds()).isFalse();
  }
}
