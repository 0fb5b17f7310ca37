package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Opens a deletion case, whoever asks. Asked for twice, it is one case: a wish
 * that a live case covers joins it.
 */
@UseCase
public class OpenDeletionCase {

  private final DeletionCases cases;
  private final CaseRules rules;
  private final DomainEvents events;
  private final Errands errands;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public OpenDeletionCase(
      DeletionCases cases,
      CaseRules rules,
      DomainEvents events,
      Errands errands,
      Ids ids,
      Clock clock) {
    this.cases = cases;
    this.rules = rules;
    this.events = events;
    this.errands = errands;
    this.ids = ids;
    this.clock = clock;
  }

  /** The errand that runs a case. */
  public static Errand run(SellerId seller, DeletionCaseId id) {
    return new Errand("run-deletion-case", seller, id.toString());
  }

  /**
   * Opens a case, or joins the one that covers it.
   *
   * @param channels the connections that it concerns, each as {@code platform/account}
   */
  public DeletionCaseId of(
      SellerId seller, CaseScope scope, Trigger trigger, List<String> channels, Actor actor) {
    return of(seller, scope, trigger, channels, actor, clock.instant());
  }

  /**
   * The same for what has been wanted, or has had to go, for some time already.
   *
   * @param since from when the days count; not after now
   */
  public DeletionCaseId of(
      SellerId seller,
      CaseScope scope,
      Trigger trigger,
      List<String> channels,
      Actor actor,
      Instant since) {
    cases.serialize(seller);
    Instant now = clock.instant();
    Optional<DeletionCase> known = covering(seller, scope);
    if (known.isPresent()) {
      DeletionCase found = known.get();
      boolean starts = found.join(trigger, rules, now);
      cases.save(found);
      events.announce(new DeletionCaseJoined(seller, found.id(), trigger, now));
      if (starts) {
        errands.now(run(seller, found.id()));
      }
      return found.id();
    }
    DeletionCase fresh =
        DeletionCase.opened(
            new DeletionCaseId(ids.next()),
            seller,
            scope,
            trigger,
            channels,
            actor.text(),
            rules,
            since,
            now);
    return add(fresh, now);
  }

  /** Proposes a case, which another admin has to agree to; one that covers it is answered. */
  public DeletionCaseId propose(
      SellerId seller, CaseScope scope, Trigger trigger, List<String> channels, UUID admin) {
    cases.serialize(seller);
    Instant now = clock.instant();
    Optional<DeletionCase> known = covering(seller, scope).filter(c -> c.stage().decided());
    if (known.isPresent()) {
      return known.get().id();
    }
    DeletionCase fresh =
        DeletionCase.proposed(
            new DeletionCaseId(ids.next()),
            seller,
            scope,
            trigger,
            channels,
            admin,
            new Actor.Person(admin).text(),
            rules,
            now);
    return add(fresh, now);
  }

  private Optional<DeletionCase> covering(SellerId seller, CaseScope scope) {
    return cases.all(seller).stream().filter(c -> c.covers(scope)).findFirst();
  }

  private DeletionCaseId add(DeletionCase fresh, Instant now) {
    DeletionCase.Snapshot it = fresh.snapshot();
    cases.add(fresh);
    events.announce(
        new DeletionCaseOpened(it.seller(), it.id(), it.trigger(), it.scope(), it.dueBy(), now));
    if (it.stage() instanceof Stage.Open) {
      errands.soon(run(it.seller(), it.id()));
    }
    return it.id();
  }
}
