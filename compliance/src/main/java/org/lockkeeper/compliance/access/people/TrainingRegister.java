package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.access.sessions.EndSessions;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * The training of ours, once a year. Who is overdue is held back until it is recorded; the
 * last admin who could record it is not.
 */
@UseCase
public class TrainingRegister {

  private static final Actor.Task TASK = new Actor.Task("training-register");

  private final Training training;
  private final Roster roster;
  private final Authority authority;
  private final TwoPeople two;
  private final PeoplePolicy policy;
  private final EndSessions sessions;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TrainingRegister(
      Training training,
      Roster roster,
      Authority authority,
      TwoPeople two,
      PeoplePolicy policy,
      EndSessions sessions,
      TellPeople tell,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.training = training;
    this.roster = roster;
    this.authority = authority;
    this.two = two;
    this.policy = policy;
    this.sessions = sessions;
    this.tell = tell;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** Nobody records their own training. */
    NOT_ALLOWED,
    /** The day lies ahead, or so far back that it holds no more. */
    DAY,
    PROOF
  }

  /** Records a training; whoever was held back for it is let in again. */
  public Outcome record(Account by, UUID who, Instant doneAt, String proof) {
    Instant now = clock.instant();
    Optional<Roster.Member> found = roster.hold(SellerId.PLATFORM, who);
    if (found.isEmpty() || !authority.overOurs(by) || !two.differ(by, who)) {
      return Outcome.NOT_ALLOWED;
    }
    Instant validUntil = doneAt.plus(policy.trainingValid());
    if (doneAt.isAfter(now) || !validUntil.isAfter(now)) {
      return Outcome.DAY;
    }
    if (proof.strip().length() < 3 || proof.strip().length() > 200) {
      return Outcome.PROOF;
    }
    training.add(
        new Training.Done(ids.next(), who, doneAt, validUntil, proof.strip(), by.id(), now));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "training.recorded",
        "account:" + who,
        Map.of("done_at", doneAt.toString(), "valid_until", validUntil.toString()));
    if (found.get().hold().equals(Optional.of(Roster.Hold.TRAINING))
        && found.get().account().status() == Account.Status.SUSPENDED) {
      roster.status(SellerId.PLATFORM, who, Account.Status.ACTIVE, Optional.empty());
      audit.record(
          SellerId.PLATFORM,
          TASK,
          "account.resumed",
          "account:" + who,
          Map.of("why", "TRAINING", "role", found.get().account().role().name()));
    }
    return Outcome.DONE;
  }

  /** By when each of ours has to be trained. */
  public Map<UUID, Instant> due() {
    Map<UUID, Instant> valid = training.validUntil();
    return roster.members(SellerId.PLATFORM).stream()
        .filter(member -> member.account().status() != Account.Status.LEFT)
        .collect(
            java.util.stream.Collectors.toUnmodifiableMap(
                member -> member.account().id(), member -> due(member, valid)));
  }

  private Instant due(Roster.Member member, Map<UUID, Instant> valid) {
    return valid.getOrDefault(
        member.account().id(), member.createdAt().plus(policy.firstTraining()));
  }

  /** The trainings of one account, the newest first. */
  public List<Training.Done> of(UUID account) {
    return training.of(account);
  }

  /** Warns of trainings that end, and holds back who is overdue. */
  public void asOf(Instant now) {
    Map<UUID, Instant> valid = training.validUntil();
    List<Roster.Member> active =
        roster.members(SellerId.PLATFORM).stream()
            .filter(member -> member.account().welcomeAt(now))
            .sorted(Comparator.comparing((Roster.Member member) -> due(member, valid)))
            .toList();
    for (Roster.Member member : active) {
      Instant due = due(member, valid);
      if (!now.isBefore(due)) {
        overdue(member.account().id(), now);
      } else {
        policy.trainingWarnings().stream()
            .filter(span -> !now.isBefore(due.minus(span)))
            .min(Comparator.naturalOrder())
            .ifPresent(span -> warn(member.account(), due, span));
      }
    }
  }

  private void warn(Account account, Instant due, Duration span) {
    tell.one(
        account,
        Notice.Kind.TRAINING_DUE,
        "account:" + account.id(),
        "",
        due,
        Math.toIntExact(span.toDays()));
  }

  /** Asks again with the account held: an end, a hold or a training may have come meanwhile. */
  private void overdue(UUID id, Instant now) {
    Optional<Roster.Member> held =
        roster.hold(SellerId.PLATFORM, id).filter(member -> member.account().welcomeAt(now));
    if (held.isEmpty()) {
      return;
    }
    Instant due = due(held.get(), training.validUntil());
    if (now.isBefore(due)) {
      return;
    }
    Account account = held.get().account();
    if (account.role() == Role.ADMIN
        && roster.others(SellerId.PLATFORM, Role.ADMIN, account.id(), now) == 0) {
      warn(account, due, Duration.ZERO);
      return;
    }
    roster.status(
        SellerId.PLATFORM,
        account.id(),
        Account.Status.SUSPENDED,
        Optional.of(Roster.Hold.TRAINING));
    audit.record(
        SellerId.PLATFORM,
        TASK,
        "account.suspended",
        "account:" + account.id(),
        Map.of("why", "TRAINING", "due", due.toString()));
    sessions.of(SellerId.PLATFORM, account.id(), EndSessions.Why.STATUS, TASK);
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.TRAINING_OVERDUE,
        "account:" + account.id(),
        "lockkeeper",
        "",
        due,
        0);
  }
}
