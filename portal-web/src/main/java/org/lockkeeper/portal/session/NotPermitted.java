package org.lockkeeper.portal.session;

import java.util.Optional;
import org.lockkeeper.compliance.access.Permission;

/** A person sent what the role does not let them do. Answered with "not found", and audited. */
public class NotPermitted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Permission permission;

  NotPermitted(Permission permission) {
    super("not permitted: " + permission);
    this.permission = permission;
  }

  /** The refusal that a failure goes back to. */
  static Optional<NotPermitted> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NotPermitted refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }

  /** What was needed. */
  public Permission permission() {
    return permission;
  }
}
