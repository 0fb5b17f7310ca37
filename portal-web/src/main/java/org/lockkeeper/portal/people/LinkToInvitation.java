package org.lockkeeper.portal.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.lockkeeper.compliance.access.people.InvitationAddress;
import org.lockkeeper.portal.session.PublicAddress;

/** The page of invitations, at our public address. */
@ApplicationScoped
class LinkToInvitation implements InvitationAddress {

  private final PublicAddress address;

  @Inject
  LinkToInvitation(PublicAddress address) {
    this.address = address;
  }

  @Override
  public URI withCode(String code) {
    return URI.create(address.page("/invitation") + "#" + code);
  }
}
