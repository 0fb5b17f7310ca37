package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterKind;

/** A pack tells what answers stand on, and nothing that helps whoever would use a weakness. */
class RegisterExtractTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void an_entry_is_told_by_state_days_and_digests_and_never_by_title_or_place() {
    MemoryRegisters kept = new MemoryRegisters();
    UUID scan =
        kept.shown(
            RegisterKind.SCAN, EntryState.DONE, NOON, "done", "2026-11-20", "complete", "YES");
    UUID open =
        kept.enter(
            RegisterKind.VULNERABILITY,
            EntryState.OPEN,
            NOON,
            "severity",
            "HIGH",
            "where",
            "mail.example",
            "rule",
            "CVE-2026-10002",
            "found",
            "2026-11-20",
            "fix-by",
            "2026-12-20");
    UUID fixed =
        kept.enter(
            RegisterKind.VULNERABILITY,
            EntryState.FIXED,
            NOON,
            "severity",
            "LOW",
            "fixed",
            "2026-11-19");
    String told = OwnExtracts.Entries.entries(kept, kept.files).read(NOON).toString();
    assertThat(told)
        .contains(scan.toString(), "2026-11-20", "0".repeat(64), fixed.toString(), "LOW", "living")
        .doesNotContain(
            "Something", open.toString(), "HIGH", "2026-12-20", "OPEN", "mail.example", "CVE");
  }
}
