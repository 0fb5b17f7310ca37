package org.lockkeeper.compliance.response;

import org.lockkeeper.compliance.notices.Postman;

/** Carries mail and brings back the proof that it was taken. */
public interface Courier {

  /**
   * Hands the mail over.
   *
   * @return what shows it; its instant is that of the product's clock
   * @throws Postman.NotSent if that cannot be done now
   */
  Letter.Proof carry(Postman.Mail mail);
}
