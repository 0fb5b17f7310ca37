package org.lockkeeper.portal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.ExportAuditLog;
import org.lockkeeper.compliance.evidence.ExportReason;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.log.Asked;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.log.Records;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.KeptAudit;
import org.lockkeeper.portal.session.People;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

class AuditLogTest {

  private final Records records = new Records();
  private final KeptAudit audit = new KeptAudit();
  private final List<String> went = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  private final List<Verification.Finding> findings = new ArrayList<>();

  private AuditLog page(String query) {
    return page("GET", query);
  }

  private AuditLog page(String method, String query) {
    return page(method, query, People.signedIn(People.admin()));
  }

  private AuditLog page(String method, String query, SignedIn reader) {
    Texts texts = new Texts(Locale.ENGLISH);
    return new AuditLog(
        records.reader(),
        new LogWords(texts, new PeopleWords(texts, reader, new AccessPolicy())),
        () ->
            new Verification(
                KeptAudit.CLOCK.instant(), java.time.Duration.ZERO, 1234, 0, List.copyOf(findings)),
        new ExportAuditLog(records.steps(), records.read(), audit.trail(), KeptAudit.CLOCK),
        audit.trail(),
        reader,
        texts,
        new Times(KeptAudit.CLOCK, texts, ZoneOffset.UTC),
        said::add,
        (name, type, content) -> files.add(name),
        new Redirect() {
          @Override
          public void to(String path) {
            went.add(path);
          }

          @Override
          public void nowhere() {
            went.add("nowhere");
          }
        },
        KeptAudit.CLOCK,
        Asked.with(method, query));
  }

  @Test
  void an_entry_is_told_in_words_with_its_place_and_whom_it_concerns() {
    records.add(People.SELLER, People.owner().actor(), "recipient.opened", "order:" + UUID.class);
    records.add(SellerId.PLATFORM, new Actor.Task("sweep"), "made.up", "thing:1");
    List<AuditLog.Row> rows = page("").rows();
    assertThat(rows.getFirst().actor()).isEqualTo("Someone");
    assertThat(rows.getFirst().action()).isEqualTo("Buyer’s data opened");
    assertThat(rows.getFirst().result()).isEqualTo("Done");
    assertThat(rows.getFirst().seller()).isEqualTo("Harbor & Finch");
    assertThat(rows.getFirst().facts()).startsWith("purpose ").doesNotContain("FULFILMENT");
    assertThat(rows.getFirst().place()).isEqualTo("No. 0, epoch 1");
    assertThat(rows.getLast().actor()).isEqualTo("sweep");
    assertThat(rows.getLast().action()).as("of an action without a word").isEqualTo("made.up");
    assertThat(rows.getLast().seller()).isEqualTo("the platform itself");
    assertThat(rows.getLast().place()).isEqualTo("waiting");
  }

  @Test
  void whoever_looks_is_noted_once_by_the_names_of_the_filters() {
    page("?span=month&result=alarm").check();
    assertThat(audit.told()).containsExactly("audit.viewed audit:log");
    assertThat(audit.about(SellerId.PLATFORM, "audit:log").getFirst().facts())
        .isEqualTo(Map.of("filters", "span,result"));
    page("?span=month&before=" + new UUID(7, 1)).check();
    page("POST", "?span=month").check();
    assertThat(audit.told()).as("pages and buttons are no new look").hasSize(1);
  }

  @Test
  void a_look_at_one_seller_stands_in_that_sellers_own_log() {
    page("?seller=" + People.SELLER).check();
    assertThat(audit.about(People.SELLER, "audit:log")).hasSize(1);
  }

  @Test
  void an_address_that_we_do_not_write_is_no_page_and_no_look() {
    page("?span=forever").check();
    assertThat(went).containsExactly("nowhere");
    assertThat(audit.told()).isEmpty();
  }

