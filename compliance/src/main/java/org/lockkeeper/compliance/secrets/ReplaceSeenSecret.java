package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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
 * the platform gives a new one (repeated by itself while the platform cannot be reached), and
 * otherwise by telling who can.
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
      RotateApplicationSecret.Result result = rotate.ask(target.platform(), ACTOR);
      if (result == RotateApplicationSecret.Result.ENTER_IT
          || result == RotateApplicationSecret.Result.REFUSED) {
        tell.of(
            SellerId.PLATFORM,
            Notice.Kind.SECRET_WANTED,
            "application:" + target.platform(),
            target.platform().value(),
            target.platform().value(),
            clock.instant().truncatedTo(ChronoUnit.DAYS),
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
          clock.instant().truncatedTo(ChronoUnit.DAYS),
          0);
    }
  }
}
