package org.lockkeeper.compliance.exports;

import static java.lang.System.Logger.Level.INFO;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.kernel.Workflow;

/** Ends what was not decided, made or fetched in time, and erases its file. */
@Workflow
public class EndExports {

  private static final System.Logger LOG = System.getLogger(EndExports.class.getName());
  private static final int AT_ONCE = 200;

  private final MakeSteps steps;

  @Inject
  EndExports(MakeSteps steps) {
    this.steps = steps;
  }

  /**
   * Ends all whose end has come.
   *
   * @param now the product's present
   */
  public void asOf(Instant now) {
    int ended = 0;
    List<Exports.Place> places = steps.over(now, AT_ONCE);
    while (!places.isEmpty()) {
      int before = ended;
      for (Exports.Place place : places) {
        if (steps.expire(place.seller(), place.export(), now)) {
          ended++;
        }
      }
      places = ended > before ? steps.over(now, AT_ONCE) : List.of();
    }
    if (ended > 0) {
      LOG.log(INFO, "exports.ended count={0}", ended);
    }
  }
}
