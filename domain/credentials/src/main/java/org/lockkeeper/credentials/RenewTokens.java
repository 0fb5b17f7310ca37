package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Renews the tokens of one connection before anybody needs them, so that a shop in which nothing
 * happens keeps its secret alive. What fails here is tried again when its pause is over, by the
 * next look at what is due.
 */
@Workflow
public class RenewTokens implements ErrandHandler {

  public static final String KIND = "renew-tokens";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final RenewGrants tokens;
  private final FindAuthorization grants;

  @Inject
  public RenewTokens(RenewGrants tokens, FindAuthorization grants) {
    this.tokens = tokens;
    this.grants = grants;
  }

  /** What asks for it. */
  public static Errand errand(SellerId seller, ConnectionId connection) {
    return new Errand(KIND, seller, connection.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    grants
        .known(errand.seller(), ConnectionId.of(errand.subject()))
        .ifPresent(
            grant -> {
              try {
                tokens.early(grant, ACTOR);
              } catch (PlatformTrouble e) {
                // Noted with its next time, or the seller was told: nothing for the queue to
                // repeat.
                LOG.log(
                    System.Logger.Level.INFO,
                    "grant.renewal.put-off connection={0} kind={1}",
                    grant.id(),
                    e.kind());
              }
            });
    return Outcome.DONE;
  }

  private static final System.Logger LOG = System.getLogger(RenewTokens.class.getName());
}
