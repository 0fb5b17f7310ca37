package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RenewGrants;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Somebody else may know a secret. A seller's grant is not used any more from this moment,
 * ended at the platform, its secret destroyed, and the seller asked to authorise again: a token
 * that was merely replaced would leave a stolen one a way on. The secret of an application is
 * replaced at once, and the overlap of a former one ends now.
 */
@Workflow
public class SuspectCredential {

  private static final System.Logger LOG = System.getLogger(SuspectCredential.class.getName());

  private final SuspicionSteps steps;
  private final RenewGrants tokens;
  private final RotationSteps rotation;
  private final RotateApplicationSecret rotate;

  @Inject
  public SuspectCredential(
      SuspicionSteps steps,
      RenewGrants tokens,
      RotationSteps rotation,
      RotateApplicationSecret rotate) {
    this.steps = steps;
    this.tokens = tokens;
    this.rotation = rotation;
    this.rotate = rotate;
  }

  /**
   * A seller's grant is suspected.
   *
   * @return false if there was nothing to stop any more
   */
  public boolean ofConnection(SellerId seller, ConnectionId connection) {
    boolean news = steps.suspected(seller, connection);
    tokens.forget(connection);
    LOG.log(Level.WARNING, "credential.suspected connection={0}", connection);
    return news;
  }

  /** The secret of our own application is suspected. */
  public RotateApplicationSecret.Result ofApplication(Platform platform, Actor actor) {
    steps.suspected(platform);
    rotation.endOverlap(platform, true, actor);
    LOG.log(Level.WARNING, "application-secret.suspected platform={0}", platform);
    return rotate.ask(platform, actor);
  }
}
