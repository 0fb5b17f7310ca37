package org.lockkeeper.compliance.registers.imports;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.registers.Change;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.Registers;
import org.lockkeeper.compliance.registers.ScanEntries;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.compliance.registers.imports.WaitingImports.Waiting;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps of taking findings in; each commits by itself. */
@UseCase
public class ImportSteps {

  private final WaitingImports waiting;
  private final Registers registers;
  private final ScanEntries entries;
  private final EvidenceFiles files;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ImportSteps(
      WaitingImports waiting,
      Registers registers,
      ScanEntries entries,
      EvidenceFiles files,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.waiting = waiting;
    this.registers = registers;
    this.entries = entries;
    this.files = files;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a file would do, by the keys of its findings. */
  record Sorted(List<Finding> fresh, List<Match> known, List<Match> again, List<Entry> gone) {}

  /** A finding that has its entry. */
  record Match(Entry entry, Finding finding) {}

  void keep(Waiting fresh, byte[] closed) {
    waiting.add(fresh, closed);
  }

  Optional<Waiting> find(UUID id) {
    return waiting.find(id);
  }

  Optional<byte[]> closed(UUID id) {
    return waiting.closed(id);
  }

  boolean drop(UUID id) {
    return waiting.remove(id);
  }

  int dropBefore(Instant brought) {
    return waiting.removeBefore(brought);
  }

  /**
   * Whether the register has a newer scan of the tool; what is known of a tool is not undone by a
   * scan that was made before.
   */
  boolean older(String tool, LocalDate scannedOn) {
    return entries.newestScan(tool).filter(scannedOn::isBefore).isPresent();
  }

  /** Which findings are new, known, and there again, and which are gone. */
  Sorted sorted(Waiting file, Findings findings) {
    Map<String, Entry> byKey = new HashMap<>();
    registers.holdFindings(file.tool()).forEach(entry -> byKey.put(entry.key(), entry));
    List<Finding> fresh = new ArrayList<>();
    List<Match> known = new ArrayList<>();
    List<Match> again = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Finding each : findings.found()) {
      seen.add(each.key());
      Entry entry = byKey.get(each.key());
      if (entry == null) {
        fresh.add(each);
      } else if (entry.state() == EntryState.FIXED || entry.state() == EntryState.GONE) {
        again.add(new Match(entry, each));
      } else {
        known.add(new Match(entry, each));
      }
    }
    List<Entry> gone =
        file.complete()
            ? byKey.values().stream()
                .filter(entry -> entry.state() == EntryState.OPEN && !seen.contains(entry.key()))
                .filter(entry -> entry.key().startsWith("finding:"))
                .toList()
            : List.of();
    return new Sorted(fresh, known, again, gone);
  }

  /**
   * Takes the findings in, and makes an entry of the scan with the file; empty if the file does not
   * wait any more, or a newer scan of the tool was taken in meanwhile.
   */
  Optional<Entry> apply(Account by, Waiting file, Findings findings) {
    waiting.serialize(file.tool());
    if (older(file.tool(), file.scannedOn())) {
      return Optional.empty();
    }
    Optional<byte[]> closed = waiting.closed(file.id());
    if (closed.isEmpty() || !waiting.remove(file.id())) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Sorted sorted = sorted(file, findings);
    for (Finding each : sorted.fresh()) {
      Entry entry =
          entries.fresh(ids.next(), each.key(), each.title(), by.id(), details(each, file));
      registers.add(entry, entries.added(entry, by));
    }
    for (Match each : sorted.known()) {
      saveSeen(each, file, by, false);
    }
    for (Match each : sorted.again()) {
      saveSeen(each, file, by, true);
    }
    for (Entry each : sorted.gone()) {
      save(each, entries.gone(each), by, "not-found");
    }
    Entry scan = scan(by, file, findings);
    registers.add(scan, entries.added(scan, by));
    files.add(evidence(by, file, scan, now), closed.get());
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "register.imported",
        scan.object(),
        Map.of(
            "tool", file.tool(),
            "sha256", file.sha256(),
            "new", Integer.toString(sorted.fresh().size()),
            "known", Integer.toString(sorted.known().size()),
            "again", Integer.toString(sorted.again().size()),
            "gone", Integer.toString(sorted.gone().size())));
    return Optional.of(scan);
  }

  private void saveSeen(Match each, Waiting file, Account by, boolean reopen) {
    entries
        .seen(each.entry(), each.finding().title(), details(each.finding(), file), reopen)
        .ifPresent(entry -> save(each.entry(), entry, by, reopen ? "found-again" : "edited"));
  }

  private void save(Entry before, Entry fresh, Account by, String what) {
    Change line = entries.line(before, fresh, by, what);
    if (!registers.save(fresh, line)) {
      throw new IllegalStateException("an entry that is held was changed");
    }
  }

  private static Map<String, String> details(Finding each, Waiting file) {
    Map<String, String> details = new HashMap<>();
    details.put("severity", each.severity().name());
    each.cvss().ifPresent(score -> details.put("cvss", score));
    details.put("tool", file.tool());
    if (!each.rule().isEmpty()) {
      details.put("rule", each.rule());
    }
    if (!each.where().isEmpty()) {
      details.put("where", each.where());
    }
    details.put("found", file.scannedOn().toString());
    return details;
  }

  private Entry scan(Account by, Waiting file, Findings findings) {
    Map<String, String> details = new HashMap<>();
    details.put("scan-kind", file.scanKind());
    details.put("tool", file.tool());
    details.put("complete", file.complete() ? "YES" : "NO");
    details.put("findings", Integer.toString(findings.found().size()));
    details.put("done", file.scannedOn().toString());
    if (!file.release().isEmpty()) {
      details.put("release", file.release());
    }
    UUID id = ids.next();
    return entries.scan(id, file.tool() + " " + file.scannedOn(), by.id(), details);
  }

  private EvidenceFile evidence(Account by, Waiting file, Entry scan, Instant now) {
    return new EvidenceFile(
        file.id(),
        scan.id(),
        file.name(),
        file.type(),
        file.size(),
        file.sha256(),
        entries.expires(now),
        by.id(),
        now);
  }
}
