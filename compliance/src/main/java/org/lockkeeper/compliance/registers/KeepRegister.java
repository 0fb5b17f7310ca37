package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.registers.RegisterPolicy.Span;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Keeps the registers: people add entries, edit them, and make of them what {@link Move} tells;
 * each with a line of history and one of the audit log.
 */
@UseCase
public class KeepRegister {

  /** The registers that somebody says are complete. */
  private static final Set<RegisterKind> CONFIRMED =
      Set.of(RegisterKind.ASSET, RegisterKind.SUB_PROCESSOR);

  /** What never changes once it was entered. */
  private static final Map<RegisterKind, Set<String>> FIXED =
      Map.of(
          RegisterKind.VULNERABILITY,
          Set.of("found", "tool"),
          RegisterKind.CHANGE,
          Set.of("change-kind"));

  private static final int MOST = 500;
  private static final int WHOLE = 20_000;
  private static final int CONFIRMATIONS = 20;

  private final Registers registers;
  private final RegisterDates dates;
  private final RegisterPolicy policy;
  private final Accounts accounts;
  private final TwoPeople two;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public KeepRegister(
      Registers registers,
      RegisterDates dates,
      RegisterPolicy policy,
      Accounts accounts,
      TwoPeople two,
      TellPeople tell,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.registers = registers;
    this.dates = dates;
    this.policy = policy;
    this.accounts = accounts;
    this.two = two;
    this.tell = tell;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    /** There is no such entry, or nothing of the kind is entered here. */
    NOT_THERE,
    /** A field is not right. */
    FAULTY,
    /** Somebody else changed it meanwhile. */
    CHANGED,
    /** As it stands, that cannot be made of it. */
    NOT_NOW,
    /** A note is missing, too long, or has something in it that must not be there. */
    NOTE,
    /** It has to be another person than those who wrote on it. */
    ANOTHER_PERSON,
    /** The day until which a weakness is accepted is missing, past, or too far ahead. */
    UNTIL,
    /** After a big change the plan has to be reviewed and a whole scan made first. */
    FOLLOW_UP,
    /** Something in the register is overdue. */
    OVERDUE,
    /** Nothing is entered; what is empty cannot be complete. */
    EMPTY
  }

  /** What became of a wish, with the entry or what is wrong. */
  public record Result(Outcome outcome, Optional<Entry> entry, List<Draft.Fault> faults) {
    static Result of(Outcome outcome) {
      return new Result(outcome, Optional.empty(), List.of());
    }

    static Result of(Entry entry) {
      return new Result(Outcome.DONE, Optional.of(entry), List.of());
    }
  }

  /**
   * A register as it stands.
   *
   * @param last when its duty was last done
   * @param said what was last said of the whole register
   */
  public record Standing(
      RegisterKind kind,
      Registers.Count count,
      Optional<LocalDate> last,
      Optional<Confirmation> said) {}

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** All registers but trainings. */
  public List<Standing> standings() {
    LocalDate today = today();
    LocalDate soon = today.plus(policy.reminders().getLast());
    Map<RegisterKind, Registers.Count> counts = registers.counts(today, soon);
    List<Standing> all = new ArrayList<>();
    for (RegisterKind kind : RegisterKind.values()) {
      if (kind != RegisterKind.TRAINING) {
        all.add(
            new Standing(
                kind,
                counts.getOrDefault(kind, new Registers.Count(0, 0, 0, 0)),
                kind.clock().flatMap(dates::day),
                registers.confirmations(kind, 1).stream().findFirst()));
      }
    }
    return all;
  }

  /** The entries of a register, {@value #MOST} at most. */
  public List<Entry> list(RegisterKind kind, Registers.View view) {
    return registers.list(kind, view, today(), MOST);
  }

  public Optional<Entry> find(UUID id) {
    return registers.find(id);
  }

  /** The history of an entry, the newest first. */
  public List<Change> history(UUID id) {
    return registers.history(id);
  }

  /** What was said of a register, the newest first. */
  public List<Confirmation> confirmations(RegisterKind kind) {
    return registers.confirmations(kind, CONFIRMATIONS);
  }

