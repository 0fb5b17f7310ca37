package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Tells our own people of a cohort, once. */
@UseCase
public class KeyAlarms {

  private final TellPeople tell;

  @Inject
  KeyAlarms(TellPeople tell) {
    this.tell = tell;
  }

  /** Tells it, unless it was told before. */
  public boolean of(Notice.Kind kind, Cohort cohort) {
    return tell.of(
        SellerId.PLATFORM, kind, "cohort:" + cohort, "", cohort.toString(), cohort.endsAt(), 0);
  }
}
