package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.lockkeeper.integration.http.CallLog;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Calls in {@code audit.call_log}. */
@ApplicationScoped
class PostgresCallLog implements CallLog {

  private final Tenancy tenancy;
  private final Ids ids;
  private final Clock clock;

  @Inject
  PostgresCallLog(Tenancy tenancy, Ids ids, Clock clock) {
    this.tenancy = tenancy;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void note(
      SellerId seller, String host, String operation, int status, long tookMs, int bytes) {
    tenancy
        .as(seller)
        .run(
            """
            insert into audit.call_log
              (seller_id, at, id, host, operation, status, took_ms, bytes)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            seller.value(),
            clock.instant(),
            ids.next(),
            host,
            operation,
            status,
            (int) Math.min(tookMs, Integer.MAX_VALUE),
            bytes);
  }
}
