package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.kernel.Workflow;

/**
 * Opens an access review: takes the picture of all accounts of ours, assignments and service
 * accounts, each with its last use. When an assignment was last used stands in the log of its
 * seller, so it is read seller by seller; then the picture is stored at once.
 */
@Workflow
public class OpenReview {

  private static final int MOST = 5_000;

  private final ReviewSteps steps;
  private final AssignStaff assign;

  @Inject
  public OpenReview(ReviewSteps steps, AssignStaff assign) {
    this.steps = steps;
    this.assign = assign;
  }

  /**
   * Opens it.
   *
   * @return false if this person may not, or one is open
   */
  public boolean now(Account by) {
    List<Assignments.Open> open = assign.open(MOST);
    Map<UUID, Optional<java.time.Instant>> used = new HashMap<>();
    for (Assignments.Open each : open) {
      used.put(each.id(), assign.lastUsed(each.seller(), each.staff()));
    }
    return steps.open(by, new ArrayList<>(open), Map.copyOf(used));
  }
}
