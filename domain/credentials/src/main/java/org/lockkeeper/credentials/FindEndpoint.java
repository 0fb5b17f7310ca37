package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.kernel.UseCase;

/** Finds the grant that a webhook's address belongs to. */
@UseCase
public class FindEndpoint {

  private final Authorizations authorizations;

  @Inject
  public FindEndpoint(Authorizations authorizations) {
    this.authorizations = authorizations;
  }

  /** The grant behind the token; empty if there is none, or it was revoked. */
  public Optional<Authorization.Snapshot> by(EndpointToken token) {
    return authorizations
        .behindEndpoint(token.digest())
        .map(Authorization::snapshot)
        .filter(Authorization.Snapshot::listening);
  }
}
