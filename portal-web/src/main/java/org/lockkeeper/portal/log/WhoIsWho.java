package org.lockkeeper.portal.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.StaffRoles;
import org.lockkeeper.kernel.SellerId;

/** Whom ids mean; each look-up is a transaction of its own, which belongs to nobody else. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class WhoIsWho {

  private final Accounts accounts;
  private final Sellers sellers;
  private final StaffRoles ours;

  @Inject
  WhoIsWho(Accounts accounts, Sellers sellers, StaffRoles ours) {
    this.accounts = accounts;
    this.sellers = sellers;
    this.ours = ours;
  }

  /**
   * One account, of whichever seller, if it is still there. Of our own people a person of a seller
   * finds the role alone, and neither name nor login.
   */
  public Optional<Account> person(UUID id) {
    return accounts.byId(id).or(() -> ours.of(id).map(role -> nameless(id, role)));
  }

  private static Account nameless(UUID id, Role role) {
    return new Account(
        SellerId.PLATFORM,
        id,
        "",
        "",
        role,
        true,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }
}
