package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.Sweeps;

/** Reads what goes when and what the last runs did; figures over all sellers, rows of none. */
@ApplicationScoped
class RetentionReader {

  static final int DAYS = 28;
  private static final int RUNS = 10;

  private final BuyerRetentions retentions;
  private final Sweeps sweeps;

  @Inject
  RetentionReader(BuyerRetentions retentions, Sweeps sweeps) {
    this.retentions = retentions;
    this.sweeps = sweeps;
  }

  /** What the page shows. */
  record Figures(List<BuyerRetentions.DayCount> ends, long backlog, List<Sweeps.Run> runs) {}

  @Transactional
  Figures at(Instant now) {
    return new Figures(
        retentions.forecast(now.atZone(ZoneOffset.UTC).toLocalDate(), DAYS),
        retentions.backlog(now),
        sweeps.latest(RUNS));
  }
}
