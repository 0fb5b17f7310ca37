package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.WatchIncident;
import org.lockkeeper.kernel.Workflow;

/**
 * The 24-hour clock: looks at every open incident each minute, reminds, escalates and finds what
 * was missed; then has letters sent whose errand was lost. One incident is one transaction,
 * so one that cannot be looked at does not keep the others from it; one that is being changed, such
 * as by a long count, is not waited for but looked at the next minute after.
 */
@Workflow
public class NotificationWatch {

  private static final System.Logger LOG = System.getLogger(NotificationWatch.class.getName());

  private final WatchIncident watch;
  private final LetterSteps letters;

  @Inject
  public NotificationWatch(WatchIncident watch, LetterSteps letters) {
    this.watch = watch;
    this.letters = letters;
  }

  /** Looks once. */
  public void look() {
    RuntimeException last = null;
    for (IncidentId incident : watch.open()) {
      try {
        watch.of(incident);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "incident.not-watched id={0}", incident);
        last = e;
      }
    }
    letters.pickUp();
    if (last != null) {
      throw last;
    }
  }
}
