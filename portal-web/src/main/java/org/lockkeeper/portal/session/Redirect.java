package org.lockkeeper.portal.session;

/** How a page answers with something else than itself. */
public interface Redirect {

  /** Goes to a path of ours. */
  void to(String path);

  /** Answers as if the page did not exist. */
  void nowhere();
}