  @Test
  void the_filter_reaches_the_log_and_the_links_carry_it_on() {
    for (int i = 0; i <= LogReader.ROWS; i++) {
      records.add(People.SELLER, new Actor.Task("sweep"), "recipient.stripped", "order:" + i);
    }
    AuditLog page = page("?seller=" + People.SELLER + "&result=done&by=task");
    assertThat(page.rows()).hasSize(LogReader.ROWS);
    assertThat(records.asked).contains(People.SELLER);
    assertThat(records.filter.orElseThrow().result()).contains(AuditResult.DONE);
    assertThat(page.olderPath())
        .isEqualTo(
            "/admin/audit-log?seller="
                + People.SELLER
                + "&by=task&result=done&before="
                + new UUID(7, LogReader.ROWS - 1));
    assertThat(page.chips())
        .extracting(AuditLog.Choice::label)
        .containsExactly("Harbor & Finch", "The product itself", "Done");
    assertThat(page.newestPath()).isEmpty();
    AuditLog last = page("?before=" + new UUID(7, LogReader.ROWS - 1));
    assertThat(last.rows()).hasSize(1);
    assertThat(last.olderPath()).isEmpty();
    assertThat(last.newestPath()).isEqualTo("/admin/audit-log");
  }

  @Test
  void an_auditor_reads_what_was_done_and_a_lasting_mark_of_who_did_it() {
    records.add(SellerId.PLATFORM, People.admin().actor(), "audit.viewed", "audit:log");
    records.add(People.SELLER, People.owner().actor(), "recipient.opened", "order:2");
    records.add(SellerId.PLATFORM, People.other(Role.AUDITOR).actor(), "audit.viewed", "audit:log");
    AuditLog page = page("GET", "", People.signedIn(People.other(Role.AUDITOR)));
    assertThat(page.rows())
        .extracting(AuditLog.Row::actor)
        .containsExactly("Person 000002", "Person 000001", "Someone Else");
  }

  @Test
  void before_the_first_checkpoint_the_page_says_so() {
    AuditLog page = page("");
    assertThat(page.begun()).isFalse();
    assertThat(page.tiles())
        .extracting(AuditLog.Figure::value)
        .containsExactly("0", "3", "never", "never");
    assertThat(page.finding()).isEmpty();
  }

  @Test
  void the_checkpoint_is_shown_as_it_says_itself_and_a_finding_is_not_hidden() {
    records.checkpoint =
        "bad.example/log\n1234\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n— log sig\n";
    AuditLog page = page("");
    assertThat(page.checkpointSize()).isEqualTo("1234");
    assertThat(page.checkpointRoot()).isEqualTo("qINS1GRFhWHwdkUe…");
    assertThat(page.finding()).isEqualTo("Entry 7 was changed.");
    assertThat(page.tiles().getLast().look()).isEqualTo("danger");
  }

  @Test
  void the_checks_of_stored_buyers_say_what_they_found_and_what_they_wait_for() {
    OrderId none = new OrderId(new UUID(0, 0));
    Instant at = KeptAudit.CLOCK.instant();
    records.runs.add(
        new CheckRun(
            new UUID(1, 1),
            at,
            Optional.empty(),
            none,
            true,
            Map.of(People.SELLER, none),
            7,
            0,
            Optional.empty()));
    records.runs.add(
        new CheckRun(
            new UUID(1, 2), at, Optional.empty(), none, true, Map.of(), 1200, 2, Optional.of(at)));
    assertThat(page("").runs())
        .containsExactly(
            new AuditLog.Check(at, "1 seller waits for the key service", "exception", "7", "0"),
            new AuditLog.Check(at, "Done", "danger", "1,200", "2"));
  }

  @Test
  void whoever_verifies_is_noted_and_told_what_was_found() {
    page("POST", "").verify();
    assertThat(said.getLast()).contains("1,234", "nothing wrong");
    findings.add(new Verification.Finding(Verification.Kind.CHANGED, "Entry 7 was changed."));
    page("POST", "").verify();
    assertThat(said.getLast()).startsWith("1 ");
    assertThat(audit.told()).containsOnly("audit.verified audit:log").hasSize(2);
  }

  @Test
  void an_export_needs_a_reason_and_a_ticket_and_is_sent_as_a_file() {
    records.add(People.SELLER, new Actor.Task("sweep"), "recipient.stripped", "order:1");
    AuditLog page = page("POST", "");
    page.export();
    page.setReason(ExportReason.INCIDENT);
    page.export();
    assertThat(files).isEmpty();
    assertThat(said).hasSize(2).allSatisfy(text -> assertThat(text).contains("Nothing was"));
    page.setTicket("INC-3");
    page.export();
    assertThat(files).hasSize(1).allSatisfy(name -> assertThat(name).endsWith(".csv"));
    assertThat(audit.told()).containsExactly("audit.exported audit:log");
  }
}
