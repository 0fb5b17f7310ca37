package org.lockkeeper.integration.postgres.incidents;

import java.time.Clock;
import org.lockkeeper.compliance.response.Concerned;
import org.lockkeeper.compliance.response.Roster;
import org.lockkeeper.compliance.response.SellerNotices;
import org.lockkeeper.compliance.response.Traces;
import org.lockkeeper.incidents.EvidenceLocker;
import org.lockkeeper.incidents.Incidents;
import org.lockkeeper.incidents.TwoClocks;
import org.lockkeeper.integration.postgres.Tenancy;

/** The tables of incidents, for tests of other packages. */
public record OpenIncidents(
    Incidents incidents,
    EvidenceLocker locker,
    TwoClocks clocks,
    Roster roster,
    Concerned concerned,
    Traces traces,
    SellerNotices sellerNotices) {

  public static OpenIncidents of(Tenancy tenancy, Clock clock) {
    return new OpenIncidents(
        new PostgresIncidents(tenancy),
        new PostgresLocker(tenancy),
        new DatabaseAndProductClock(tenancy, clock),
        new PostgresRoster(tenancy),
        new PostgresConcerned(tenancy),
        new PostgresTraces(tenancy),
        new PostgresSellerNotices(tenancy));
  }
}
