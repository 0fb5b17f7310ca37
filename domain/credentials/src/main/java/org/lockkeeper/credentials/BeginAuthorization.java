package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Sends a seller to a platform's consent page, with a state that is good once. */
@UseCase
public class BeginAuthorization {

  private static final Duration KEPT = Duration.ofDays(1);

  private final AuthorizationServers servers;
  private final AuthorizationAttempts attempts;
  private final Authorizations authorizations;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public BeginAuthorization(
      AuthorizationServers servers,
      AuthorizationAttempts attempts,
      Authorizations authorizations,
      SecureRandom random,
      Clock clock) {
    this.servers = servers;
    this.attempts = attempts;
    this.authorizations = authorizations;
    this.random = random;
    this.clock = clock;
  }

  /** Where the seller goes now. */
  public sealed interface Result {

    /** To the platform. The address carries the state; it is for the browser alone. */
    record Go(URI consent) implements Result {
      @Override
      public String toString() {
        return "Go[withheld]";
      }
    }

    /** Nowhere: what was said names no account there. */
    record UnusableAnswer() implements Result {}

    /** Nowhere: there is no such platform, or no such connection. */
    record NothingToAuthorize() implements Result {}
  }

  /**
   * Begins for a new account.
   *
   * @param session a digest of a value that only this browser session has
   * @param answer to the platform's question; empty text if it asks nothing
   * @param callback where the platform is to send the browser back to
   */
  public Result of(
      SellerId seller, String session, Platform platform, String answer, URI callback) {
    return servers
        .of(platform)
        .map(server -> begin(server, seller, session, answer, Optional.empty(), callback))
        .orElseGet(Result.NothingToAuthorize::new);
  }

  /** Begins for an account that is connected already; it must be the same one at the end. */
  public Result again(SellerId seller, String session, ConnectionId connection, URI callback) {
    Optional<Authorization.Snapshot> known =
        authorizations
            .find(seller, connection)
            .map(Authorization::snapshot)
            .filter(Authorization.Snapshot::listening);
    Optional<AuthorizationServer> server = known.flatMap(grant -> servers.of(grant.platform()));
    return server
        .map(
            s ->
                begin(
                    s,
                    seller,
                    session,
                    s.answerOf(known.orElseThrow()),
                    Optional.of(connection),
                    callback))
        .orElseGet(Result.NothingToAuthorize::new);
  }

  private Result begin(
      AuthorizationServer server,
      SellerId seller,
      String session,
      String answer,
      Optional<ConnectionId> renewing,
      URI callback) {
    Instant now = clock.instant();
    OneTimeState state = OneTimeState.fresh(random);
    URI consent;
    try {
      consent = server.consent(answer, state.text(), callback);
    } catch (AuthorizationServer.UnusableAnswer e) {
      return new Result.UnusableAnswer();
    }
    attempts.forgetEndedBefore(seller, now.minus(KEPT));
    attempts.add(
        new AuthorizationAttempt(
            seller,
            state.digest(),
            session,
            server.platform(),
            answer,
            renewing,
            now,
            now.plus(AuthorizationAttempt.SPAN),
            Optional.empty()));
    return new Result.Go(consent);
  }
}
