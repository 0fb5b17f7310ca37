package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Tries a new application secret until the platform took or refused it. */
@Workflow
public class TryApplicationSecret implements ErrandHandler {

  public static final String KIND = "try-application-secret";

  private static final Actor ACTOR = new Actor.Task(KIND);

  private final RotateApplicationSecret rotate;

  @Inject
  public TryApplicationSecret(RotateApplicationSecret rotate) {
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
    rotate.tryOut(new Platform(errand.subject()), ACTOR);
    return Outcome.DONE;
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    rotate.notTried(new Platform(errand.subject()));
  }
}
