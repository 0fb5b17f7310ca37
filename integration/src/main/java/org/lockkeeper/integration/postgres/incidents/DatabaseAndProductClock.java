package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.lockkeeper.incidents.Reading;
import org.lockkeeper.incidents.TwoClocks;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The injected clock and the database's own, read at one moment. */
@ApplicationScoped
class DatabaseAndProductClock implements TwoClocks {

  private final Tenancy tenancy;
  private final Clock clock;

  @Inject
  DatabaseAndProductClock(Tenancy tenancy, Clock clock) {
    this.tenancy = tenancy;
    this.clock = clock;
  }

  @Override
  public Reading read() {
    return new Reading(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        tenancy
            .as(SellerId.PLATFORM)
            .first("select clock_timestamp() as now", row -> Sql.instant(row, "now"))
            .orElseThrow());
  }
}
