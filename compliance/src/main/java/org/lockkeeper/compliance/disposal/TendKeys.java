package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.Workflow;

/** The daily care of keys, and what our own people have to hear of it. */
@Workflow
public class TendKeys {

  private final KeyCare keys;
  private final KeyAlarms alarms;

  @Inject
  TendKeys(KeyCare keys, KeyAlarms alarms) {
    this.keys = keys;
    this.alarms = alarms;
  }

  /** Rolls, closes, and tells of cohorts that cannot be closed or whose key is lost. */
  public void asOf(Instant now) {
    keys.rollProvisional(now);
    keys.rollHeld(now);
    KeyCare.Closed closed = keys.closeCohorts(now);
    for (Cohort cohort : closed.refused()) {
      alarms.of(Notice.Kind.COHORT_NOT_EMPTY, cohort);
    }
    for (Cohort cohort : closed.keyLost()) {
      alarms.of(Notice.Kind.COHORT_KEY_LOST, cohort);
    }
  }
}
