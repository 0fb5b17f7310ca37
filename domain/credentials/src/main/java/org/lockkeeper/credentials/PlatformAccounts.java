package org.lockkeeper.credentials;

import java.util.List;
import org.lockkeeper.kernel.SellerId;

/**
 * Accounts across sellers, asked for by their exact name and no other way. In the caller's
 * transaction.
 */
public interface PlatformAccounts {

  /** Whether the account is open to us through another seller. */
  boolean openToAnother(SellerId seller, Platform platform, String account);

  /**
   * The grants on exactly this account: the one that is listening, or, if there is none, those that
   * were revoked. Only for what the platform itself has signed.
   */
  List<Authorization.Snapshot> of(Platform platform, String account);
}
