package org.lockkeeper.portal.certificates;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.lockkeeper.compliance.certificates.CertificateAddress;
import org.lockkeeper.portal.session.PublicAddress;

/** The page of links, at our public address. */
@ApplicationScoped
class LinkAddress implements CertificateAddress {

  private final PublicAddress address;

  @Inject
  LinkAddress(PublicAddress address) {
    this.address = address;
  }

  @Override
  public URI withCode(String code) {
    return URI.create(address.page("/certificate") + "#" + code);
  }
}
