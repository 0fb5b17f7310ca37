package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.lockkeeper.compliance.access.issuer.SignInByIssuer;

/** Whether the sign-in page offers the organisation's issuer. */
@Named
@RequestScoped
public class OfferedIssuer {

  private final SignInByIssuer signIn;

  @Inject
  OfferedIssuer(SignInByIssuer signIn) {
    this.signIn = signIn;
  }

  public boolean offered() {
    return signIn.offered();
  }
}
