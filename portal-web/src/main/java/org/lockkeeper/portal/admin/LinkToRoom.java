package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.lockkeeper.compliance.response.RoomAddress;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.portal.session.PublicAddress;

/** The room of an incident, at our public address. */
@ApplicationScoped
class LinkToRoom implements RoomAddress {

  private final PublicAddress address;

  @Inject
  LinkToRoom(PublicAddress address) {
    this.address = address;
  }

  @Override
  public URI of(IncidentId incident) {
    return URI.create(address.page("/admin/incident") + "?incident=" + incident);
  }
}
