package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Grants what was asked for and approved; a second run, such as after this node died between grant
 * and note, finds the grant and notes it.
 */
@Workflow
public class GrantAccess implements ErrandHandler {

  static final String KIND = "grant-access";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final AskForAccess requests;
  private final AssignStaff assign;
  private final FindPeople people;

  @Inject
  public GrantAccess(AskForAccess requests, AssignStaff assign, FindPeople people) {
    this.requests = requests;
    this.assign = assign;
    this.people = people;
  }

  static Errand errand(UUID request) {
    return new Errand(KIND, SellerId.PLATFORM, request.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    UUID id = UUID.fromString(errand.subject());
    requests.approved(id).ifPresent(this::grant);
    return Outcome.DONE;
  }

  private void grant(AccessRequest approved) {
    Optional<Account> staff = people.ours(approved.requester()).map(Roster.Member::account);
    AssignStaff.Outcome outcome =
        staff.isEmpty()
            ? AssignStaff.Outcome.NOT_ALLOWED
            : assign.grantOnce(
                approved.id(),
                TASK,
                approved.decider().orElseThrow(),
                staff.get(),
                approved.seller().orElseThrow(),
                approved.endsAt(),
                approved.reason(),
                Map.of("request", approved.id().toString()));
    requests.settle(
        approved.id(),
        outcome == AssignStaff.Outcome.DONE
            ? AccessRequest.State.GRANTED
            : AccessRequest.State.FAILED);
  }
}
