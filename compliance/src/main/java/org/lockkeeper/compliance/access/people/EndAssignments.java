package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.desk.HandOverCases;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Ends all assignments of somebody who is no support agent any more, and gives open cases back to
 * whoever takes them; a step for each seller.
 */
@Workflow
public class EndAssignments implements ErrandHandler {

  static final String KIND = "end-assignments";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final AssignStaff assign;
  private final HandOverCases cases;

  @Inject
  public EndAssignments(AssignStaff assign, HandOverCases cases) {
    this.assign = assign;
    this.cases = cases;
  }

  static Errand errand(UUID staff) {
    return new Errand(KIND, SellerId.PLATFORM, staff.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    UUID staff = UUID.fromString(errand.subject());
    for (Assignments.Open open : assign.openOf(staff)) {
      assign.close(open.seller(), open.id(), open.staff(), TASK, "ROLE");
    }
    for (HeldCases.Held held : cases.of(staff)) {
      cases.one(held, staff, Optional.empty(), TASK);
    }
    return Outcome.DONE;
  }
}
