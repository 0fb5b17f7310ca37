package org.lockkeeper.integration.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.lockkeeper.compliance.access.Readiness;

/** Whether the database answers. */
@ApplicationScoped
class SchemaCheck implements Readiness {

  private final Tenancy tenancy;

  @Inject
  SchemaCheck(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public boolean databaseAnswers() {
    return tenancy
        .ofNobody()
        .exists(
            "select to_regclass('orders.sales_order') where to_regclass('orders.sales_order') is not null");
  }
}
