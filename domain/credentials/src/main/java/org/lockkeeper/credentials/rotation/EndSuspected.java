package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.Tokens;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Ends a suspected grant at its platform, as often as it takes, and destroys the secret. */
@Workflow
public class EndSuspected implements ErrandHandler {

  static final String KIND = "end-suspected";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final SuspicionSteps steps;
  private final AuthorizationServers servers;
  private final SecretVault vault;

  @Inject
  public EndSuspected(SuspicionSteps steps, AuthorizationServers servers, SecretVault vault) {
    this.steps = steps;
    this.servers = servers;
    this.vault = vault;
  }

  static Errand errand(SellerId seller, ConnectionId connection) {
    return new Errand(KIND, seller, connection.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    Optional<Authorization.Snapshot> found =
        steps.toEnd(errand.seller(), ConnectionId.of(errand.subject()));
    if (found.isPresent()) {
      end(found.get());
    }
    return Outcome.DONE;
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    // The platform could not be told; what we hold goes all the same.
    steps
        .toEnd(errand.seller(), ConnectionId.of(errand.subject()))
        .ifPresent(grant -> steps.ended(grant, ACTOR));
  }

  private void end(Authorization.Snapshot grant) {
    Optional<AuthorizationServer> server = servers.of(grant.platform());
    Optional<Secret> lasting =
        vault.open(
            grant.seller(), grant.secret(), SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL);
    if (lasting.isPresent()) {
      try (Secret held = lasting.get()) {
        if (server.isPresent()) {
          end(server.get(), grant, held);
        }
      } catch (PlatformTrouble e) {
        if (e.kind() != PlatformTrouble.Kind.UNAUTHORIZED) {
          throw e;
        }
      }
    }
    steps.ended(grant, ACTOR);
  }

  private void end(AuthorizationServer server, Authorization.Snapshot grant, Secret lasting) {
    if (grant.style() == TokenStyle.FIXED) {
      server.end(grant, lasting);
      return;
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
      server.end(grant, access.token());
    }
  }
}
