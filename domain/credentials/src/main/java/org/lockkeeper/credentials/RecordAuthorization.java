package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Stores a grant that a seller gave, its secret first. */
@UseCase
public class RecordAuthorization {

  private final Authorizations authorizations;
  private final SecretVault vault;
  private final DomainEvents events;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public RecordAuthorization(
      Authorizations authorizations, SecretVault vault, DomainEvents events, Ids ids, Clock clock) {
    this.authorizations = authorizations;
    this.vault = vault;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Stores the grant, unless this account is already connected for the seller.
   *
   * @param grant closed by the caller
   * @param endpoint where the account's webhooks come in; empty if it sends none
   * @return the grant that is in force now
   */
  public Authorization.Snapshot granted(
      SellerId seller,
      Platform platform,
      Grant grant,
      Optional<EndpointToken> endpoint,
      Actor actor) {
    Optional<Authorization.Snapshot> known =
        authorizations.all(seller).stream()
            .map(Authorization::snapshot)
            .filter(a -> a.listening() && a.platform().equals(platform))
            .filter(a -> a.account().equals(grant.account()))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    Instant now = clock.instant();
    Authorization authorization =
        Authorization.granted(new ConnectionId(ids.next()), seller, platform, grant, now);
    Authorization.Snapshot made = authorization.snapshot();
    authorizations.add(authorization, endpoint.map(EndpointToken::digest).orElse(new byte[0]));
    vault.store(seller, made.secret(), grant.tokens().lasting(), actor);
    events.announce(new SellerAuthorized(seller, made.id(), platform, now));
    return made;
  }
}
