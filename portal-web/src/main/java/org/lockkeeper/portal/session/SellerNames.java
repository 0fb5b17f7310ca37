package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.kernel.SellerId;

/** Names of sellers, each read in a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class SellerNames {

  private final Sellers sellers;

  @Inject
  SellerNames(Sellers sellers) {
    this.sellers = sellers;
  }

  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
