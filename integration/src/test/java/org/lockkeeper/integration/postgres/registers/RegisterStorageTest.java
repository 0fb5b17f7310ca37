package org.lockkeeper.integration.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.clocks.ClockPolicy;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.registers.Draft;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.EvidenceSteps;
import org.lockkeeper.compliance.registers.KeepEvidence;
import org.lockkeeper.compliance.registers.KeepRegister;
import org.lockkeeper.compliance.registers.KeepRegister.Outcome;
import org.lockkeeper.compliance.registers.Move;
import org.lockkeeper.compliance.registers.RegisterClocks;
import org.lockkeeper.compliance.registers.RegisterDates;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.compliance.registers.RegisterProof;
import org.lockkeeper.compliance.registers.Registers.View;
import org.lockkeeper.compliance.registers.RemindOfRegisters;
import org.lockkeeper.compliance.registers.ScanEntries;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.compliance.registers.imports.ImportFindings;
import org.lockkeeper.compliance.registers.imports.ImportSteps;
import org.lockkeeper.compliance.registers.releases.Component;
import org.lockkeeper.compliance.registers.releases.RecordRelease;
import org.lockkeeper.compliance.secrets.KeptFiles;
import org.lockkeeper.compliance.secrets.MemoryVault;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Registers keep what was entered, and no deadline moves later. */
class RegisterStorageTest {

  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
  private static final TestDatabase.Apart DATABASE = TestDatabase.apart("registers");
  private static final Transactions NODE = DATABASE.portal();

  /** A clock that is set. */
  private final class Time extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private Instant now = START;
  private final Clock clock = new Time();
  private final Ids ids = new Ids(clock, new SecureRandom());
  private final OpenPeople people = OpenPeople.of(NODE.tenancy(), ids, clock);
  private final AuditTrail audit = new AuditTrail(OpenAudit.store(NODE.tenancy()), ids, clock);
  private final RegisterPolicy policy = new RegisterPolicy();
  private final PostgresRegisters registers = new PostgresRegisters(NODE.tenancy());
  private final PostgresEvidenceFiles files = new PostgresEvidenceFiles(NODE.tenancy());
  private final RegisterDates dates = new RegisterDates(registers, clock);
  private final RegisterProof proof = new RegisterProof(registers, files, clock);
  private final TellPeople tell =
      new TellPeople(
          people.notices(),
          people.accounts(),
          new Errands() {
            @Override
            public void after(Duration delay, Errand errand) {}

            @Override
            public void now(Errand errand) {}
          },
          audit,
          ids,
          clock);
  private final KeepRegister keep =
      new KeepRegister(
          registers,
          dates,
          policy,
          people.accounts(),
          new TwoPeople(people.accounts()),
          tell,
          audit,
          ids,
          clock);
  private final KeptFiles kept = new KeptFiles(new MemoryVault(), new SecureRandom(), clock);
  private final KeepEvidence evidence =
      new KeepEvidence(
          new EvidenceSteps(registers, files, policy, audit, clock),
          new UploadCheck(),
          kept,
          policy,
          ids);
  private final PostgresWaitingImports waiting = new PostgresWaitingImports(NODE.tenancy());
  private final ImportFindings imports =
      new ImportFindings(
          new ImportSteps(
              waiting,
              registers,
              new ScanEntries(registers, policy, clock),
              files,
              audit,
              ids,
              clock),
          new UploadCheck(),
          kept,
          policy,
          ids,
          clock);
  private final RecordRelease releases =
      new RecordRelease(new PostgresReleases(NODE.tenancy()), audit, ids, clock);
  private final RemindOfRegisters remind =
      new RemindOfRegisters(registers, files, policy, tell, audit);

  private final Account ann = somebody();
  private final Account ben = somebody();

  private Account somebody() {
    UUID id = UUID.randomUUID();
    return in(() -> people.admin(NODE.tenancy(), id, "Someone", START));
  }

