package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Reminds of what is due in the registers, once for each register, day and reminder, and ends
 * acceptances whose day has passed.
 */
@UseCase
public class RemindOfRegisters {

  private static final Actor.Task TASK = new Actor.Task("registers");
  private static final int MOST = 5_000;

  private final Registers registers;
  private final EvidenceFiles files;
  private final RegisterPolicy policy;
  private final TellPeople tell;
  private final AuditTrail audit;

  @Inject
  public RemindOfRegisters(
      Registers registers,
      EvidenceFiles files,
      RegisterPolicy policy,
      TellPeople tell,
      AuditTrail audit) {
    this.registers = registers;
    this.files = files;
    this.policy = policy;
    this.tell = tell;
    this.audit = audit;
  }

  /** Does it for a moment. */
  public void asOf(Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate last = today.plus(policy.reminders().getLast());
    endAcceptances(now, today);
    Map<LocalDate, Map<RegisterKind, List<Entry>>> due =
        registers.dueBy(last, MOST).stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.due().orElseThrow(),
                    TreeMap::new,
                    Collectors.groupingBy(Entry::kind)));
    due.forEach(
        (day, kinds) ->
            kinds.forEach(
                (kind, entries) ->
                    before(today, day)
                        .ifPresent(
                            days ->
                                tell(
                                    Notice.Kind.REGISTER_DUE,
                                    "register:" + kind.word() + "/" + day,
                                    kind.source() + ": " + entries.size(),
                                    day,
                                    days))));
    files.expiring(today, last, MOST).stream()
        .collect(Collectors.groupingBy(EvidenceFile::expiresOn, Collectors.counting()))
        .forEach(
            (day, count) ->
                before(today, day)
                    .ifPresent(
                        days ->
                            tell(
                                Notice.Kind.EVIDENCE_ENDS,
                                "register:evidence/" + day,
                                "R-04: " + count,
                                day,
                                days)));
  }

  private void tell(Notice.Kind kind, String subject, String label, LocalDate day, int days) {
    tell.of(
        SellerId.PLATFORM,
        kind,
        subject,
        "lockkeeper",
        label,
        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
        days);
  }

  /** Which reminder it is; 0 once the day has passed. */
  private Optional<Integer> before(LocalDate today, LocalDate day) {
    return today.isAfter(day)
        ? Optional.of(0)
        : policy.reminders().stream()
            .filter(span -> !today.isBefore(day.minus(span)))
            .map(Period::getDays)
            .findFirst();
  }

  /** What was accepted until a day is a weakness again after it, with its first deadline. */
  private void endAcceptances(Instant now, LocalDate today) {
    List<Entry> ended =
        registers.dueBy(today.minusDays(1), MOST).stream()
            .filter(entry -> entry.state() == EntryState.ACCEPTED)
            .toList();
    for (Entry each : ended) {
      registers
          .hold(each.id())
          .filter(entry -> entry.state() == EntryState.ACCEPTED && entry.overdueOn(today))
          .ifPresent(entry -> reopen(entry, now));
    }
  }

  private void reopen(Entry before, Instant now) {
    Entry fresh =
        new Entry(
            before.id(),
            before.kind(),
            before.key(),
            before.title(),
            before.owner(),
            EntryState.OPEN,
            before.fixBy(),
            before.fixBy(),
            before.details(),
            before.createdAt(),
            now,
            before.version() + 1);
    boolean saved =
        registers.save(
            fresh,
            new Change(
                fresh.id(),
                now,
                Optional.empty(),
                "acceptance-ended",
                "",
                KeepRegister.differences(before, fresh)));
    if (saved) {
      audit.record(
          SellerId.PLATFORM,
          TASK,
          "register.acceptance-ended",
          fresh.object(),
          Map.of("register", fresh.kind().word(), "was", before.state().name()));
    }
  }
}
