package org.lockkeeper.integration.postgres.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lockkeeper.compliance.encryption.LookUpTokens;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.compliance.encryption.SealingOnTables;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.retention.Eraser;

/** Adapters of keys for tests of other packages. */
public final class OpenKeys {

  private OpenKeys() {}

  public static Eraser eraser(Tenancy tenancy) {
    OrderKeys keys = new PostgresOrderKeys(tenancy);
    LookUpTokens tokens = new PostgresLookUpTokens(tenancy);
    return new Eraser() {
      @Override
      public String holder() {
        return "order keys";
      }

      @Override
      public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
        tokens.delete(seller, orders);
        return keys.delete(seller, orders);
      }

      @Override
      public long held(SellerId seller, List<OrderId> orders) {
        return keys.held(seller, orders);
      }
    };
  }

  public static OrderKeys orderKeys(Tenancy tenancy) {
    return new PostgresOrderKeys(tenancy);
  }

  /** Sealed recipients, as the orders have them. */
  public static SealedRecipients sealedRecipients(Orders orders) {
    return new PostgresSealedRecipients(orders);
  }

  /** All that sealing needs; no recipient is looked up. */
  public static SealingOnTables.Ports ports(Tenancy here, Tenancy there, Clock clock) {
    return new SealingOnTables.Ports(
        new PostgresCohorts(here),
        new PostgresSellerKeys(here),
        new PostgresCohorts(there),
        new PostgresSellerKeys(there),
        new PostgresSellerVolumes(there, clock),
        new PostgresOrderKeys(here),
        new PostgresLookUpTokens(here),
        (seller, orders) -> Map.of(),
        new PostgresSellerVolumes(here, clock),
        new PostgresHeldRecipients(here));
  }
}