  @BeforeEach
  void nothing_is_entered() throws SQLException {
    asAdministrator(
        "truncate registers.entry, registers.change, registers.evidence, registers.confirmation,"
            + " registers.waiting_import, registers.release, registers.component");
  }

  @AfterEach
  void nobody_acts() {
    NODE.actFor(Optional.empty());
  }

  private static void asAdministrator(String statement) throws SQLException {
    try (Connection connection = DATABASE.connect("postgres");
        Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  private static <T> T in(Supplier<T> work) {
    return NODE.in(work);
  }

  private KeepRegister.Result add(RegisterKind kind, String... fields) {
    Map<String, String> details = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      details.put(fields[i], fields[i + 1]);
    }
    return in(() -> keep.add(ann, kind, new Draft("Something", ann.id(), details)));
  }

  private Entry weakness(String severity) {
    return add(
            RegisterKind.VULNERABILITY,
            "severity",
            severity,
            "tool",
            "Some-Scan",
            "found",
            TODAY.toString())
        .entry()
        .orElseThrow();
  }

  private KeepRegister.Result move(Account by, Entry entry, Move move, String note) {
    return in(() -> keep.move(by, entry.id(), entry.version(), move, note, Optional.empty()));
  }

  private Entry moved(Account by, Entry entry, Move move) {
    KeepRegister.Result result = move(by, entry, move, "Because it is so");
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    return result.entry().orElseThrow();
  }

  @Test
  void a_weakness_gets_no_more_time_by_an_edit() {
    Entry entry = weakness("CRITICAL");
    assertThat(entry.due()).contains(TODAY.plusDays(7));
    Map<String, String> milder = new HashMap<>(entry.details());
    milder.put("severity", "LOW");
    Entry edited =
        in(() ->
                keep.edit(
                    ann, entry.id(), entry.version(), new Draft("Something", ben.id(), milder)))
            .entry()
            .orElseThrow();
    assertThat(edited.due()).contains(TODAY.plusDays(7));
    milder.put("found", TODAY.minusDays(1).toString());
    assertThat(
            in(() ->
                    keep.edit(
                        ann,
                        entry.id(),
                        edited.version(),
                        new Draft("Something", ben.id(), milder)))
                .outcome())
        .as("the day on which it was found stays")
        .isEqualTo(Outcome.FAULTY);
    assertThat(
            in(() ->
                    keep.edit(
                        ann, entry.id(), entry.version(), new Draft("Something", ben.id(), milder)))
                .outcome())
        .as("an old page")
        .isEqualTo(Outcome.CHANGED);
  }

  @Test
  void not_even_the_database_gives_more_time_or_another_history() {
    Entry entry = weakness("HIGH");
    for (String statement :
        List.of(
            "update registers.entry set fix_by = fix_by + 1, version = version + 1",
            "update registers.entry set version = version + 2",
            "update registers.entry set details = details || '{\"found\": \"2027-01-01\"}',"
                + " version = version + 1",
            "update registers.entry set kind = 'RISK'",
            "delete from registers.entry",
            "update registers.change set note = 'x'",
            "delete from registers.change",
            "update registers.evidence set expires_on = expires_on + 1",
            "delete from registers.confirmation")) {
      assertThatThrownBy(() -> NODE.run(() -> NODE.tenancy().as(SellerId.PLATFORM).run(statement)))
          .as(statement)
          .isInstanceOf(StorageTrouble.class)
          .hasMessage("SQLSTATE 42501");
    }
    assertThat(in(() -> keep.find(entry.id()))).contains(entry);
  }

  @Test
  void a_transaction_of_a_seller_finds_nothing() {
    weakness("HIGH");
    SellerId seller = new SellerId(UUID.randomUUID());
    for (String table :
        List.of("entry", "change", "evidence", "confirmation", "waiting_import", "release")) {
      assertThat(
              in(() -> NODE.tenancy().as(seller).count("select count(*) from registers." + table)))
          .as(table)
          .isZero();
    }
  }

  @Test
  void a_risk_is_accepted_by_another_person_until_a_day_and_open_again_after_it() {
    Entry entry = weakness("HIGH");
    KeepRegister.Result late =
        in(
            () ->
                keep.move(
                    ann,
                    entry.id(),
                    entry.version(),
                    Move.ASK_ACCEPTANCE,
                    "No fix yet",
                    Optional.of(TODAY.plusDays(181))));
    assertThat(late.outcome()).isEqualTo(Outcome.UNTIL);
    Entry asked =
        in(() ->
                keep.move(
                    ann,
                    entry.id(),
                    entry.version(),
                    Move.ASK_ACCEPTANCE,
                    "No fix yet",
                    Optional.of(TODAY.plusDays(60))))
            .entry()
            .orElseThrow();
    assertThat(move(ann, asked, Move.ACCEPT, "I agree with myself").outcome())
        .isEqualTo(Outcome.ANOTHER_PERSON);
    assertThat(move(ben, asked, Move.ACCEPT, "").outcome()).isEqualTo(Outcome.NOTE);
    Entry accepted = moved(ben, asked, Move.ACCEPT);
    assertThat(accepted.state()).isEqualTo(EntryState.ACCEPTED);
    assertThat(accepted.due()).contains(TODAY.plusDays(60));
    assertThat(accepted.fixBy()).contains(TODAY.plusDays(30));

    now = START.plus(Duration.ofDays(60));
    NODE.run(() -> remind.asOf(now));
    assertThat(in(() -> keep.find(entry.id())).orElseThrow().state())
        .isEqualTo(EntryState.ACCEPTED);
    now = START.plus(Duration.ofDays(61));
    NODE.run(() -> remind.asOf(now));
    Entry open = in(() -> keep.find(entry.id())).orElseThrow();
    assertThat(open.state()).isEqualTo(EntryState.OPEN);
    assertThat(open.due()).as("its first deadline").contains(TODAY.plusDays(30));
  }

  @Test
  void who_edits_what_was_asked_for_may_not_agree_to_it_either() {
    Entry entry =
        add(
                RegisterKind.CHANGE,
                "change-kind",
                "SOFTWARE",
                "size",
                "SMALL",
                "what",
                "An update",
                "risk",
                "Small",
                "tested",
                "In the sandbox",
                "way-back",
                "The former version")
            .entry()
            .orElseThrow();
    Map<String, String> other = new HashMap<>(entry.details());
    other.put("risk", "None");
    Entry edited =
        in(() -> keep.edit(ben, entry.id(), entry.version(), new Draft("It", ann.id(), other)))
            .entry()
            .orElseThrow();
    assertThat(move(ben, edited, Move.APPROVE_CHANGE, "Fine").outcome())
        .isEqualTo(Outcome.ANOTHER_PERSON);
    assertThat(moved(somebody(), edited, Move.APPROVE_CHANGE).state())
        .isEqualTo(EntryState.APPROVED);
  }

  @Test
  void a_big_change_asks_for_a_review_of_the_plan_and_a_scan_before_it_is_finished() {
    Entry entry =
        add(
                RegisterKind.CHANGE,
                "change-kind",
                "INFRASTRUCTURE",
                "size",
                "BIG",
                "what",
                "Another region",
                "risk",
                "Some",
                "tested",
                "In the sandbox",
                "way-back",
                "The former region")
            .entry()
            .orElseThrow();
    assertThat(move(ann, entry, Move.CARRY_OUT, "").outcome()).isEqualTo(Outcome.NOT_NOW);
    Entry carried = moved(ann, moved(ben, entry, Move.APPROVE_CHANGE), Move.CARRY_OUT);
    assertThat(carried.due()).contains(TODAY.plusDays(14));
    assertThat(in(() -> dates.wantedBy("plan-review"))).contains(TODAY.plusDays(14));
    assertThat(in(() -> dates.wantedBy("vulnerability-scan"))).contains(TODAY.plusDays(14));
    assertThat(notices(Notice.Kind.CHANGE_FOLLOW_UP)).isPositive();
    Entry reviewed = moved(ann, carried, Move.PLAN_REVIEWED);
    assertThat(in(() -> dates.wantedBy("plan-review"))).isEmpty();
    assertThat(move(ann, reviewed, Move.FINISH, "Done").outcome()).isEqualTo(Outcome.FOLLOW_UP);
    scan(TODAY.minusDays(1), "YES");
    scan(TODAY, "NO");
    assertThat(move(ann, reviewed, Move.FINISH, "Done").outcome())
        .as("a scan before it, or of a part, is not enough")
        .isEqualTo(Outcome.FOLLOW_UP);
    scan(TODAY, "YES");
    assertThat(moved(ann, reviewed, Move.FINISH).state()).isEqualTo(EntryState.DONE);
    assertThat(in(() -> dates.wantedBy("vulnerability-scan"))).isEmpty();
  }

  private Entry scan(LocalDate done, String complete) {
    return add(
            RegisterKind.SCAN,
            "scan-kind",
            "CODE",
            "tool",
            "Code-Scan",
            "complete",
            complete,
            "findings",
            "0",
            "done",
            done.toString())
        .entry()
        .orElseThrow();
  }

  private long notices(Notice.Kind kind) {
    return in(() -> people.notices().open(SellerId.PLATFORM)).stream()
        .filter(notice -> notice.kind() == kind)
        .count();
  }

  @Test
  void the_wall_of_clocks_knows_duties_and_cases_from_the_registers() {
    RegisterClocks clocks = new RegisterClocks(registers, dates, new ClockPolicy());
    assertThat(in(() -> clocks.of("vulnerability-scan", now)).orElseThrow().lastDone()).isEmpty();
    scan(TODAY.minusDays(2), "YES");
    assertThat(in(() -> clocks.of("vulnerability-scan", now)).orElseThrow().lastDone())
        .contains(Instant.parse("2026-11-20T00:00:00Z"));
    weakness("CRITICAL");
    weakness("HIGH");
    now = START.plus(Duration.ofDays(8));
    LiveClock.Figures critical = in(() -> clocks.of("critical-fix", now)).orElseThrow();
    assertThat(critical.open()).isEqualTo(1);
    assertThat(critical.overdue()).isEqualTo(1);
    LiveClock.Figures high = in(() -> clocks.of("high-fix", now)).orElseThrow();
    assertThat(high.overdue()).isZero();
    assertThat(high.nextDue()).contains(Instant.parse("2026-12-22T23:59:59Z"));
    assertThat(in(() -> clocks.of("plan-review", now))).as("kept elsewhere").isEmpty();
  }

  @Test
  void an_organizational_change_has_thirty_days_until_amazon_is_told() {
    Entry entry =
        add(
                RegisterKind.CHANGE,
                "change-kind",
                "ORGANIZATION",
                "size",
                "SMALL",
                "what",
                "New owner of the company",
                "risk",
                "None",
                "tested",
                "Not a thing to test",
                "way-back",
                "None",
                "happened",
                TODAY.minusDays(3).toString())
            .entry()
            .orElseThrow();
    assertThat(entry.due()).contains(TODAY.plusDays(27));
    assertThat(moved(ann, entry, Move.FINISH).state()).isEqualTo(EntryState.DONE);
  }

  @Test
  void a_register_is_confirmed_when_it_is_empty_and_not_while_something_is_overdue() {
    assertThat(in(() -> keep.confirm(ann, RegisterKind.SUB_PROCESSOR, "Nobody gets data")))
        .isEqualTo(Outcome.DONE);
    assertThat(in(() -> dates.lastDone("third-parties")))
        .contains(Instant.parse("2026-11-22T00:00:00Z"));
    RegisterProof.Proof shown = in(() -> proof.latest(RegisterKind.SUB_PROCESSOR));
    assertThat(shown.what()).isEqualTo("Nobody gets data");
    assertThat(shown.living()).isZero();
    assertThat(in(() -> keep.confirm(ann, RegisterKind.ASSET, "We have nothing")))
        .as("the product runs on something")
        .isEqualTo(Outcome.EMPTY);
    add(RegisterKind.ASSET, "asset-kind", "SOFTWARE", "checked", TODAY.minusMonths(4).toString());
    assertThat(in(() -> keep.confirm(ann, RegisterKind.ASSET, "All there")))
        .isEqualTo(Outcome.OVERDUE);
    assertThat(in(() -> keep.confirm(ann, RegisterKind.RISK, "All there")))
        .isEqualTo(Outcome.NOT_THERE);
    assertThat(in(() -> keep.confirm(ann, RegisterKind.SUB_PROCESSOR, "ada@example.com")))
        .isEqualTo(Outcome.NOTE);
  }

  @Test
  void a_file_is_closed_given_back_whole_and_expires_after_ninety_days() {
    Entry entry = scan(TODAY, "YES");
    byte[] report = "all is well".getBytes(StandardCharsets.UTF_8);
    KeepEvidence.Result result = in(() -> evidence.keep(ann, entry.id(), "report.txt", report));
    assertThat(result).isInstanceOf(KeepEvidence.Result.Kept.class);
    UUID file = ((KeepEvidence.Result.Kept) result).file().id();
    assertThat(in(() -> files.closed(file)).map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .hasValueSatisfying(text -> assertThat(text).doesNotContain("well"));
    assertThat(in(() -> evidence.take(ben, file)).orElseThrow().bytes()).isEqualTo(report);
    assertThat(in(() -> proof.latest(RegisterKind.SCAN)).file())
        .hasValueSatisfying(shown -> assertThat(shown.expiresOn()).isEqualTo(TODAY.plusDays(90)));
    now = START.plus(Duration.ofDays(90));
    assertThat(in(() -> proof.latest(RegisterKind.SCAN)).file()).isEmpty();
    assertThat(in(() -> keep.history(entry.id())))
        .extracting(line -> line.what())
        .containsExactly("file-added", "added");
    assertThat(in(() -> evidence.keep(ann, entry.id(), "a.zip", report)))
        .isEqualTo(new KeepEvidence.Result.Refused(UploadCheck.Refusal.TYPE));
    assertThat(in(() -> evidence.keep(ann, UUID.randomUUID(), "a.txt", report)))
        .isEqualTo(new KeepEvidence.Result.NotThere());
  }

  @Test
  void a_scan_that_was_entered_by_mistake_shows_nothing() {
    Entry entry = scan(TODAY, "YES");
    assertThat(in(() -> dates.lastDone("vulnerability-scan"))).isPresent();
    assertThat(move(ann, entry, Move.VOID_SCAN, "Wrong").outcome())
        .isEqualTo(Outcome.ANOTHER_PERSON);
    moved(ben, entry, Move.VOID_SCAN);
    assertThat(in(() -> dates.lastDone("vulnerability-scan"))).isEmpty();
    assertThat(in(() -> proof.latest(RegisterKind.SCAN)).on()).isEmpty();
  }

  private ImportFindings.Result bring(LocalDate day, boolean complete, String rows) {
    return in(
        () ->
            imports.bring(
                ann,
                new ImportFindings.Said("Some-Scan", "DEPENDENCIES", complete, "", day),
                "findings.csv",
                ("title,severity\n" + rows).getBytes(StandardCharsets.UTF_8)));
  }

  private Entry take(ImportFindings.Result brought) {
    assertThat(brought).isInstanceOf(ImportFindings.Result.Waits.class);
    UUID id = ((ImportFindings.Result.Waits) brought).id();
    return in(() -> imports.apply(ann, id)).orElseThrow();
  }

  private List<Entry> weaknesses() {
    return in(() -> keep.list(RegisterKind.VULNERABILITY, View.ALL));
  }

  private Entry titled(String title) {
    return weaknesses().stream()
        .filter(entry -> entry.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_scan_that_waited_while_a_newer_one_was_taken_in_is_not_taken_in() {
    UUID waits = ((ImportFindings.Result.Waits) bring(TODAY.minusDays(10), true, "A,LOW\n")).id();
    take(bring(TODAY, true, "B,LOW\n"));
    assertThat(in(() -> imports.apply(ann, waits))).isEmpty();
    assertThat(weaknesses()).extracting(Entry::title).containsExactly("B");
  }

  @Test
  void findings_are_shown_first_and_the_same_one_again_keeps_its_deadline() {
    ImportFindings.Result first = bring(TODAY.minusDays(10), true, "A,CRITICAL\nB,LOW\n");
    UUID waits = ((ImportFindings.Result.Waits) first).id();
    assertThat(in(() -> imports.preview(waits)))
        .hasValueSatisfying(shown -> assertThat(shown.fresh()).hasSize(2));
    assertThat(weaknesses()).isEmpty();
    Entry scan = take(first);
    assertThat(scan.kind()).isEqualTo(RegisterKind.SCAN);
    assertThat(in(() -> files.of(scan.id()))).hasSize(1);
    assertThat(in(() -> evidence.take(ann, files.of(scan.id()).getFirst().id()))).isPresent();
    assertThat(in(() -> imports.apply(ann, waits))).as("once").isEmpty();

    Entry second = take(bring(TODAY, true, "A,LOW\nC,HIGH\n"));
    assertThat(second.detail("findings")).isEqualTo("2");
    assertThat(weaknesses()).hasSize(3);
    assertThat(titled("A"))
        .satisfies(
            entry -> {
              assertThat(entry.detail("severity")).isEqualTo("LOW");
              assertThat(entry.due()).contains(TODAY.minusDays(3));
            });
    assertThat(titled("B").state()).isEqualTo(EntryState.GONE);
    assertThat(titled("C").due()).contains(TODAY.plusDays(30));
    assertThat(bring(TODAY.minusDays(1), true, "A,LOW\n"))
        .isEqualTo(new ImportFindings.Result.Unusable(ImportFindings.Trouble.OLDER, 0));
  }

  @Test
  void what_was_fixed_and_is_found_again_has_its_first_deadline() {
    take(bring(TODAY.minusDays(40), true, "A,HIGH\n"));
    Entry fixed = moved(ann, titled("A"), Move.FIX);
    assertThat(fixed.due()).isEmpty();
    take(bring(TODAY, false, "A,HIGH\n"));
    assertThat(titled("A"))
        .satisfies(
            entry -> {
              assertThat(entry.state()).isEqualTo(EntryState.OPEN);
              assertThat(entry.due()).contains(TODAY.minusDays(10));
            });
  }

  @Test
  void a_scan_of_a_part_takes_nothing_for_gone_and_an_empty_whole_one_does() {
    take(bring(TODAY.minusDays(2), true, "A,HIGH\n"));
    take(bring(TODAY.minusDays(1), false, "B,HIGH\n"));
    assertThat(titled("A").state()).isEqualTo(EntryState.OPEN);
    take(bring(TODAY, true, ""));
    assertThat(titled("A").state()).isEqualTo(EntryState.GONE);
    assertThat(titled("A").due()).as("somebody has to say so").isPresent();
  }

  @Test
  void a_file_that_nobody_takes_in_goes_after_a_day() {
    UUID id = ((ImportFindings.Result.Waits) bring(TODAY, true, "A,HIGH\n")).id();
    now = START.plus(Duration.ofDays(1));
    NODE.run(() -> imports.asOf(now));
    assertThat(in(() -> imports.preview(id))).isPresent();
    now = now.plusSeconds(1);
    NODE.run(() -> imports.asOf(now));
    assertThat(in(() -> imports.preview(id))).isEmpty();
  }

  @Test
  void admins_are_reminded_once_for_each_register_day_and_reminder() {
    weakness("MEDIUM");
    weakness("MEDIUM");
    now = START.plus(Duration.ofDays(83));
    NODE.run(() -> remind.asOf(now));
    long before = notices(Notice.Kind.REGISTER_DUE);
    assertThat(before).isPositive();
    NODE.run(() -> remind.asOf(now));
    assertThat(notices(Notice.Kind.REGISTER_DUE)).isEqualTo(before);
    now = START.plus(Duration.ofDays(91));
    NODE.run(() -> remind.asOf(now));
    assertThat(notices(Notice.Kind.REGISTER_DUE)).isGreaterThan(before);
  }

  private static byte[] bill(String... purls) {
    StringBuilder components = new StringBuilder();
    for (String purl : purls) {
      components
          .append(components.isEmpty() ? "" : ",")
          .append("{\"name\": \"a\", \"version\": \"1\", \"purl\": \"")
          .append(purl)
          .append("\", \"licenses\": [{\"license\": {\"id\": \"MIT\"}}]}");
    }
    return ("{\"bomFormat\": \"CycloneDX\", \"metadata\": {\"component\": {\"version\": \"1.0\"}},"
            + " \"components\": ["
            + components
            + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void each_version_is_entered_once_and_says_what_is_another() {
    assertThat(in(() -> releases.of(bill("pkg:a@1", "pkg:b@1")))).isTrue();
    assertThat(in(() -> releases.of(bill("pkg:b@1", "pkg:a@1")))).as("the same").isFalse();
    now = now.plusSeconds(60);
    assertThat(in(() -> releases.of(bill("pkg:a@2", "pkg:b@1")))).isTrue();
    RecordRelease.Difference difference = in(releases::latest).orElseThrow();
    assertThat(difference.added()).extracting(Component::purl).containsExactly("pkg:a@2");
    assertThat(difference.removed()).extracting(Component::purl).containsExactly("pkg:a@1");
    assertThat(difference.components().getFirst().licence()).isEqualTo("MIT");
    assertThat(in(() -> releases.of("not a bill".getBytes(StandardCharsets.UTF_8)))).isFalse();
  }

  @Test
  void an_export_begins_no_formula_and_has_every_field() {
    add(
        RegisterKind.POLICY,
        "document-kind",
        "PRIVACY",
        "version",
        "=1+1",
        "review-months",
        "12",
        "reviewed",
        TODAY.toString());
    assertThat(in(() -> keep.export(ann, RegisterKind.POLICY)))
        .contains("\"'=1+1\"")
        .contains("\"document-kind\"");
  }

  @Test
  void a_risk_counts_as_assessed_when_another_person_signed() {
    Entry entry =
        add(
                RegisterKind.RISK,
                "what",
                "Something breaks",
                "likelihood",
                "2",
                "impact",
                "3",
                "treatment",
                "REDUCE",
                "measures",
                "Tests",
                "assessed",
                TODAY.toString())
            .entry()
            .orElseThrow();
    assertThat(in(() -> dates.lastDone("risk-assessment"))).isEmpty();
    assertThat(move(ann, entry, Move.SIGN_RISK, "As director").outcome())
        .isEqualTo(Outcome.ANOTHER_PERSON);
    moved(ben, entry, Move.SIGN_RISK);
    assertThat(in(() -> dates.lastDone("risk-assessment"))).isPresent();
    assertThat(in(() -> dates.lastDone("unknown"))).isEmpty();
  }
}
