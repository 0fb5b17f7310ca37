package org.lockkeeper.compliance.followups;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Adds what has to be done and notes that it was. */
@UseCase
public class WorkFollowUps {

  /** How long there is to look at the plan after something happened. */
  private static final Duration LOOK_WITHIN = Duration.ofDays(30);

  private static final int MOST = 200;

  private final FollowUps followUps;
  private final AuditTrail audit;
  private final TellPeople tell;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public WorkFollowUps(
      FollowUps followUps, AuditTrail audit, TellPeople tell, Ids ids, Clock clock) {
    this.followUps = followUps;
    this.audit = audit;
    this.tell = tell;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a lesson with an owner and a day.
   *
   * @param what looked through for personal data by the caller
   * @return false if the day lies behind, or more than a year ahead
   */
  public boolean lesson(Account by, String source, String what, UUID owner, Instant dueAt) {
    Instant now = clock.instant();
    if (dueAt.isBefore(now) || dueAt.isAfter(now.plus(Duration.ofDays(366)))) {
      return false;
    }
    add(source, FollowUp.Kind.LESSON, what, Optional.of(owner), dueAt, by.actor(), now);
    return true;
  }

  /**
   * Asks for a look at the incident plan because something happened: an incident was closed, a big
   * change was made. The same source asks once.
   *
   * @param source what happened, as {@code kind:id}
   * @param what in words; if something in them must not be written down, the source alone is
   */
  public void lookAtPlan(String source, String what, Actor actor) {
    Instant now = clock.instant();
    String plain = PlainNote.fault(what).isEmpty() ? what.strip() : source;
    if (add(
        source, FollowUp.Kind.PLAN, plain, Optional.empty(), now.plus(LOOK_WITHIN), actor, now)) {
      tell.of(
          SellerId.PLATFORM,
          Notice.Kind.PLAN_LOOK,
          "plan:" + source,
          "lockkeeper",
          source,
          now.plus(LOOK_WITHIN),
          0);
    }
  }

  private boolean add(
      String source,
      FollowUp.Kind kind,
      String what,
      Optional<UUID> owner,
      Instant dueAt,
      Actor actor,
      Instant now) {
    UUID id = ids.next();
    boolean fresh =
        followUps.add(
            new FollowUp(
                id,
                source,
                kind,
                what,
                owner,
                dueAt,
                actor.text(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    if (fresh) {
      audit.record(
          SellerId.PLATFORM,
          actor,
          "follow-up.added",
          "follow-up:" + id,
          Map.of("source", source, "kind", kind.name()));
    }
    return fresh;
  }

  /**
   * Notes that it was done.
   *
   * @return false if there is no such open one, or the answer is not fit to be written down
   */
  public boolean done(Account by, UUID id, String answer) {
    if (PlainNote.fault(answer).isPresent()
        || !followUps.done(id, by.id(), clock.instant(), answer.strip())) {
      return false;
    }
    audit.record(SellerId.PLATFORM, by.actor(), "follow-up.done", "follow-up:" + id, Map.of());
    return true;
  }

  /** Those of a kind, the open ones first. */
  public List<FollowUp> of(FollowUp.Kind kind) {
    return followUps.of(kind, MOST);
  }
}
