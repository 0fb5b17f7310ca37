package org.lockkeeper.compliance.evidence;

import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** The second wall behind the pages' own: what only our admins may do. */
final class Admins {

  private Admins() {}

  /**
   * Lets admins of ours through.
   *
   * @throws SecurityException for anybody else
   */
  static void check(Account someone) {
    if (someone.role() != Role.ADMIN || !someone.seller().equals(SellerId.PLATFORM)) {
      throw new SecurityException("this is for admins");
    }
  }
}
