package org.lockkeeper.compliance.settings.change;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingBook;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Proposes changes of settings, and has another person decide. */
@UseCase
public class ChangeSettings {

  private static final int HISTORY = 50;
  private static final int LONGEST_WHY = 300;

  private final SettingChanges changes;
  private final SettingBook book;
  private final SettingRules rules;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ChangeSettings(
      SettingChanges changes,
      SettingBook book,
      SettingRules rules,
      TwoPeople two,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.changes = changes;
    this.book = book;
    this.rules = rules;
    this.two = two;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** Another proposal of the same setting waits. */
    WAITS,
    /** It is looser than the policy, or cannot be read. */
    LOOSER,
    /** It holds already. */
    SAME,
    /** The reason is missing, or has something in it that must not be written down. */
    REASON,
    /** Who proposed it does not agree to it. */
    OWN,
    /** There is no such proposal that waits. */
    NOT_THERE
  }

  /** What holds now; what is as the policy says is left out. */
  public Map<Setting, String> now() {
    return book.now();
  }

  /** Proposals and what became of them, the newest first. */
  public List<SettingChange> history() {
    return changes.newest(HISTORY);
  }

  /** Proposes a change; empty text takes the choice back to what the policy says. */
  public Outcome propose(Account by, Setting setting, String typed, String why) {
    Optional<String> accepted = rules.accepted(setting, typed);
    if (accepted.isEmpty()) {
      return Outcome.LOOSER;
    }
    Optional<String> chosen = accepted.filter(text -> !text.isEmpty());
    Optional<String> was = Optional.ofNullable(book.now().get(setting));
    if (chosen.equals(was)) {
      return Outcome.SAME;
    }
    if (why.length() > LONGEST_WHY || PlainNote.fault(why).isPresent()) {
      return Outcome.REASON;
    }
    SettingChange fresh =
        new SettingChange(
            ids.next(),
            setting,
            was,
            chosen,
            why.strip(),
            by.id(),
            clock.instant(),
            SettingChange.State.PROPOSED,
            Optional.empty(),
            Optional.empty());
    if (!changes.propose(fresh)) {
      return Outcome.WAITS;
    }
    record(by, "setting.proposed", fresh);
    return Outcome.DONE;
  }

  /** Another person agrees, or does not. */
  public Outcome decide(Account by, UUID id, boolean agreed) {
    Optional<SettingChange> found = waiting(id);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    SettingChange change = found.get();
    if (!two.differ(by, change.proposedBy())) {
      record(by, "setting.denied", change);
      return Outcome.OWN;
    }
    // An edition of a policy may have come since it was proposed.
    if (agreed && rules.accepted(change.setting(), change.chosen().orElse("")).isEmpty()) {
      return Outcome.LOOSER;
    }
    changes.decide(
        id,
        agreed ? SettingChange.State.IN_FORCE : SettingChange.State.REFUSED,
        by.id(),
        clock.instant());
    record(by, agreed ? "setting.changed" : "setting.refused", change);
    return Outcome.DONE;
  }

  /** Who proposed it takes it back. */
  public Outcome withdraw(Account by, UUID id) {
    Optional<SettingChange> found =
        waiting(id).filter(change -> change.proposedBy().equals(by.id()));
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    changes.decide(id, SettingChange.State.WITHDRAWN, by.id(), clock.instant());
    record(by, "setting.withdrawn", found.get());
    return Outcome.DONE;
  }

  private Optional<SettingChange> waiting(UUID id) {
    return changes.hold(id).filter(one -> one.state() == SettingChange.State.PROPOSED);
  }

  /** Words that people chose are not in the log; what was decided is, by its number. */
  private void record(Account by, String word, SettingChange change) {
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        word,
        "setting:" + change.setting().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Map.of("change", change.id().toString()));
  }
}
