package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.Workflow;

/** Tokens for calls to the platforms: short-lived, held in memory, bought when needed. */
@Workflow
public class AccessTokens {

  private static final Duration EARLY = Duration.ofMinutes(2);

  private final SecretVault vault;
  private final AuthorizationServers servers;
  private final Clock clock;
  private final Map<ConnectionId, Held> tokens = new ConcurrentHashMap<>();

  @Inject
  public AccessTokens(SecretVault vault, AuthorizationServers servers, Clock clock) {
    this.vault = vault;
    this.servers = servers;
    this.clock = clock;
  }

  private record Held(Secret token, Instant fetchedAt, Instant until) {
    boolean goodAt(Instant now) {
      return now.isBefore(until) && !now.isBefore(fetchedAt);
    }
  }

  /**
   * A token that is good for some time still. The caller closes it.
   *
   * @throws PlatformTrouble {@code UNAUTHORIZED} if the seller has to authorise again
   */
  public Secret of(Authorization.Snapshot grant, Actor reader) {
    if (grant.style() == TokenStyle.FIXED) {
      return lasting(grant, reader);
    }
    Instant now = clock.instant();
    return tokens
        .compute(
            grant.id(),
            (id, held) -> held != null && held.goodAt(now) ? held : fetch(grant, reader, now))
        .token()
        .copy();
  }

  /** Forgets a token that the platform refused. */
  public void refused(Authorization.Snapshot grant) {
    tokens.remove(grant.id());
  }

  private Held fetch(Authorization.Snapshot grant, Actor reader, Instant now) {
    AuthorizationServer server =
        servers
            .of(grant.platform())
            .orElseThrow(() -> trouble(grant, PlatformTrouble.Kind.REFUSED));
    try (Secret lasting = lasting(grant, reader);
        Tokens tokens = server.renew(grant, lasting)) {
      Tokens.Access access =
          tokens.access().orElseThrow(() -> trouble(grant, PlatformTrouble.Kind.UNAVAILABLE));
      return new Held(access.token().copy(), now, access.until().minus(EARLY));
    }
  }

  private Secret lasting(Authorization.Snapshot grant, Actor reader) {
    return vault
        .open(grant.seller(), grant.secret(), SecretVault.Stage.CURRENT, reader, Purpose.API_CALL)
        .orElseThrow(() -> trouble(grant, PlatformTrouble.Kind.UNAUTHORIZED));
  }

  private static PlatformTrouble trouble(Authorization.Snapshot grant, PlatformTrouble.Kind kind) {
    return new PlatformTrouble(grant.platform() + ".token", kind);
  }
}
