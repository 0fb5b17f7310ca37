package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RenewalSteps;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is committed when a secret is suspected, and when its grant has ended at the platform. */
@UseCase
public class SuspicionSteps {

  private final Authorizations authorizations;
  private final RenewalSteps renewals;
  private final SecretVault vault;
  private final SecretCare care;
  private final Errands errands;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public SuspicionSteps(
      Authorizations authorizations,
      RenewalSteps renewals,
      SecretVault vault,
      SecretCare care,
      Errands errands,
      DomainEvents events,
      Clock clock) {
    this.authorizations = authorizations;
    this.renewals = renewals;
    this.vault = vault;
    this.care = care;
    this.errands = errands;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Stops the use of a grant now, and has it ended at the platform soon.
   *
   * @return false if there is nothing to stop any more
   */
  public boolean suspected(SellerId seller, ConnectionId connection) {
    Optional<Authorization.Snapshot> grant =
        authorizations
            .find(seller, connection)
            .map(Authorization::snapshot)
            .filter(Authorization.Snapshot::listening);
    if (grant.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    renewals.lapse(seller, connection, Standing.Cause.SUSPECTED);
    errands.soon(EndSuspected.errand(seller, connection));
    events.announce(
        new CredentialSuspected(seller, Optional.of(connection), grant.get().platform(), now));
    return true;
  }

  /** Says that a secret of our own application is suspected. */
  public void suspected(Platform platform) {
    events.announce(
        new CredentialSuspected(SellerId.PLATFORM, Optional.empty(), platform, clock.instant()));
  }

  /** The grant that is to be ended; empty if the seller has authorised again since. */
  public Optional<Authorization.Snapshot> toEnd(SellerId seller, ConnectionId connection) {
    return authorizations
        .findForUpdate(seller, connection)
        .map(Authorization::snapshot)
        .filter(grant -> grant.standing() instanceof Standing.Lapsed);
  }

  /** Keeps the successor of a lasting token that was used up on the way to the end. */
  public void keep(Authorization.Snapshot grant, Secret successor, Actor actor) {
    if (toEnd(grant.seller(), grant.id()).isPresent()) {
      vault.store(grant.seller(), grant.secret(), successor, actor);
    }
  }

  /** The grant has ended, or will not be ended by us: no version of its secret is kept. */
  public void ended(Authorization.Snapshot grant, Actor actor) {
    if (toEnd(grant.seller(), grant.id()).isPresent()) {
      // Not destroyed with its name: the seller authorises again for the same connection.
      for (SecretVault.Stage stage : SecretVault.Stage.values()) {
        care.discard(grant.seller(), grant.secret(), stage, actor);
      }
    }
  }
}
