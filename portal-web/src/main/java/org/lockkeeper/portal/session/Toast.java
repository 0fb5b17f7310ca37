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

  /**
   * Says it as something that did not go as wished.
   *
   * @param what a sentence without personal data that says what to do
   */
  default void warn(String what) {
    say(what);
  }

  /**
   * Says that something was refused for what was typed, and leaves the page as it stands: nothing
   * that was typed is lost.
   *
   * @param what a sentence without personal data that says what to do
   */
  default void refuse(String what) {
    warn(what);
  }
}
