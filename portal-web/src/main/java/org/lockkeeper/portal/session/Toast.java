package org.lockkeeper.portal.session;

/** Says in passing what has happened. */
@FunctionalInterface
public interface Toast {

  /**
   * Says it on the page that answers this request.
   *
   * @param about the thing it happened to, by a name that is no personal data
   */
  void say(String what, String about);
}
