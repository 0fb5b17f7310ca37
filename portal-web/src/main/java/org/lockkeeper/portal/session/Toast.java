package org.lockkeeper.portal.session;

/** Says in passing what has happened. */
@FunctionalInterface
public interface Toast {

  /**
   * Says it on the page that answers this request.
   *
   * @param what a sentence without personal data
   */
  void say(String what);
}
