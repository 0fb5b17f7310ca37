package org.lockkeeper.portal.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

  /** One line of the page. */
  public record Line(
      String seller,
      String id,
      UUID account,
      String name,
      String login,
      Instant since,
      Instant endsAt) {}

  @Transactional(Transactional.TxType.NOT_SUPPORTED)
  public List<Line> all() {
    return unlock.holding().stream()
        .flatMap(lock -> unlock.who(lock).map(account -> line(lock, account)).stream())
        .toList();
  }

  private static Line line(LockOuts.LockOut lock, Account account) {
    return new Line(
        lock.seller().toString(),
        lock.id().toString(),
        account.id(),
        account.displayName(),
        account.login(),
        lock.since(),
        lock.endsAt());
  }
}
