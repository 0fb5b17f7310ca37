package org.lockkeeper.integration.postgres.incidents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.lockkeeper.compliance.response.AgedIncidents;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Lets old incidents go through the one function that may. */
@ApplicationScoped
class PostgresAgedIncidents implements AgedIncidents {

  private final Tenancy tenancy;

  @Inject
  PostgresAgedIncidents(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public long dispose(Instant lastToGo, int most) {
    return tenancy.as(SellerId.PLATFORM).count("select incidents.dispose(?, ?)", lastToGo, most);
  }
}
