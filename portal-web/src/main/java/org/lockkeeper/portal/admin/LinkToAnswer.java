package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.lockkeeper.compliance.reach.AnswerAddress;
import org.lockkeeper.portal.session.PublicAddress;

/** The public page on which somebody answers, with the code in the part that no server is told. */
@ApplicationScoped
class LinkToAnswer implements AnswerAddress {

  private final PublicAddress address;

  @Inject
  LinkToAnswer(PublicAddress address) {
    this.address = address;
  }

  @Override
  public URI withCode(String code) {
    return URI.create(address.page("/here") + "#" + code);
  }
}
