package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Ends a grant, for example when the platform says that the seller removed us. */
@UseCase
public class RevokeAuthorization {

  private final Authorizations authorizations;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public RevokeAuthorization(Authorizations authorizations, DomainEvents events, Clock clock) {
    this.authorizations = authorizations;
    this.events = events;
    this.clock = clock;
  }

  /** Ends the grant; a second time changes nothing. */
  public void of(SellerId seller, ConnectionId id) {
    of(seller, id, clock.instant());
  }

  /** Ends a grant that has given no access since {@code accessEndedAt}. */
  public void of(SellerId seller, ConnectionId id, Instant accessEndedAt) {
    authorizations
        .findForUpdate(seller, id)
        .ifPresent(
            found -> {
              Instant now = clock.instant();
              if (found.revoked(now)) {
                authorizations.save(found);
                events.announce(
                    new AuthorizationRevoked(
                        seller, id, found.snapshot().platform(), accessEndedAt, now));
              }
            });
  }
}
