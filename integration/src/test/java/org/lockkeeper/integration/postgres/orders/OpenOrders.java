package org.lockkeeper.integration.postgres.orders;

import java.util.List;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.Eraser;

/** Adapters of orders for tests of other packages. */
public final class OpenOrders {

  private OpenOrders() {}

  public static Eraser eraser(Tenancy tenancy) {
    return new RecipientEraser(tenancy);
  }

  public static List<AgedRecords> aged(Tenancy tenancy) {
    return List.of(
        new AgedOrderRecords.Parcels(tenancy),
        new AgedOrderRecords.SalesOrders(tenancy),
        new AgedOrderRecords.DeliveryIds(tenancy));
  }
}
