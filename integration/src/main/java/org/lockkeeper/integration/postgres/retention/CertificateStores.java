package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** Certificates stay: they are what proves the deletion. Ids, counts and dates. */
@ApplicationScoped
class CertificateStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  CertificateStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 81;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of();
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        kept("retention.certificate", "R-33", StoreKeeper.Span.OPEN_END),
        kept("retention.certificate_issue", "R-33", StoreKeeper.Span.OPEN_END),
        kept("retention.certificate_link", "R-73", StoreKeeper.Span.CERTIFICATE));
  }

  private KeptRows kept(String table, String reason, StoreKeeper.Span span) {
    return new KeptRows(tenancy, table, reason, span, TableStore.ofSeller());
  }
}
