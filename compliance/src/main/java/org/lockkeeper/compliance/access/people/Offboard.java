package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.desk.HandOverCases;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Somebody of ours leaves: one action. The first step, in one transaction, disables all
 * identities of the person, ends their sessions and flags what they saw; the rest, assignments and
 * open cases, a step for each seller, follows at once, and by an errand if this node dies. Both may
 * run at the same time: each step is done by whoever comes first.
 */
@Workflow
public class Offboard implements ErrandHandler {

  static final String KIND = "finish-leaver";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final OffboardSteps steps;
  private final AssignStaff assign;
  private final FindPeople people;
  private final HandOverCases cases;

  @Inject
  public Offboard(OffboardSteps steps, AssignStaff assign, FindPeople people, HandOverCases cases) {
    this.steps = steps;
    this.assign = assign;
    this.people = people;
    this.cases = cases;
  }

  /**
   * Ends all access of a person.
   *
   * @param who any of the person's accounts
   * @param leftAt when the person went
   * @param handTo who goes on with the person's sellers; a support agent
   */
  public OffboardSteps.Outcome now(
      Account by, UUID who, Instant leftAt, String reason, Optional<UUID> handTo) {
    OffboardSteps.Result result = steps.disable(by, who, leftAt, reason, handTo);
    result.leaver().ifPresent(this::finish);
    return result.outcome();
  }

  @Override
  public String kind() {
    return KIND;
  }

  static Errand errand(UUID leaver) {
    return new Errand(KIND, SellerId.PLATFORM, leaver.toString());
  }

  @Override
  public Outcome run(Errand errand) {
    finish(UUID.fromString(errand.subject()));
    return Outcome.DONE;
  }

  private void finish(UUID id) {
    Optional<Leavers.Leaver> open = steps.open(id);
    if (open.isEmpty()) {
      return;
    }
    Optional<Account> heir =
        open.get().handedTo().flatMap(people::ours).map(Roster.Member::account);
    for (UUID account : steps.accounts(open.get().person())) {
      for (Assignments.Open held : assign.openOf(account)) {
        assign.handOver(held, heir, open.get().doneBy(), id, TASK);
      }
    }
    handOverCases(open.get(), heir);
    steps.done(id);
  }

  /** To the heir, where the heir works for the seller; elsewhere to whoever takes them. */
  private void handOverCases(Leavers.Leaver leaver, Optional<Account> heir) {
    Set<SellerId> theirs =
        heir.map(next -> assign.openOf(next.id())).orElse(List.of()).stream()
            .map(Assignments.Open::seller)
            .collect(Collectors.toSet());
    for (UUID account : steps.accounts(leaver.person())) {
      for (HeldCases.Held held : cases.of(account)) {
        cases.one(
            held,
            account,
            heir.filter(next -> theirs.contains(held.seller())).map(Account::id),
            TASK);
      }
    }
  }
}
