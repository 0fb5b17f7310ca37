package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.RenewGrants;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.rotation.RotateApplicationSecret;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Replaces a secret that a person has seen: by a renewal where that replaces it, by a request where
 * the platform gives a new one, and otherwise by telling who can.
 */
@Workflow
public class ReplaceSeenSecret implements ErrandHandler {

  static final String KIND = "replace-seen-secret";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final BreakGlassSteps steps;
  private final FindAuthorization grants;
  private final RenewGrants tokens;
  private final RotateApplicationSecret rotate;
  private final TellPeople tell;
  private final Clock clock;

  @Inject
  public ReplaceSeenSecret(
      BreakGlassSteps steps,
      FindAuthorization grants,
      RenewGrants tokens,
      RotateApplicationSecret rotate,
      TellPeople tell,
      Clock clock) {
    this.steps = steps;
    this.grants = grants;
    this.tokens = tokens;
    this.rotate = rotate;
    this.tell = tell;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    steps.seen(UUID.fromString(errand.subject())).ifPresent(this::replace);
    return Outcome.DONE;
  }

  private void replace(BreakGlassCase.Target target) {
    if (target.connection().isEmpty()) {
      if (rotate.ask(target.platform(), ACTOR) == RotateApplicationSecret.Result.ENTER_IT) {
        tell.of(
            SellerId.PLATFORM,
            Notice.Kind.SECRET_WANTED,
            "application:" + target.platform(),
            target.platform().value(),
            target.platform().value(),
            clock.instant(),
            0);
      }
      return;
    }
    grants
        .known(target.seller(), target.connection().get())
        .filter(Authorization.Snapshot::usable)
        .ifPresent(this::replace);
  }

  private void replace(Authorization.Snapshot grant) {
    if (grant.style() == TokenStyle.REPLACED) {
      tokens.renewNow(grant, ACTOR);
    } else {
      tell.of(
          grant.seller(),
          Notice.Kind.CONSENT_WANTED,
          "connection:" + grant.id(),
          grant.platform().value(),
          grant.label(),
          clock.instant(),
          0);
    }
  }
}
