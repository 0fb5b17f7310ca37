package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.rotation.ApplicationSecretSource;
import org.lockkeeper.credentials.rotation.ApplicationSecretSources;

/** The platforms whose adapters can ask for a new application secret. */
@ApplicationScoped
class InstalledSecretSources implements ApplicationSecretSources {

  private final Instance<ApplicationSecretSource> sources;

  @Inject
  InstalledSecretSources(@Any Instance<ApplicationSecretSource> sources) {
    this.sources = sources;
  }

  @Override
  public Optional<ApplicationSecretSource> of(Platform platform) {
    return sources.stream()
        .map(ApplicationSecretSource.class::cast)
        .filter(source -> source.platform().equals(platform) && source.isHeard())
        .findFirst();
  }

  @Override
  public Optional<ApplicationSecretSource> owning(String clientId) {
    return sources.stream()
        .map(ApplicationSecretSource.class::cast)
        .filter(source -> source.owns(clientId))
        .findFirst();
  }
}
