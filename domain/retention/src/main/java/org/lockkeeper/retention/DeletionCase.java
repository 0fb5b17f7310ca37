package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * One duty to delete: whose data, why, by when, and how far it has come. Knows
 * which stage may follow which.
 */
public final class DeletionCase {

  private final DeletionCaseId id;
  private final SellerId seller;
  private final CaseScope scope;
  private final Trigger trigger;
  private final List<String> channels;
  private final Instant requestedAt;
  private final LocalDate edition;
  private final String operator;
  private Set<Trigger> joined;
  private Instant dueBy;
  private Stage stage;
  private Optional<Waiting> waiting;
  private Optional<Instant> erasedAt;
  private Optional<Instant> backupsEndAt;
  private Optional<Instant> keysDestroyedAt;
  private Optional<Instant> resumeAt;
  private Optional<Instant> warnedAt;

  private DeletionCase(Snapshot s) {
    id = s.id();
    seller = s.seller();
    scope = s.scope();
    trigger = s.trigger();
    channels = s.channels();
    requestedAt = s.requestedAt();
    edition = s.edition();
    operator = s.operator();
    joined = s.joined();
    dueBy = s.dueBy();
    stage = s.stage();
    waiting = s.waiting();
    erasedAt = s.erasedAt();
    backupsEndAt = s.backupsEndAt();
    keysDestroyedAt = s.keysDestroyedAt();
    resumeAt = s.resumeAt();
    warnedAt = s.warnedAt();
  }

  /**
   * A new case. It begins at once, or after the cooling-off of its trigger.
   *
   * @param channels the connections that it concerns, each as {@code platform/account}
   * @param operator who asked, as in the audit log
   * @param since from when the days count; the time to take it back counts from {@code now}
   */
  public static DeletionCase opened(
      DeletionCaseId id,
      SellerId seller,
      CaseScope scope,
      Trigger trigger,
      List<String> channels,
      String operator,
      CaseRules rules,
      Instant since,
      Instant now) {
    Duration rest = rules.coolingOff(trigger);
    Stage stage = rest.isZero() ? new Stage.Open(now) : new Stage.CoolingOff(now, now.plus(rest));
    return fresh(id, seller, scope, trigger, channels, operator, rules, since, stage);
  }

  /** A new case that a second admin has to agree to. */
  public static DeletionCase proposed(
      DeletionCaseId id,
      SellerId seller,
      CaseScope scope,
      Trigger trigger,
      List<String> channels,
      UUID admin,
      String operator,
      CaseRules rules,
      Instant now) {
    return fresh(
        id, seller, scope, trigger, channels, operator, rules, now, new Stage.Proposed(now, admin));
  }

