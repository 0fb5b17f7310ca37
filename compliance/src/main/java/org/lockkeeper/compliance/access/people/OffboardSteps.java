package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps in which somebody of ours leaves. */
@UseCase
public class OffboardSteps {

  private static final Actor.Task TASK = new Actor.Task("finish-leaver");
  private static final int SHOWN = 50;

  private final Leavers leavers;
  private final Roster roster;
  private final Assignments assignments;
  private final Authority authority;
  private final EndAccount end;
  private final PeoplePolicy policy;
  private final TellPeople tell;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public OffboardSteps(
      Leavers leavers,
      Roster roster,
      Assignments assignments,
      Authority authority,
      EndAccount end,
      PeoplePolicy policy,
      TellPeople tell,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.leavers = leavers;
    this.roster = roster;
    this.assignments = assignments;
    this.authority = authority;
    this.end = end;
    this.policy = policy;
    this.tell = tell;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** There is nobody, or this person may not. */
    NOT_ALLOWED,
    /** Nobody offboards themself. */
    OWN,
    /** Nobody else could let people in. */
    LAST,
    /** A person does not leave in the future, nor longer ago than a month. */
    DAY,
    REASON,
    /** Work goes on with a support agent who may come in, and is not the person. */
    HEIR
  }

  record Result(Outcome outcome, Optional<UUID> leaver) {}

  private static Result no(Outcome why) {
    return new Result(why, Optional.empty());
  }

  /** From here on no identity of the person opens anything. */
  Result disable(Account by, UUID who, Instant leftAt, String reason, Optional<UUID> handTo) {
    Instant now = clock.instant();
    Optional<Account> found = roster.hold(SellerId.PLATFORM, who).map(Roster.Member::account);
    if (found.isEmpty() || !authority.overOurs(by)) {
      return no(Outcome.NOT_ALLOWED);
    }
    UUID person = found.get().person();
    if (person.equals(by.person())) {
      return no(Outcome.OWN);
    }
    if (leftAt.isAfter(now) || leftAt.isBefore(now.minus(Duration.ofDays(31)))) {
      return no(Outcome.DAY);
    }
    if (reason.strip().length() < 3 || reason.strip().length() > 300) {
      return no(Outcome.REASON);
    }
    List<Account> all =
        roster.members(SellerId.PLATFORM).stream().map(Roster.Member::account).toList();
    if (handTo.isPresent()
        && all.stream()
            .noneMatch(
                a ->
                    a.id().equals(handTo.get())
                        && a.role() == Role.SUPPORT
                        && a.welcomeAt(now)
                        && !a.person().equals(person))) {
      return no(Outcome.HEIR);
    }
    List<Account> theirs =
        all.stream()
            .filter(a -> a.person().equals(person) && a.status() != Account.Status.LEFT)
            .toList();
    if (theirs.isEmpty()) {
      return no(Outcome.NOT_ALLOWED);
    }
    if (theirs.stream()
        .anyMatch(
            a ->
                a.role() == Role.ADMIN
                    && a.welcomeAt(now)
                    && roster.others(SellerId.PLATFORM, Role.ADMIN, a.id(), now) == 0)) {
      return no(Outcome.LAST);
    }
    return new Result(
        Outcome.DONE, Optional.of(disable(by, theirs, person, leftAt, reason, handTo, now)));
  }

  private UUID disable(
      Account by,
      List<Account> theirs,
      UUID person,
      Instant leftAt,
      String reason,
      Optional<UUID> handTo,
      Instant now) {
    UUID id = ids.next();
    int ended = 0;
    int flagged = 0;
    int assigned = 0;
    for (Account account : theirs) {
      assigned += assignments.openOf(account.id()).size();
      EndAccount.Ended over =
          end.allButWork(account, by.actor(), "account.removed", Map.of("leaver", id.toString()));
      ended += over.sessions();
      flagged += over.secrets();
    }
    leavers.add(
        new Leavers.Leaver(
            id,
            person,
            by.id(),
            reason.strip(),
            leftAt,
            now,
            now,
            Optional.empty(),
            theirs.size(),
            ended,
            assigned,
            flagged,
            handTo));
    Map<String, String> facts = new HashMap<>();
    facts.put("person", person.toString());
    facts.put("left_at", leftAt.toString());
    facts.put("minutes", String.valueOf(Duration.between(leftAt, now).toMinutes()));
    facts.put("accounts", String.valueOf(theirs.size()));
    facts.put("sessions", String.valueOf(ended));
    facts.put("secrets", String.valueOf(flagged));
    handTo.ifPresent(heir -> facts.put("handed_to", heir.toString()));
    audit.record(
        SellerId.PLATFORM, by.actor(), "leaver.disabled", "leaver:" + id, Map.copyOf(facts));
    errands.soon(Offboard.errand(id));
    return id;
  }

  /** One that is not done with. */
  Optional<Leavers.Leaver> open(UUID id) {
    return leavers.hold(id).filter(found -> found.doneAt().isEmpty());
  }

  /** All accounts of a person. */
  List<UUID> accounts(UUID person) {
    return roster.members(SellerId.PLATFORM).stream()
        .map(Roster.Member::account)
        .filter(a -> a.person().equals(person))
        .map(Account::id)
        .toList();
  }

  /** Nothing is left to do. */
  void done(UUID id) {
    Instant now = clock.instant();
    open(id)
        .ifPresent(
            found -> {
              leavers.done(id, now);
              audit.record(
                  SellerId.PLATFORM,
                  TASK,
                  "leaver.done",
                  "leaver:" + id,
                  Map.of(
                      "minutes",
                      String.valueOf(Duration.between(found.leftAt(), now).toMinutes()),
                      "assignments",
                      String.valueOf(found.assignments())));
            });
  }

  /** Who left, the newest first. */
  public List<Leavers.Leaver> newest() {
    return leavers.newest(SHOWN);
  }

  /** Alerts about leavers who are not done with in time, and goes on with them. */
  public void watch(Instant now) {
    for (Leavers.Leaver found : leavers.newest(SHOWN)) {
      if (found.doneAt().isEmpty()) {
        errands.soon(Offboard.errand(found.id()));
        if (!now.isBefore(found.leftAt().plus(policy.leaverAlert()))) {
          tell.of(
              SellerId.PLATFORM,
              Notice.Kind.LEAVER_LATE,
              "leaver:" + found.id(),
              "lockkeeper",
              "",
              found.leftAt(),
              0);
        }
      }
    }
  }
}
