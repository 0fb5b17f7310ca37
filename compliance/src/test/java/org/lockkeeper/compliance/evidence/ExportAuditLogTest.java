package org.lockkeeper.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

class ExportAuditLogTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final AuditRecords.Filter ALL = AuditRecords.Filter.since(Instant.EPOCH);

  private final List<AuditEntry> kept = new ArrayList<>();
  private final List<AuditEntry> written = new ArrayList<>();
  private boolean auditFails;
  private int readEntries;

  private final AuditRecords records =
      new AuditRecords() {
        @Override
        public List<Place> places(Filter filter, Optional<UUID> before, int most) {
          return kept.stream()
              .limit(most)
              .map(entry -> new Place(entry.seller(), entry.id()))
              .toList();
        }

        @Override
        public List<Place> places(SellerId seller, Filter filter, Optional<UUID> before, int most) {
          return places(filter, before, most).stream()
              .filter(place -> place.seller().equals(seller))
              .toList();
        }

        @Override
        public List<AuditEntry> entries(SellerId seller, Collection<UUID> ids) {
          readEntries += ids.size();
          return kept.stream().filter(entry -> ids.contains(entry.id())).toList();
        }
      };

  private final SealedLog log =
      new SealedLog() {
        @Override
        public Optional<Receipt> receipt(SellerId seller, UUID entry) {
          return entry.equals(new UUID(0, 1))
              ? Optional.of(new Receipt(1, 7, "leaf", "proof"))
              : Optional.empty();
        }

        @Override
        public State state() {
          throw new UnsupportedOperationException();
        }
      };

  private final AuditStore store =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> entries) {
          if (auditFails) {
            throw new IllegalStateException("the audit log takes nothing");
          }
          written.addAll(entries);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.of();
        }
      };

  private ExportAuditLog export() {
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    AuditSteps steps = new AuditSteps(records, log);
    return new ExportAuditLog(
        steps,
        new ReadAuditLog(steps),
        new AuditTrail(store, new Ids(clock, new SecureRandom()), clock),
        clock);
  }

  private static Account person(SellerId of, Role role) {
    return new Account(
        of,
        new UUID(9, 9),
        "nadia@lockkeeper.example",
        "=Nadia",
        role,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private void entries(int count) {
    for (int i = 1; i <= count; i++) {
      kept.add(
          new AuditEntry(
              new UUID(0, i),
              SELLER,
              NOON,
              new Actor.Task("sweep"),
              "recipient.stripped",
              "order:" + i,
              Map.of("due_by", "\"quoted\", and more")));
    }
  }

  private ExportAuditLog.Result take(String ticket) {
    return export()
        .of(
            person(SellerId.PLATFORM, Role.ADMIN),
            Optional.empty(),
            ALL,
            List.of("span"),
            ExportReason.REVIEW,
            ticket);
  }

  private String text(ExportAuditLog.Result result) {
    assertThat(result).isInstanceOf(ExportAuditLog.Result.File.class);
    return ((ExportAuditLog.Result.File) result).text();
  }

  @Test
  void the_first_line_says_who_took_it_when_and_why() {
    entries(2);
    List<String> lines = text(take("OPS-17")).lines().toList();
    assertThat(lines.getFirst())
        .contains("=Nadia", "person:" + new UUID(9, 9), "2026-11-22T12:00:00Z", "REVIEW OPS-17");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2))
        .contains("\"recipient.stripped\"", "\"DONE\"", "\"due_by=\"\"quoted\"\", and more\"")
        .endsWith("\"1\",\"7\"");
    assertThat(lines.get(3)).endsWith("\"waiting\",\"waiting\"");
  }

  @Test
  void an_export_is_in_the_log_before_a_single_entry_is_read() {
    entries(2);
    auditFails = true;
    assertThatThrownBy(() -> take("OPS-17")).hasMessageContaining("takes nothing");
    assertThat(readEntries).isZero();
    auditFails = false;
    take("OPS-17");
    assertThat(written).hasSize(1);
    assertThat(written.getFirst().action()).isEqualTo("audit.exported");
    assertThat(written.getFirst().facts())
        .containsEntry("reason", "REVIEW")
        .containsEntry("ticket", "OPS-17")
        .containsEntry("entries", "2")
        .containsEntry("filters", "span");
  }

  @Test
  void too_many_entries_are_refused_as_a_whole() {
    entries(ExportAuditLog.MOST + 1);
    assertThat(take("OPS-17")).isEqualTo(new ExportAuditLog.Result.TooMany(ExportAuditLog.MOST));
    assertThat(written).isEmpty();
    kept.removeFirst();
    assertThat(text(take("OPS-17")).lines()).hasSize(ExportAuditLog.MOST + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "Ada Lovelace, 12 St James's Square", "=cmd"})
  void an_export_without_a_ticket_of_its_form_is_refused(String ticket) {
    entries(1);
    assertThat(take(ticket)).isEqualTo(new ExportAuditLog.Result.NotSaid());
    assertThat(written).isEmpty();
  }

  @Test
  void nobody_but_an_admin_of_ours_gets_one() {
    for (Account other : List.of(person(SELLER, Role.SELLER_OWNER), person(SELLER, Role.ADMIN))) {
      assertThatThrownBy(
              () ->
                  export()
                      .of(other, Optional.empty(), ALL, List.of(), ExportReason.REVIEW, "OPS-17"))
          .isInstanceOf(SecurityException.class);
    }
    assertThat(written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\uFF1D1"})
  void a_cell_that_could_begin_a_formula_is_made_text(String value) {
    assertThat(Csv.cell(value)).isEqualTo("\"'" + value + "\"");
  }

  @Test
  void a_plain_cell_stays_as_it_is() {
    assertThat(Csv.cell("order:1-2=3")).isEqualTo("\"order:1-2=3\"");
    assertThat(Csv.cell("")).isEqualTo("\"\"");
  }
}
