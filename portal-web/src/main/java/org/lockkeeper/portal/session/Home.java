package org.lockkeeper.portal.session;

import org.lockkeeper.compliance.access.Role;

/** The first page of each role. */
final class Home {

  private Home() {}

  static String of(Role role) {
    return switch (role) {
      case SELLER_OWNER, SELLER_OPERATIONS, SELLER_VIEWER -> "/seller/today";
      case SUPPORT -> "/support/find";
      case ADMIN -> "/admin/control-room";
      case AUDITOR -> "/admin/controls";
    };
  }

  /** Where each role changes the password. */
  static String changePassword(Role role) {
    return switch (role) {
      case SELLER_OWNER, SELLER_OPERATIONS, SELLER_VIEWER -> "/seller/change-password";
      case SUPPORT -> "/support/change-password";
      case ADMIN, AUDITOR -> "/admin/change-password";
    };
  }
}
