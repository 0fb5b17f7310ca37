package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Takes away what a review decided to remove. */
@Workflow
public class CarryOutReview implements ErrandHandler {

  static final String KIND = "carry-out-review";

  private final ReviewSteps steps;
  private final AssignStaff assign;

  @Inject
  public CarryOutReview(ReviewSteps steps, AssignStaff assign) {
    this.steps = steps;
    this.assign = assign;
  }

  static Errand errand(UUID item) {
    return new Errand(KIND, SellerId.PLATFORM, item.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    Optional<Review.Item> found = steps.toRemove(UUID.fromString(errand.subject()));
    found.ifPresent(
        item -> {
          if (item.kind() == Review.Kind.ASSIGNMENT) {
            assign.close(
                item.seller().orElseThrow(),
                item.subject(),
                item.person().orElseThrow(),
                ReviewSteps.TASK,
                "REVIEW");
          }
          steps.remove(item);
        });
    return Outcome.DONE;
  }
}
