package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.FindApplicationSecret;
import org.lockkeeper.credentials.rotation.RotationPolicy;

/** The clock of our applications' own secrets. */
@Singleton
public class SecretClocks implements LiveClock {

  private final AuthorizationServers servers;
  private final FindApplicationSecret secrets;
  private final RotationPolicy policy;

  @Inject
  public SecretClocks(
      AuthorizationServers servers, FindApplicationSecret secrets, RotationPolicy policy) {
    this.servers = servers;
    this.secrets = secrets;
    this.policy = policy;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (!clock.equals("application-secret")) {
      return Optional.empty();
    }
    List<ApplicationSecret.Snapshot> all =
        servers.all().stream().map(AuthorizationServer::platform).map(secrets::of).toList();
    List<Instant> ends = all.stream().flatMap(secret -> end(secret).stream()).toList();
    return Optional.of(
        new Figures(
            all.stream()
                .flatMap(secret -> secret.writtenAt().stream())
                .max(Comparator.naturalOrder()),
            ends.stream().min(Comparator.naturalOrder()),
            all.size(),
            ends.stream().filter(at -> !now.isBefore(at)).count(),
            true));
  }

  /** Of one that came with the installation the end is not known here. */
  private Optional<Instant> end(ApplicationSecret.Snapshot secret) {
    return secret
        .endsAt()
        .or(() -> secret.writtenAt().map(at -> at.plus(policy.rule(secret.platform()).life())));
  }
}
