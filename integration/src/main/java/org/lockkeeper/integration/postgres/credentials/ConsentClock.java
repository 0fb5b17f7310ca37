package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** The clock of sellers' consents: how many run, and when the next one ends. */
@ApplicationScoped
class ConsentClock implements LiveClock {

  private final Tenancy tenancy;

  @Inject
  ConsentClock(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (!clock.equals("consent")) {
      return Optional.empty();
    }
    return tenancy
        .as(SellerId.PLATFORM)
        .first(
            "select open_now, overdue, next_due from credentials.open_consents(?)",
            row ->
                new Figures(
                    Optional.empty(),
                    Sql.optionalInstant(row, "next_due"),
                    row.getLong("open_now"),
                    row.getLong("overdue"),
                    true),
            now);
  }
}
