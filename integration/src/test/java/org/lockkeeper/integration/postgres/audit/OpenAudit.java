package org.lockkeeper.integration.postgres.audit;

import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.disposal.AgedLogs;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Tenancy;

/** Adapters of the audit log for tests of other packages. */
public final class OpenAudit {

  private OpenAudit() {}

  public static AuditStore store(Tenancy tenancy) {
    return new PostgresAuditStore(tenancy);
  }

  public static AgedRecords entries(Tenancy tenancy) {
    return new AgedEntries(tenancy);
  }

  public static AgedLogs logs(Tenancy tenancy) {
    return new PostgresAgedLogs(tenancy);
  }
}
