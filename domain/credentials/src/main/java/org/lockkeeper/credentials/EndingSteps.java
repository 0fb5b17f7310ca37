package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The steps that end a revoked connection, each in its own transaction. */
@UseCase
public class EndingSteps {

  private final Authorizations authorizations;
  private final Endings endings;
  private final SecretVault vault;
  private final SecretCare care;
  private final Errands errands;
  private final Clock clock;

  @Inject
  public EndingSteps(
      Authorizations authorizations,
      Endings endings,
      SecretVault vault,
      SecretCare care,
      Errands errands,
      Clock clock) {
    this.authorizations = authorizations;
    this.endings = endings;
    this.vault = vault;
    this.care = care;
    this.errands = errands;
    this.clock = clock;
  }

  /** Writes down what is due, and has the platform told soon. In the revocation's transaction. */
  public void begin(SellerId seller, ConnectionId connection, Instant revokedAt) {
    if (endings.of(seller, connection).isEmpty()) {
      endings.save(Ending.of(seller, connection, revokedAt));
      errands.soon(new Errand(EndConnection.KIND, seller, connection.toString()));
    }
  }

  /** What is due for the seller's revoked connections. */
  public List<Ending> all(SellerId seller) {
    return endings.all(seller);
  }

  Optional<Authorization.Snapshot> revoked(SellerId seller, ConnectionId connection) {
    return authorizations
        .find(seller, connection)
        .map(Authorization::snapshot)
        .filter(grant -> !grant.listening());
  }

  /** The successor of a lasting token that was used up on the way to the end. */
  void keep(Authorization.Snapshot grant, Secret successor, Actor actor) {
    vault.store(grant.seller(), grant.secret(), successor, actor);
  }

  void triedAgainAt(SellerId seller, ConnectionId connection, Instant next) {
    endings.of(seller, connection).ifPresent(ending -> endings.save(ending.triedAgainAt(next)));
  }

  /** Destroys the secret and writes down how it ended. */
  void done(Authorization.Snapshot grant, Ending.Stage how, Actor actor) {
    care.destroy(grant.seller(), grant.secret(), actor);
    endings
        .of(grant.seller(), grant.id())
        .ifPresent(ending -> endings.save(ending.done(how, clock.instant())));
  }
}
