package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.WatchIncident;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Looks at an incident as soon as it is reported, instead of with the next minute. Work that is
 * done for a person of a seller does not see our people, so it could not write to them.
 */
@Workflow
public class LookAtIncident implements ErrandHandler {

  static final String KIND = "watch-incident";

  private final WatchIncident watch;

  @Inject
  public LookAtIncident(WatchIncident watch) {
    this.watch = watch;
  }

  /** The errand that looks at it. */
  public static Errand errand(IncidentId incident) {
    return new Errand(KIND, SellerId.PLATFORM, incident.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    watch.of(IncidentId.of(errand.subject()));
    return Outcome.DONE;
  }
}
