package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.SellerId;

/** Reads people and connections of one organization, each in a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class PickReader {

  private final Accounts accounts;
  private final FindAuthorization grants;
  private final Sellers sellers;

  @Inject
  PickReader(Accounts accounts, FindAuthorization grants, Sellers sellers) {
    this.accounts = accounts;
    this.grants = grants;
    this.sellers = sellers;
  }

  List<Account> people(SellerId of) {
    return accounts.all(of);
  }

  List<Authorization.Snapshot> connections(SellerId of) {
    return grants.all(of);
  }

  String name(SellerId seller) {
    return sellers.name(seller).orElse(seller.toString());
  }
}
