package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Connections;

/** Tells orders how the seller's connections stand. */
@ApplicationScoped
class ConnectionsOfSellers implements Connections {

  private final FindAuthorization authorizations;

  @Inject
  ConnectionsOfSellers(FindAuthorization authorizations) {
    this.authorizations = authorizations;
  }

  @Override
  public State channel(SellerId seller, ConnectionId connection) {
    return authorizations.present(seller, connection).map(this::state).orElse(State.GONE);
  }

  @Override
  public State fulfilment(SellerId seller) {
    Optional<Authorization.Snapshot> usable = authorizations.usable(seller, Platform.AMAZON);
    return usable.isEmpty() && authorizations.readable(seller, Platform.AMAZON).isPresent()
        ? State.PAUSED
        : State.OPEN;
  }

  /** A grant that lapsed is found out by the call that is refused. */
  private State state(Authorization.Snapshot grant) {
    return switch (grant.standing()) {
      case Standing.Active a -> State.OPEN;
      case Standing.Paused p -> State.PAUSED;
      case Standing.Lapsed l -> State.OPEN;
      case Standing.Revoked r -> State.GONE;
    };
  }
}
