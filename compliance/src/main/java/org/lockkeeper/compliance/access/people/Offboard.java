package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Somebody of ours leaves: one action. The first step, in one transaction, disables all
 * identities of the person, ends their sessions and flags what they saw; the rest, a step for each
 * seller, follows at once, and by an errand if this node dies.
 */
@Workflow
public class Offboard implements ErrandHandler {

  static final String KIND = "finish-leaver";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final OffboardSteps steps;
  private final AssignStaff assign;
  private final FindPeople people;

  @Inject
  public Offboard(OffboardSteps steps, AssignStaff assign, FindPeople people) {
    this.steps = steps;
    this.assign = assign;
    this.people = people;
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
        assign.close(held.seller(), held.id(), held.staff(), TASK, "LEAVER");
        heir.ifPresent(next -> handOver(open.get(), held, next));
        steps.counted(id);
      }
    }
    steps.done(id);
  }

  /** Who works for that seller already keeps what they have. */
  private void handOver(Leavers.Leaver leaver, Assignments.Open held, Account heir) {
    assign.grant(
        TASK,
        leaver.doneBy(),
        heir,
        held.seller(),
        held.endsAt(),
        "Goes on for a colleague who left",
        Map.of("leaver", leaver.id().toString()));
  }
}