  private static DeletionCase fresh(
      DeletionCaseId id,
      SellerId seller,
      CaseScope scope,
      Trigger trigger,
      List<String> channels,
      String operator,
      CaseRules rules,
      Instant since,
      Stage stage) {
    return new DeletionCase(
        new Snapshot(
            id,
            seller,
            scope,
            trigger,
            Set.of(),
            channels,
            since,
            since.plus(rules.due()),
            rules.edition(),
            operator,
            stage,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Brings a stored case back. */
  public static DeletionCase restore(Snapshot snapshot) {
    return new DeletionCase(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(
        id,
        seller,
        scope,
        trigger,
        joined,
        channels,
        requestedAt,
        dueBy,
        edition,
        operator,
        stage,
        waiting,
        erasedAt,
        backupsEndAt,
        keysDestroyedAt,
        resumeAt,
        warnedAt);
  }

  public DeletionCaseId id() {
    return id;
  }

  public Stage stage() {
    return stage;
  }

  /** Whether this case does what a wish with this scope asks for. */
  public boolean covers(CaseScope wish) {
    if (!stage.live()) {
      return false;
    }
    return switch (scope) {
      case CaseScope.WholeSeller w -> wish instanceof CaseScope.WholeSeller || stage.decided();
      case CaseScope.OneAccount own ->
          wish instanceof CaseScope.OneAccount other
              && own.connections().containsAll(other.connections());
      case CaseScope.Buyers own ->
          wish instanceof CaseScope.Buyers other && own.orders().containsAll(other.orders());
    };
  }

  /**
   * The same is asked for again. The earlier due instant holds; who may not be kept waiting ends
   * the cooling-off.
   *
   * @return whether this case has to begin now
   */
  public boolean join(Trigger again, CaseRules rules, Instant now) {
    if (again != trigger) {
      Set<Trigger> all = new LinkedHashSet<>(joined);
      all.add(again);
      joined = Set.copyOf(all);
    }
    Instant due = now.plus(rules.due());
    dueBy = due.isBefore(dueBy) ? due : dueBy;
    return rules.coolingOff(again).isZero() && startNow(now);
  }

  /**
   * The second admin agrees.
   *
   * @return false if it is not proposed, or by this admin
   */
  public boolean confirm(UUID admin, Instant now) {
    if (stage instanceof Stage.Proposed p && !p.by().equals(admin)) {
      stage = new Stage.Open(now);
      return true;
    }
    return false;
  }

  /**
   * Ends the cooling-off before its time.
   *
   * @return false if there is none
   */
  public boolean startNow(Instant now) {
    if (stage instanceof Stage.CoolingOff) {
      stage = new Stage.Open(now);
      return true;
    }
    return false;
  }

  /**
   * Takes the case back.
   *
   * @return false once it is too late, or where the law does not allow it
   */
  public boolean withdraw(Instant now) {
    return switch (stage) {
      case Stage.Proposed p -> withdrawn(now);
      case Stage.CoolingOff c -> now.isBefore(c.until()) && withdrawn(now);
      case Stage.Open o -> false;
      case Stage.Erasing e -> false;
      case Stage.Verified v -> false;
      case Stage.Closed c -> false;
      case Stage.Withdrawn w -> false;
    };
  }

  private boolean withdrawn(Instant now) {
    stage = new Stage.Withdrawn(now);
    return true;
  }

  /**
   * Goes to work.
   *
   * @return whether there is something to do now
   */
  public boolean begin(Instant now) {
    return switch (stage) {
      case Stage.Proposed p -> false;
      case Stage.CoolingOff c -> {
        if (now.isBefore(c.until())) {
          yield false;
        }
        stage = new Stage.Erasing(now);
        yield true;
      }
      case Stage.Open o -> {
        stage = new Stage.Erasing(now);
        yield true;
      }
      case Stage.Erasing e -> true;
      case Stage.Verified v -> false;
      case Stage.Closed c -> false;
      case Stage.Withdrawn w -> false;
    };
  }

  /** Notes what the work waits for, or that it waits for nothing. */
  public void waits(Optional<Waiting> reason) {
    waiting = reason;
  }

  /**
   * Every store has proved zero.
   *
   * @param backupsEnd the first instant at which no backup holds any of it
   * @param holdEnds when the first legal hold ends that kept something back
   * @throws IllegalStateException unless the case is erasing
   */
  public void verified(Instant now, Instant backupsEnd, Optional<Instant> holdEnds) {
    if (!(stage instanceof Stage.Erasing)) {
      throw new IllegalStateException("case " + id + " is not erasing");
    }
    stage = new Stage.Verified(now);
    waiting = Optional.empty();
    erasedAt = Optional.of(now);
    backupsEndAt = Optional.of(backupsEnd);
    resumeAt = holdEnds;
  }

  /**
   * No backup can be read any more, because it has ended or because no key is left.
   *
   * @return false if it was said before, or something is still held
   */
  public boolean closed(Optional<Instant> keysDestroyed, Instant now) {
    if (!(stage instanceof Stage.Verified)) {
      return false;
    }
    stage = new Stage.Closed(now);
    keysDestroyedAt = keysDestroyed;
    return true;
  }

  /** A case follows for what a legal hold kept back. */
  public void resumed() {
    resumeAt = Optional.empty();
  }

  /**
   * Our own people are told that the due instant comes near and the case is not done.
   *
   * @return false if they were told before, or there is nothing to tell
   */
  public boolean warn(CaseRules rules, Instant now) {
    if (!stage.live() || warnedAt.isPresent() || now.isBefore(dueBy.minus(rules.warnBefore()))) {
      return false;
    }
    warnedAt = Optional.of(now);
    return true;
  }

  /** What a case waits for. */
  public enum Reason {
    /** Parcels that are on their way. */
    UNDER_WAY,
    /** The platform has to be told that the grant has ended. */
    PLATFORM,
    /** The database, the key service or the secret store does not answer. */
    OUTAGE
  }

  /**
   * What a case waits for, and when it goes on by itself.
   *
   * @param count how many of it, where it can be counted
   */
  public record Waiting(Reason reason, long count, Instant until) {}

  /**
   * The state of a case, for storage, pages and tests.
   *
   * @param joined further triggers that asked for the same
   * @param channels the connections that it concerns, each as {@code platform/account}
   * @param dueBy the instant by which everything has to be gone
   * @param operator who asked, as in the audit log
   * @param resumeAt when a legal hold ends that kept something back
   * @param warnedAt when our own people were told that it is not done
   */
  public record Snapshot(
      DeletionCaseId id,
      SellerId seller,
      CaseScope scope,
      Trigger trigger,
      Set<Trigger> joined,
      List<String> channels,
      Instant requestedAt,
      Instant dueBy,
      LocalDate edition,
      String operator,
      Stage stage,
      Optional<Waiting> waiting,
      Optional<Instant> erasedAt,
      Optional<Instant> backupsEndAt,
      Optional<Instant> keysDestroyedAt,
      Optional<Instant> resumeAt,
      Optional<Instant> warnedAt) {

    public Snapshot {
      joined = Set.copyOf(joined);
      channels = List.copyOf(channels);
    }

    /** Whether it should be done by now. */
    public boolean overdue(Instant now) {
      return stage.live() && !now.isBefore(dueBy);
    }

    /** Whether the seller can still take it back. */
    public boolean canBeWithdrawn(Instant now) {
      return stage instanceof Stage.CoolingOff c && now.isBefore(c.until());
    }
  }
}
