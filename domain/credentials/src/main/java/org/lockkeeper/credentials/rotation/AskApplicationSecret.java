package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Asks a platform for a new application secret after it could not be reached for that. */
@Workflow
public class AskApplicationSecret implements ErrandHandler {

  public static final String KIND = "ask-application-secret";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final RotateApplicationSecret rotate;

  @Inject
  public AskApplicationSecret(RotateApplicationSecret rotate) {
    this.rotate = rotate;
  }

  /** What asks for it. */
  public static Errand errand(Platform platform) {
    return new Errand(KIND, SellerId.PLATFORM, platform.value());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    rotate.askAgain(new Platform(errand.subject()), ACTOR);
    return Outcome.DONE;
  }
}
