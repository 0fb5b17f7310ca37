package org.lockkeeper.compliance.disposal;

import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** Who may decide about retention for all sellers. */
final class Admins {

  private Admins() {}

  /**
   * @throws SecurityException if the person is no admin
   */
  static void check(Account person) {
    if (person.role() != Role.ADMIN || !person.seller().equals(SellerId.PLATFORM)) {
      throw new SecurityException("retention is decided by admins");
    }
  }
}
