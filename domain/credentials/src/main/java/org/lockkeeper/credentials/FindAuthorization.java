package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Finds a grant that can be used. */
@UseCase
public class FindAuthorization {

  private final Authorizations authorizations;

  @Inject
  public FindAuthorization(Authorizations authorizations) {
    this.authorizations = authorizations;
  }

  /** The grant of that id, if it is usable. */
  public Optional<Authorization.Snapshot> usable(SellerId seller, ConnectionId id) {
    return authorizations
        .find(seller, id)
        .map(Authorization::snapshot)
        .filter(Authorization.Snapshot::usable);
  }

  /** The seller's usable grant on a platform of which there is one account for each seller. */
  public Optional<Authorization.Snapshot> usable(SellerId seller, Platform platform) {
    return authorizations.all(seller).stream()
        .map(Authorization::snapshot)
        .filter(a -> a.usable() && a.platform().equals(platform))
        .findFirst();
  }

  /** The grant of that id, whatever its standing. */
  public Optional<Authorization.Snapshot> known(SellerId seller, ConnectionId id) {
    return authorizations.find(seller, id).map(Authorization::snapshot);
  }
}
