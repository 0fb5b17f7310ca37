package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Takes in what a platform sent a seller's browser back with. The state is used up first, whatever
 * else is wrong; the code is exchanged outside any transaction and at most once; a grant is stored
 * whole or not at all.
 */
@Workflow
public class CompleteAuthorization {

  private static final System.Logger LOG = System.getLogger(CompleteAuthorization.class.getName());

  private static final String STATE = "state";

  private final AuthorizationServers servers;
  private final TakeAttempt attempts;
  private final AcceptGrant accept;
  private final AccessTokens tokens;
  private final Clock clock;

  @Inject
  public CompleteAuthorization(
      AuthorizationServers servers,
      TakeAttempt attempts,
      AcceptGrant accept,
      AccessTokens tokens,
      Clock clock) {
    this.servers = servers;
    this.attempts = attempts;
    this.accept = accept;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What became of it. In all but the first case nothing was stored. */
  public sealed interface Result {

    /** The account is open to us. */
    record Connected(Authorization.Snapshot grant, boolean renewed) implements Result {}

    /** The seller said no. */
    record Denied() implements Result {}

    /** The way back does not fit a way out of ours. */
    record NotOurs(TakeAttempt.Why why) implements Result {}

    /** What came is not from the platform, or too old. */
    record Forged() implements Result {}

    /** The seller came back with another account than the one asked for. */
    record WrongAccount(String asked, String got) implements Result {}

    /** The account is connected through another seller. */
    record AccountOfAnotherSeller(String account) implements Result {}

    /** Rights are missing without which nothing works. */
    record ScopesMissing(Set<String> missing) implements Result {
      public ScopesMissing {
        missing = Set.copyOf(missing);
      }
    }

    /** The platform does not take the code: it was used, or its time was over. */
    record CodeRefused() implements Result {}

    /** The platform does not know our application; the operator has to act. */
    record ApplicationRefused() implements Result {}

    /** The platform did not answer; the seller may begin again. */
    record PlatformUnavailable() implements Result {}
  }

  /**
   * Completes an attempt.
   *
   * @param session a digest of a value that only this browser session has
   * @param query the parameters that came back, each once
   * @param callback the address that was named when it began
   */
  public Result of(
      SellerId seller,
      String session,
      Platform platform,
      Map<String, String> query,
      URI callback,
      Actor actor) {
    Optional<AuthorizationServer> server = servers.of(platform);
    if (server.isEmpty()) {
      return new Result.NotOurs(TakeAttempt.Why.UNKNOWN);
    }
    TakeAttempt.Taken taken =
        attempts.with(seller, OneTimeState.read(query.getOrDefault(STATE, "")), session, platform);
    return switch (taken) {
      case TakeAttempt.Taken.Bad bad -> new Result.NotOurs(bad.why());
      case TakeAttempt.Taken.Good good ->
          switch (server.get().read(query)) {
            case Callback.Denied d -> new Result.Denied();
            case Callback.Forged f -> new Result.Forged();
            case Callback.Agreed agreed ->
                agreed(server.get(), good.attempt(), agreed, callback, actor);
          };
    };
  }

  private Result agreed(
      AuthorizationServer server,
      AuthorizationAttempt attempt,
      Callback.Agreed agreed,
      URI callback,
      Actor actor) {
    try (Secret code = agreed.code()) {
      Optional<String> asked = server.account(attempt.answer());
      if (!agreed.account().isEmpty()) {
        Optional<AcceptGrant.Verdict> objection =
            accept.objection(attempt, asked, agreed.account());
        if (objection.isPresent()) {
          return result(objection.get());
        }
      }
      Grant grant;
      try {
        grant =
            server.exchange(
                attempt.seller(),
                attempt.answer(),
                new Callback.Agreed(agreed.account(), code, agreed.details()),
                callback);
      } catch (AuthorizationServer.UnusableAnswer e) {
        // What was opened is none, or more than one, of what the seller had named.
        return new Result.WrongAccount(attempt.answer(), "");
      } catch (PlatformTrouble e) {
        LOG.log(
            Level.WARNING,
            "authorization.exchange-failed platform={0} kind={1}",
            attempt.platform(),
            e.kind());
        return switch (e.kind()) {
          case UNAUTHORIZED -> new Result.CodeRefused();
          case REFUSED -> new Result.ApplicationRefused();
          case THROTTLED, UNAVAILABLE, DOUBTFUL -> new Result.PlatformUnavailable();
        };
      }
      try (grant) {
        return take(server, attempt, asked, grant, actor);
      }
    }
  }

  private Result take(
      AuthorizationServer server,
      AuthorizationAttempt attempt,
      Optional<String> asked,
      Grant grant,
      Actor actor) {
    AcceptGrant.Verdict verdict;
    try {
      verdict = accept.take(attempt, asked, server, grant, actor);
    } catch (RuntimeException e) {
      // Two sellers at the same moment: the database lets one of them in.
      Optional<AcceptGrant.Verdict> objection = accept.objection(attempt, asked, grant.account());
      if (objection.isEmpty()) {
        letGo(server, attempt, grant);
        throw e;
      }
      verdict = objection.get();
    }
    if (verdict instanceof AcceptGrant.Verdict.Taken taken) {
      tokens.refused(taken.grant());
    } else {
      letGo(server, attempt, grant);
    }
    return result(verdict);
  }

  /** Ends a grant that we do not take, unless a connection that we have would end with it. */
  private void letGo(AuthorizationServer server, AuthorizationAttempt attempt, Grant grant) {
    if (accept.isOpen(attempt.seller(), attempt.platform(), grant.account())) {
      return;
    }
    Authorization.Snapshot given =
        Authorization.granted(
                ConnectionId.of("00000000-0000-0000-0000-000000000000"),
                attempt.seller(),
                attempt.platform(),
                grant,
                clock.instant())
            .snapshot();
    try {
      if (grant.tokens().style() == TokenStyle.FIXED) {
        server.end(given, grant.tokens().lasting());
      } else if (grant.tokens().access().isPresent()) {
        server.end(given, grant.tokens().access().get().token());
      }
      LOG.log(Level.INFO, "authorization.let-go platform={0}", attempt.platform());
    } catch (PlatformTrouble e) {
      // It ends by itself when nobody uses it; the seller is told that nothing was connected.
      LOG.log(
          Level.WARNING,
          "authorization.not-ended platform={0} kind={1}",
          attempt.platform(),
          e.kind());
    }
  }

  private static Result result(AcceptGrant.Verdict verdict) {
    return switch (verdict) {
      case AcceptGrant.Verdict.Taken t -> new Result.Connected(t.grant(), t.renewed());
      case AcceptGrant.Verdict.WrongAccount w -> new Result.WrongAccount(w.asked(), w.got());
      case AcceptGrant.Verdict.OfAnotherSeller o -> new Result.AccountOfAnotherSeller(o.account());
      case AcceptGrant.Verdict.ScopesMissing s -> new Result.ScopesMissing(s.missing());
    };
  }
}
