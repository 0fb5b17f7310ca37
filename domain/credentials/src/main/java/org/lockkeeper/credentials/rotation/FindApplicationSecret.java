package org.lockkeeper.credentials.rotation;

import jakarta.inject.Inject;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.UseCase;

/** Tells how far the replacing of an application's secret is. */
@UseCase
public class FindApplicationSecret {

  private final ApplicationSecrets secrets;

  @Inject
  public FindApplicationSecret(ApplicationSecrets secrets) {
    this.secrets = secrets;
  }

  public ApplicationSecret.Snapshot of(Platform platform) {
    return secrets.of(platform).snapshot();
  }
}
