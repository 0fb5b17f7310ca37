package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
   * @param secret closed by the caller
   * @param endpoint where the account's webhooks come in; empty if it sends none
   */
  public void granted(
      SellerId seller,
      Platform platform,
      String account,
      Set<String> scopes,
      Secret secret,
      Optional<EndpointToken> endpoint,
      Actor actor) {
    boolean known =
        authorizations.all(seller).stream()
            .map(Authorization::snapshot)
            .anyMatch(
                a -> a.usable() && a.platform().equals(platform) && a.account().equals(account));
    if (known) {
      return;
    }
    Instant now = clock.instant();
    Authorization authorization =
        Authorization.granted(new ConnectionId(ids.next()), seller, platform, account, scopes, now);
    authorizations.add(authorization, endpoint.map(EndpointToken::digest).orElse(new byte[0]));
    vault.store(seller, authorization.snapshot().secret(), secret, actor);
    events.announce(new SellerAuthorized(seller, authorization.snapshot().id(), platform, now));
  }
}
