package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Platform;

/** The platforms whose adapters are on board. */
@ApplicationScoped
class InstalledAuthorizationServers implements AuthorizationServers {

  private final Instance<AuthorizationServer> servers;

  @Inject
  InstalledAuthorizationServers(@Any Instance<AuthorizationServer> servers) {
    this.servers = servers;
  }

  @Override
  public Optional<AuthorizationServer> of(Platform platform) {
    return servers.stream().filter(server -> server.platform().equals(platform)).findFirst();
  }

  @Override
  public List<AuthorizationServer> all() {
    return servers.stream()
        .map(AuthorizationServer.class::cast)
        .sorted(
            Comparator.comparing((AuthorizationServer s) -> !s.platform().equals(Platform.AMAZON))
                .thenComparing(s -> s.platform().value()))
        .toList();
  }
}
