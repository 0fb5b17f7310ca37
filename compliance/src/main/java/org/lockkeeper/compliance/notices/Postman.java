package org.lockkeeper.compliance.notices;

import java.util.Locale;

/** Carries mail. */
public interface Postman {

  /**
   * Hands the mail over to the server that delivers it.
   *
   * @throws NotSent if that cannot be done now
   */
  void send(Mail mail);

  /**
   * One mail to one person.
   *
   * @param id the same for the same mail, so that a server or a reader can drop a repetition
   * @param to the person's own address
   */
  record Mail(String id, String to, Locale language, String subject, String text) {
    @Override
    public String toString() {
      return "Mail[" + id + "]";
    }
  }

  /** The mail was not taken. */
  final class NotSent extends RuntimeException {
    public NotSent(String id, Throwable cause) {
      super("mail " + id + " was not sent: " + cause.getClass().getSimpleName());
    }
  }
}
