package org.lockkeeper.credentials.rotation;

import java.util.Optional;
import org.lockkeeper.credentials.Platform;

/** The platforms that give new application secrets when asked. */
public interface ApplicationSecretSources {

  Optional<ApplicationSecretSource> of(Platform platform);

  /** The platform that calls our application so. */
  Optional<ApplicationSecretSource> owning(String clientId);
}
