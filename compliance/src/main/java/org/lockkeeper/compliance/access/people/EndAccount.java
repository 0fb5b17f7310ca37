package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.kernel.UseCase;

/** An account is over, for whatever reason; the one place where that happens. */
@UseCase
public class EndAccount {

  private final Roster roster;
  private final WaysIn ways;

  @Inject
  public EndAccount(Roster roster, WaysIn ways) {
    this.roster = roster;
    this.ways = ways;
  }

  /** Ends it; nothing that the person had opens it any more, not even if it is given out again. */
  void now(Account account) {
    roster.status(account.seller(), account.id(), Account.Status.LEFT, Optional.empty());
    ways.forget(account.seller(), account.id());
  }
}
