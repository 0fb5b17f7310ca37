package org.lockkeeper.portal.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.kernel.SellerId;

/** Whom ids mean; each look-up is a transaction of its own, which belongs to nobody else. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class WhoIsWho {

  private final Accounts accounts;
  private final Sellers sellers;

  @Inject
  WhoIsWho(Accounts accounts, Sellers sellers) {
    this.accounts = accounts;
    this.sellers = sellers;
  }

  /** One account, of whichever seller, if it is still there. */
  public Optional<Account> person(UUID id) {
    return accounts.byId(id);
  }

  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
