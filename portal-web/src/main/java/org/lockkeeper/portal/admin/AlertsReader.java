package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.kernel.SellerId;

/** Whom alerts are about; each look-up is a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class AlertsReader {

  private final Accounts accounts;
  private final Sellers sellers;
  private final SettleAlert alerts;

  @Inject
  AlertsReader(Accounts accounts, Sellers sellers, SettleAlert alerts) {
    this.accounts = accounts;
    this.sellers = sellers;
    this.alerts = alerts;
  }

  Optional<Account> person(UUID id) {
    return accounts.byId(id);
  }

  Optional<Alert> alert(UUID id) {
    return alerts.find(id);
  }

  Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
