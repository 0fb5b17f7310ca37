package org.lockkeeper.compliance.notices;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.FindApplicationSecret;
import org.lockkeeper.credentials.rotation.RotateApplicationSecret;
import org.lockkeeper.credentials.rotation.RotationPolicy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/** Warns of everything that ends: 30, 14, 7 days and one day before, each once. */
@Workflow
public class RaiseNotices {

  private final NoticeSteps steps;
  private final AuthorizationServers servers;
  private final FindApplicationSecret secrets;
  private final RotateApplicationSecret rotate;
  private final RotationPolicy policy;

  @Inject
  public RaiseNotices(
      NoticeSteps steps,
      AuthorizationServers servers,
      FindApplicationSecret secrets,
      RotateApplicationSecret rotate,
      RotationPolicy policy) {
    this.steps = steps;
    this.servers = servers;
    this.secrets = secrets;
    this.rotate = rotate;
    this.policy = policy;
  }

  /** Raises what is due; one transaction for each seller. */
  public void asOf(Instant now) {
    List<Duration> before = policy.noticesBefore();
    for (SellerId seller : steps.sellersWithEnds(now.plus(before.getFirst()))) {
      steps.ofSeller(seller, now, before);
    }
    for (AuthorizationServer server : servers.all()) {
      ApplicationSecret.Snapshot secret = secrets.of(server.platform());
      rotate.end(secret).ifPresent(end -> steps.ofApplication(server.platform(), end, now, before));
    }
  }
}
