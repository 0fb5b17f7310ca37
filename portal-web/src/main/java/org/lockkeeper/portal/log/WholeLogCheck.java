package org.lockkeeper.portal.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.audit.VerifyLog;

/** The verifier that also runs by itself. */
@ApplicationScoped
class WholeLogCheck implements LogCheck {

  private final VerifyLog verify;

  @Inject
  WholeLogCheck(VerifyLog verify) {
    this.verify = verify;
  }

  @Override
  public Verification now() {
    return verify.now();
  }
}
