package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.Workflow;

/**
 * Ends a revoked grant at its platform and destroys its secret. Where the platform cannot be
 * reached it is tried again; after the last try the secret is destroyed all the same.
 */
@Workflow
public class EndConnection implements ErrandHandler {

  static final String KIND = "end-connection";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final EndingSteps steps;
  private final AuthorizationServers servers;
  private final SecretVault vault;

  @Inject
  public EndConnection(EndingSteps steps, AuthorizationServers servers, SecretVault vault) {
    this.steps = steps;
    this.servers = servers;
    this.vault = vault;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    Optional<Authorization.Snapshot> found =
        steps.revoked(errand.seller(), ConnectionId.of(errand.subject()));
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    Authorization.Snapshot grant = found.get();
    Optional<AuthorizationServer> server = servers.of(grant.platform());
    Optional<Secret> lasting =
        vault.open(
            grant.seller(), grant.secret(), SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL);
    if (server.isEmpty() || lasting.isEmpty()) {
      lasting.ifPresent(Secret::close);
      steps.done(grant, Ending.Stage.BY_SELLER, ACTOR);
      return Outcome.DONE;
    }
    boolean ended = true;
    try (Secret held = lasting.get()) {
      ended = end(server.get(), grant, held);
    } catch (PlatformTrouble e) {
      switch (e.kind()) {
        case THROTTLED -> {
          return new Outcome.Again(e.retryAfter().orElse(Duration.ofSeconds(5)));
        }
        // The platform does not know it any more: it has ended there.
        case UNAUTHORIZED -> {}
        case UNAVAILABLE, DOUBTFUL, REFUSED -> throw e;
      }
    }
    steps.done(grant, ended ? Ending.Stage.ENDED : Ending.Stage.BY_SELLER, ACTOR);
    return Outcome.DONE;
  }

  private boolean end(AuthorizationServer server, Authorization.Snapshot grant, Secret lasting) {
    if (grant.style() == TokenStyle.FIXED) {
      return server.end(grant, lasting);
    }
    try (Tokens bought = server.renew(grant, lasting)) {
      if (bought.style() == TokenStyle.REPLACED) {
        steps.keep(grant, bought.lasting(), ACTOR);
      }
      Tokens.Access access =
          bought
              .access()
              .orElseThrow(
                  () ->
                      new PlatformTrouble(
                          grant.platform() + ".token", PlatformTrouble.Kind.UNAVAILABLE));
      return server.end(grant, access.token());
    }
  }

  @Override
  public void willRetry(Errand errand, RuntimeException failure, Instant nextTry) {
    steps.triedAgainAt(errand.seller(), ConnectionId.of(errand.subject()), nextTry);
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    steps
        .revoked(errand.seller(), ConnectionId.of(errand.subject()))
        .ifPresent(grant -> steps.done(grant, Ending.Stage.BY_SELLER, ACTOR));
  }
}
