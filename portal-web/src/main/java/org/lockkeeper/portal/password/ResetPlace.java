package org.lockkeeper.portal.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.lockkeeper.compliance.access.passwords.ResetAddress;
import org.lockkeeper.portal.session.PublicAddress;

/** The pages that mails lead to, at our public address. */
@ApplicationScoped
class ResetPlace implements ResetAddress {

  private final PublicAddress address;

  @Inject
  ResetPlace(PublicAddress address) {
    this.address = address;
  }

  @Override
  public URI withCode(String code) {
    return URI.create(address.page("/reset") + "#" + code);
  }

  @Override
  public URI signIn() {
    return address.page("/sign-in");
  }
}
