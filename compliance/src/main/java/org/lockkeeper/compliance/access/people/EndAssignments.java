package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.UUID;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Ends all assignments of somebody who is no support agent any more; a step for each seller. */
@Workflow
public class EndAssignments implements ErrandHandler {

  static final String KIND = "end-assignments";

  private static final Actor.Task TASK = new Actor.Task(KIND);

  private final AssignStaff assign;

  @Inject
  public EndAssignments(AssignStaff assign) {
    this.assign = assign;
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
    for (Assignments.Open open : assign.openOf(UUID.fromString(errand.subject()))) {
      assign.close(open.seller(), open.id(), open.staff(), TASK, "ROLE");
    }
    return Outcome.DONE;
  }
}
