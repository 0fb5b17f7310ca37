package org.lockkeeper.portal.session;

import java.net.URI;

/** How a page answers with something else than itself. */
public interface Redirect {

  /** Goes to a path of ours. */
  void to(String path);

  /** Goes to an address of somebody else, such as a platform's consent page. */
  default void away(URI address) {
    to(address.toString());
  }

  /** Answers as if the page did not exist. */
  void nowhere();
}
