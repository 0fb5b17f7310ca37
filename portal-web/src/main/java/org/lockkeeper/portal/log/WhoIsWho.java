package org.lockkeeper.portal.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

  /** Those of the accounts that are still there. */
  public Map<UUID, Account> people(Collection<UUID> ids) {
    Map<UUID, Account> found = new HashMap<>();
    for (UUID id : ids) {
      accounts.byId(id).ifPresent(account -> found.put(id, account));
    }
    return found;
  }

  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
