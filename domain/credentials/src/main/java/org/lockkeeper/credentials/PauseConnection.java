package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Gives a connection a rest and ends it. While it rests everything is taken in and nothing is sent
 * out.
 */
@UseCase
public class PauseConnection {

  private final Authorizations authorizations;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public PauseConnection(Authorizations authorizations, DomainEvents events, Clock clock) {
    this.authorizations = authorizations;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Begins the rest.
   *
   * @return false if there is nothing that could rest
   */
  public boolean begin(SellerId seller, ConnectionId id) {
    Instant now = clock.instant();
    Optional<Authorization> found =
        authorizations.findForUpdate(seller, id).filter(grant -> grant.pause(now));
    found.ifPresent(
        grant -> {
          authorizations.save(grant);
          events.announce(new ConnectionPaused(seller, id, grant.snapshot().platform(), now));
        });
    return found.isPresent();
  }

  /**
   * Ends the rest; what waited goes on at once.
   *
   * @return false if nothing rested
   */
  public boolean end(SellerId seller, ConnectionId id) {
    Instant now = clock.instant();
    Optional<Authorization> found =
        authorizations.findForUpdate(seller, id).filter(grant -> grant.resume(now));
    found.ifPresent(
        grant -> {
          authorizations.save(grant);
          events.announce(new ConnectionResumed(seller, id, grant.snapshot().platform(), now));
        });
    return found.isPresent();
  }
}