  /** Whether somebody says of a register that it is complete. */
  public static boolean confirmable(RegisterKind kind) {
    return CONFIRMED.contains(kind);
  }

  /** Whether an entry may be edited as it stands. */
  public static boolean editable(Entry entry) {
    return EntryRules.edited(entry.state()).isPresent();
  }

  /** Whether a field stays as it was entered. */
  public static boolean fixed(RegisterKind kind, String field) {
    return FIXED.getOrDefault(kind, Set.of()).contains(field);
  }

  /** Adds an entry. */
  public Result add(Account by, RegisterKind kind, Draft draft) {
    if (Field.of(kind).isEmpty()) {
      return Result.of(Outcome.NOT_THERE);
    }
    Optional<Result> faulty = faulty(kind, draft);
    if (faulty.isPresent()) {
      return faulty.get();
    }
    Instant now = clock.instant();
    UUID id = ids.next();
    Map<String, String> details = trimmed(kind, draft);
    Entry fresh =
        new Entry(
            id,
            kind,
            id.toString(),
            draft.title().strip(),
            draft.owner(),
            EntryRules.first(kind, details),
            Optional.empty(),
            kind == RegisterKind.VULNERABILITY
                ? Optional.of(EntryRules.fixBy(details, Optional.empty(), policy))
                : Optional.empty(),
            details,
            now,
            now,
            1);
    Entry entry = with(fresh, EntryRules.due(fresh, policy));
    registers.add(
        entry,
        new Change(id, now, Optional.of(by.id()), "added", "", differences(Map.of(), entry)));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "register.added",
        entry.object(),
        Map.of("register", kind.word(), "state", entry.state().name()));
    return Result.of(entry);
  }

  private Optional<Result> faulty(RegisterKind kind, Draft draft) {
    List<Draft.Fault> faults = new ArrayList<>(draft.faults(kind, today()));
    Instant now = clock.instant();
    boolean ours =
        accounts.all(SellerId.PLATFORM).stream()
            .anyMatch(account -> account.id().equals(draft.owner()) && account.welcomeAt(now));
    if (!ours) {
      faults.add(new Draft.Fault("owner", Draft.Wrong.OWNER));
    }
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(new Result(Outcome.FAULTY, Optional.empty(), faults));
  }

  private static Map<String, String> trimmed(RegisterKind kind, Draft draft) {
    Map<String, String> kept = new TreeMap<>();
    for (Field field : Field.of(kind)) {
      String value = draft.details().getOrDefault(field.name(), "").strip();
      if (!value.isEmpty()) {
        kept.put(field.name(), value);
      }
    }
    return kept;
  }

  static Entry with(Entry entry, Optional<LocalDate> due) {
    return new Entry(
        entry.id(),
        entry.kind(),
        entry.key(),
        entry.title(),
        entry.owner(),
        entry.state(),
        due,
        entry.fixBy(),
        entry.details(),
        entry.createdAt(),
        entry.changedAt(),
        entry.version());
  }

  /**
   * Changes what is entered. What somebody agreed to is asked for again.
   *
   * @param version that was read
   */
  public Result edit(Account by, UUID id, int version, Draft draft) {
    Optional<Entry> held = registers.hold(id);
    if (held.isEmpty()) {
      return Result.of(Outcome.NOT_THERE);
    }
    Entry before = held.get();
    if (before.version() != version) {
      return Result.of(Outcome.CHANGED);
    }
    Optional<EntryState> state = EntryRules.edited(before.state());
    if (state.isEmpty()) {
      return Result.of(Outcome.NOT_NOW);
    }
    Optional<Result> faulty = faulty(before.kind(), draft);
    if (faulty.isPresent()) {
      return faulty.get();
    }
    Map<String, String> details = new HashMap<>(before.details());
    Field.of(before.kind()).forEach(field -> details.remove(field.name()));
    details.putAll(trimmed(before.kind(), draft));
    List<Draft.Fault> moved =
        FIXED.getOrDefault(before.kind(), Set.of()).stream()
            .filter(field -> !before.detail(field).equals(details.getOrDefault(field, "")))
            .map(field -> new Draft.Fault(field, Draft.Wrong.DAY))
            .toList();
    if (!moved.isEmpty()) {
      return new Result(Outcome.FAULTY, Optional.empty(), moved);
    }
    Entry fresh =
        next(before, draft.title().strip(), draft.owner(), state.get(), details, clock.instant());
    return saved(by, before, fresh, "edited", "");
  }

  private Entry next(
      Entry before,
      String title,
      UUID owner,
      EntryState state,
      Map<String, String> details,
      Instant now) {
    Entry fresh =
        new Entry(
            before.id(),
            before.kind(),
            before.key(),
            title,
            owner,
            state,
            Optional.empty(),
            before.kind() == RegisterKind.VULNERABILITY
                ? Optional.of(EntryRules.fixBy(details, before.fixBy(), policy))
                : Optional.empty(),
            details,
            before.createdAt(),
            now,
            before.version() + 1);
    return with(fresh, EntryRules.due(fresh, policy));
  }

  private Result saved(Account by, Entry before, Entry fresh, String what, String note) {
    Map<String, String> was = words(before);
    Change line =
        new Change(
            fresh.id(),
            fresh.changedAt(),
            Optional.of(by.id()),
            what,
            note,
            differences(was, fresh));
    if (!registers.save(fresh, line)) {
      return Result.of(Outcome.CHANGED);
    }
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "register." + what,
        fresh.object(),
        Map.of(
            "register",
            fresh.kind().word(),
            "was",
            before.state().name(),
            "state",
            fresh.state().name()));
    return Result.of(fresh);
  }

  private static Map<String, String> words(Entry entry) {
    Map<String, String> words = new TreeMap<>(entry.details());
    words.put("title", entry.title());
    words.put("owner", entry.owner().toString());
    words.put("state", entry.state().name());
    entry.due().ifPresent(due -> words.put("due", due.toString()));
    entry.fixBy().ifPresent(day -> words.put("fix-by", day.toString()));
    return words;
  }

  /** What became another, field by field. */
  static List<Change.Difference> differences(Map<String, String> was, Entry fresh) {
    Map<String, String> became = words(fresh);
    Set<String> fields = new TreeSet<>(was.keySet());
    fields.addAll(became.keySet());
    return fields.stream()
        .map(
            field ->
                new Change.Difference(
                    field, was.getOrDefault(field, ""), became.getOrDefault(field, "")))
        .filter(each -> !each.was().equals(each.became()))
        .toList();
  }

  /** What became another between two versions. */
  static List<Change.Difference> differences(Entry before, Entry fresh) {
    return differences(words(before), fresh);
  }

  /**
   * Makes something of an entry.
   *
   * @param version that was read
   * @param note what is said to it
   * @param until the day until which a weakness is to be accepted; empty otherwise
   */
  public Result move(
      Account by, UUID id, int version, Move move, String note, Optional<LocalDate> until) {
    Optional<Entry> held = registers.hold(id);
    if (held.isEmpty()) {
      return Result.of(Outcome.NOT_THERE);
    }
    Entry before = held.get();
    if (before.version() != version) {
      return Result.of(Outcome.CHANGED);
    }
    if (!Move.of(before).contains(move)) {
      return Result.of(Outcome.NOT_NOW);
    }
    String said = note.strip();
    if (said.length() > PlainNote.LONGEST
        || (said.isEmpty() && move.needsNote())
        || Draft.isPersonal(said)) {
      return Result.of(Outcome.NOTE);
    }
    if (move.needsAnother()
        && registers.writers(id).stream().anyMatch(writer -> !two.differ(by, writer))) {
      return Result.of(Outcome.ANOTHER_PERSON);
    }
    if (move == Move.FINISH && EntryRules.wantsFollowUp(before) && !followedUp(before)) {
      return Result.of(Outcome.FOLLOW_UP);
    }
    LocalDate today = today();
    Map<String, String> details = new HashMap<>(before.details());
    move.stamp().ifPresent(field -> details.put(field, today.toString()));
    if (move == Move.ASK_ACCEPTANCE) {
      Optional<LocalDate> good =
          until
              .filter(day -> day.isAfter(today))
              .filter(day -> !day.isAfter(today.plus(policy.of(Span.ACCEPT_MOST))));
      if (good.isEmpty()) {
        return Result.of(Outcome.UNTIL);
      }
      details.put("until", good.get().toString());
    }
    EntryState to = move == Move.CARRY_OUT ? EntryRules.carriedOut(before) : move.to();
    Entry fresh = next(before, before.title(), before.owner(), to, details, clock.instant());
    Result result = saved(by, before, fresh, move.word(), said);
    if (result.outcome() == Outcome.DONE && move == Move.CARRY_OUT) {
      fresh.due().ifPresent(due -> tellOfFollowUp(fresh, due));
    }
    return result;
  }

  private boolean followedUp(Entry change) {
    return EntryDays.day(change, "plan-reviewed").isPresent()
        && EntryDays.day(change, "carried").filter(dates::scannedSince).isPresent();
  }

  /** A big change raises a review of the plan and a scan. */
  private void tellOfFollowUp(Entry change, LocalDate due) {
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.CHANGE_FOLLOW_UP,
        change.object(),
        "lockkeeper",
        change.id().toString().substring(24),
        due.atStartOfDay(ZoneOffset.UTC).toInstant(),
        0);
  }

  /**
   * Says that a register is complete; of an empty one, that there is nothing to enter. A list of
   * assets is never empty: the product runs on something.
   */
  public Outcome confirm(Account by, RegisterKind kind, String statement) {
    if (!confirmable(kind)) {
      return Outcome.NOT_THERE;
    }
    String said = statement.strip();
    if (said.isEmpty() || said.length() > PlainNote.LONGEST || Draft.isPersonal(said)) {
      return Outcome.NOTE;
    }
    LocalDate today = today();
    List<Entry> living = registers.list(kind, Registers.View.LIVING, today, WHOLE);
    if (living.stream().anyMatch(entry -> entry.overdueOn(today))) {
      return Outcome.OVERDUE;
    }
    // That there is no outside party is what was promised; that nothing is used cannot be.
    if (living.isEmpty() && kind == RegisterKind.ASSET) {
      return Outcome.EMPTY;
    }
    Confirmation fresh =
        new Confirmation(
            ids.next(), kind, today, by.id(), said, living.size(), digest(living), clock.instant());
    registers.confirm(fresh);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "register.confirmed",
        "register:" + kind.word(),
        Map.of("entries", Integer.toString(living.size()), "sha256", fresh.digest()));
    return Outcome.DONE;
  }

  private static String digest(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    entries.stream()
        .sorted(Comparator.comparing(Entry::id))
        .forEach(entry -> text.append(entry.id()).append(' ').append(entry.version()).append('\n'));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A register as a file with commas; the audit log says who took it before it is given. */
  public String export(Account by, RegisterKind kind) {
    List<Entry> all = registers.list(kind, Registers.View.ALL, today(), WHOLE);
    Set<String> fields = new TreeSet<>();
    all.forEach(entry -> fields.addAll(entry.details().keySet()));
    Csv csv = new Csv();
    List<String> head =
        new ArrayList<>(List.of("id", "title", "owner", "state", "due", "fix-by", "changed"));
    head.addAll(fields);
    csv.line(head);
    for (Entry entry : all) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  entry.id().toString(),
                  entry.title(),
                  entry.owner().toString(),
                  entry.state().name(),
                  entry.due().map(LocalDate::toString).orElse(""),
                  entry.fixBy().map(LocalDate::toString).orElse(""),
                  entry.changedAt().toString()));
      fields.forEach(field -> cells.add(entry.detail(field)));
      csv.line(cells);
    }
    audit.recordFirst(
        SellerId.PLATFORM,
        by.actor(),
        "register.exported",
        "register:" + kind.word(),
        Map.of("rows", Integer.toString(all.size())));
    return csv.toString();
  }
}
