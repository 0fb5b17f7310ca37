package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.registers.RegisterPolicy.Span;

/**
 * What a scan makes of entries: weaknesses that are new, seen again, or gone, and the scan itself.
 * Writes nothing. A deadline is counted from the day a weakness was first found and never moves
 * later; one that was fixed and is there again has its old one.
 */
@Singleton
public class ScanEntries {

  private static final int MOST = 2_000;

  private final Registers registers;
  private final RegisterPolicy policy;
  private final Clock clock;

  @Inject
  public ScanEntries(Registers registers, RegisterPolicy policy, Clock clock) {
    this.registers = registers;
    this.policy = policy;
    this.clock = clock;
  }

  /** The day of the newest scan of a tool that counts. */
  public Optional<LocalDate> newestScan(String tool) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return registers.list(RegisterKind.SCAN, Registers.View.ALL, today, MOST).stream()
        .filter(entry -> entry.detail("tool").equals(tool))
        .flatMap(entry -> EntryDays.done(entry).stream())
        .max(Comparator.naturalOrder());
  }

  /** The first day on which a file that is kept now shows nothing any more. */
  public LocalDate expires(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().plus(policy.of(Span.EVIDENCE_VALID));
  }

  /** A weakness that was not known. */
  public Entry fresh(UUID id, String key, String title, UUID owner, Map<String, String> details) {
    LocalDate fixBy = EntryRules.fixBy(details, Optional.empty(), policy);
    return entry(
        id, RegisterKind.VULNERABILITY, key, title, owner, EntryState.OPEN, fixBy, details);
  }

  /** The scan itself. */
  public Entry scan(UUID id, String title, UUID owner, Map<String, String> details) {
    Instant now = clock.instant();
    return new Entry(
        id,
        RegisterKind.SCAN,
        id.toString(),
        title,
        owner,
        EntryState.DONE,
        Optional.empty(),
        Optional.empty(),
        details,
        now,
        now,
        1);
  }

  private Entry entry(
      UUID id,
      RegisterKind kind,
      String key,
      String title,
      UUID owner,
      EntryState state,
      LocalDate fixBy,
      Map<String, String> details) {
    Instant now = clock.instant();
    return new Entry(
        id,
        kind,
        key,
        title,
        owner,
        state,
        Optional.of(fixBy),
        Optional.of(fixBy),
        details,
        now,
        now,
        1);
  }

  /**
   * A weakness that is known, as the scan tells it now.
   *
   * @param reopen whether it was taken for fixed or gone
   * @return empty if nothing is another
   */
  public Optional<Entry> seen(
      Entry before, String title, Map<String, String> said, boolean reopen) {
    Map<String, String> details = new HashMap<>(before.details());
    details.remove("cvss");
    details.putAll(said);
    details.put("found", before.detail("found"));
    if (reopen) {
      details.remove("fixed");
    }
    EntryState state = reopen ? EntryState.OPEN : before.state();
    boolean same = !reopen && details.equals(before.details()) && title.equals(before.title());
    return same ? Optional.empty() : Optional.of(next(before, title, state, details));
  }

  /** A weakness that a whole scan does not find any more. */
  public Entry gone(Entry before) {
    return next(before, before.title(), EntryState.GONE, before.details());
  }

  private Entry next(Entry before, String title, EntryState state, Map<String, String> details) {
    Entry fresh =
        new Entry(
            before.id(),
            before.kind(),
            before.key(),
            title,
            before.owner(),
            state,
            Optional.empty(),
            Optional.of(EntryRules.fixBy(details, before.fixBy(), policy)),
            details,
            before.createdAt(),
            clock.instant(),
            before.version() + 1);
    return KeepRegister.with(fresh, EntryRules.due(fresh, policy));
  }

  /** The first line of an entry's history. */
  public Change added(Entry fresh, Account by) {
    return new Change(
        fresh.id(),
        fresh.createdAt(),
        Optional.of(by.id()),
        "added",
        "",
        KeepRegister.differences(Map.of(), fresh));
  }

  /** A line of an entry's history. */
  public Change line(Entry before, Entry fresh, Account by, String what) {
    return new Change(
        fresh.id(),
        fresh.changedAt(),
        Optional.of(by.id()),
        what,
        "",
        KeepRegister.differences(before, fresh));
  }
}
