package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.kernel.SellerId;

/** Our own people, who own entries and wrote on them. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class RegisterReader {

  private final Accounts accounts;
  private final Clock clock;

  @Inject
  RegisterReader(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  Optional<Account> person(UUID id) {
    return accounts.byId(id);
  }

  /** Who may own an entry. */
  List<Account> ours() {
    Instant now = clock.instant();
    return accounts.all(SellerId.PLATFORM).stream()
        .filter(account -> account.welcomeAt(now))
        .toList();
  }
}
