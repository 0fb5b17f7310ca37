package org.lockkeeper.portal.session;

import org.lockkeeper.compliance.access.Account;

/** Whose passwords have had their time. */
@FunctionalInterface
interface DuePasswords {

  /** Whether the person must set another one before anything else. */
  boolean due(Account account);
}
