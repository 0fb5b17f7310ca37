package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.kernel.UseCase;

/** Finds whose account a platform speaks of, where its message names no address of ours. */
@UseCase
public class FindAccount {

  private final PlatformAccounts accounts;

  @Inject
  public FindAccount(PlatformAccounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The grants on exactly this account: the one that listens, or else those that were revoked, of
   * which buyers may still be here. Only for an account that the platform has signed for.
   */
  public List<Authorization.Snapshot> of(Platform platform, String account) {
    return accounts.of(platform, account);
  }
}
