package org.lockkeeper.portal.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.LockOuts;
import org.lockkeeper.compliance.access.passwords.UnlockAccount;

/** Reads the locks and whose they are; one transaction for each, because each has one seller. */
@ApplicationScoped
class LocksReader {

  private final UnlockAccount unlock;

  @Inject
  LocksReader(UnlockAccount unlock) {
    this.unlock = unlock;
  }

  /** A lock and whose it is. */
  record Line(LockOuts.LockOut lock, Account account) {}

  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public List<Line> all() {
    return unlock.holding().stream()
        .flatMap(lock -> unlock.who(lock).map(account -> new Line(lock, account)).stream())
        .toList();
  }
}
