package org.lockkeeper.portal.session;

import org.lockkeeper.compliance.access.Permission;

/**
 * A person may do that, and has to show a second factor again first. The page stays as it is, with
 * what was typed, and asks for it.
 */
public class NotFresh extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFresh(Permission permission) {
    super("second factor too old: " + permission);
  }
}
