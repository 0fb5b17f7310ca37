package org.lockkeeper.credentials;

import java.util.List;
import java.util.Optional;

/** The platforms that are installed. */
public interface AuthorizationServers {

  Optional<AuthorizationServer> of(Platform platform);

  /** All of them: Amazon first, then by name. */
  List<AuthorizationServer> all();
}
