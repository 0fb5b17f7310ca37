package org.lockkeeper.portal.session;

import org.lockkeeper.compliance.access.Permission;

/** A person sent what the role does not let them do. Answered with "not found", and audited. */
public class NotPermitted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Permission permission;

  NotPermitted(Permission permission) {
    super("not permitted: " + permission);
    this.permission = permission;
  }

  /** What was needed. */
  public Permission permission() {
    return permission;
  }
}
