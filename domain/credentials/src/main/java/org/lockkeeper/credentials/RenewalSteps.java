package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is committed before and after a platform is asked to renew. */
@UseCase
public class RenewalSteps {

  private final Authorizations authorizations;
  private final Renewals renewals;
  private final SecretVault vault;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  public RenewalSteps(
      Authorizations authorizations,
      Renewals renewals,
      SecretVault vault,
      DomainEvents events,
      Clock clock) {
    this.authorizations = authorizations;
    this.renewals = renewals;
    this.vault = vault;
    this.events = events;
    this.clock = clock;
  }

  /** Why somebody wants a token. */
  public enum Need {
    /** For a call, now. */
    USE,
    /** Before anybody needs it. */
    EARLY,
    /** Whatever is there: somebody asked for a new one. */
    FORCED
  }

  /** What is to be done. */
  public sealed interface Start {

    /** A token of this connection is good still. */
    record Usable(Renewal.Shared shared) implements Start {}

    /** The last call failed; nobody calls before then. */
    record Resting(Instant until) implements Start {}

    /** The seller has to authorise again. */
    record Ended() implements Start {}

    /** The intent is written: call. */
    record Go(Authorization.Snapshot grant, Renewal.Snapshot renewal) implements Start {}
  }

  /**
   * Looks at what is there, and writes the intent to renew if that is what is needed.
   *
   * @param refused the version that the platform refused; 0 if none
   */
  public Start begin(Authorization.Snapshot asked, Need need, int refused) {
    Instant now = clock.instant();
    Optional<Authorization> found = authorizations.find(asked.seller(), asked.id());
    if (found.isEmpty() || !renewable(found.get().snapshot().standing())) {
      return new Start.Ended();
    }
    Authorization.Snapshot grant = found.get().snapshot();
    Renewal renewal =
        renewals
            .find(grant.seller(), grant.id())
            .orElseGet(() -> Renewal.none(grant.seller(), grant.id()));
    Renewal.Snapshot state = renewal.snapshot();
    Optional<Renewal.Shared> shared =
        state.shared().filter(s -> s.version() > refused && good(s, need, state, now));
    if (shared.isPresent()) {
      return new Start.Usable(shared.get());
    }
    if (need != Need.FORCED && state.nextTry().isPresent() && now.isBefore(state.nextTry().get())) {
      return new Start.Resting(state.nextTry().get());
    }
    if (grant.style() == TokenStyle.REPLACED) {
      // As exact as it is stored, so that it can be known again.
      if (!renewal.begin(now.truncatedTo(ChronoUnit.MICROS))) {
        lapse(found.get(), Standing.Cause.RENEWAL_LOST);
        return new Start.Ended();
      }
      renewals.save(renewal);
    }
    return new Start.Go(grant, renewal.snapshot());
  }

  private static boolean renewable(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> true;
      case Standing.Paused p -> true;
      case Standing.Lapsed l -> false;
      case Standing.Revoked r -> false;
    };
  }

  private static boolean good(
      Renewal.Shared shared, Need need, Renewal.Snapshot state, Instant now) {
    return switch (need) {
      case USE -> now.isBefore(shared.until().minus(RenewGrants.EARLY));
      case EARLY -> now.isBefore(state.renewAt().orElse(shared.until()));
      case FORCED -> false;
    };
  }

  /**
   * Stores what the platform gave; only then may it be used. Said twice, it is done once.
   *
   * @param begun as it was when the platform was called; if another node has renewed since, what
   *     was given is not stored
   * @param shared the token for the other nodes, closed; empty if they get their own
   * @param print of the lasting secret that was given
   */
  public void finish(
      Authorization.Snapshot grant,
      Renewal.Snapshot begun,
      Tokens given,
      Optional<Renewal.Shared> shared,
      Instant renewNext,
      Optional<String> print,
      Actor writer) {
    Authorization authorization =
        authorizations
            .findForUpdate(grant.seller(), grant.id())
            .filter(a -> renewable(a.snapshot().standing()))
            .orElseThrow(
                () ->
                    new PlatformTrouble(
                        grant.platform() + ".token", PlatformTrouble.Kind.UNAUTHORIZED));
    Renewal renewal =
        renewals
            .find(grant.seller(), grant.id())
            .orElseGet(() -> Renewal.none(grant.seller(), grant.id()));
    if (grant.style() == TokenStyle.REPLACED) {
      if (!isSame(renewal.snapshot(), begun)) {
        if (print.equals(renewal.snapshot().print())) {
          return;
        }
        throw new PlatformTrouble(grant.platform() + ".token", PlatformTrouble.Kind.UNAVAILABLE);
      }
      vault.store(grant.seller(), grant.secret(), given.lasting(), writer);
      authorization.secretReplaced(given.lastingUntil());
      authorizations.save(authorization);
    }
    renewal.renewed(clock.instant(), shared, renewNext, print);
    renewals.save(renewal);
  }

  /**
   * Notes a failure that says nothing of the seller's grant.
   *
   * @return when the next call is made
   */
  public Instant failed(
      Authorization.Snapshot grant, boolean tookEffect, Optional<Duration> asked) {
    Instant now = clock.instant();
    Renewal renewal =
        renewals
            .find(grant.seller(), grant.id())
            .orElseGet(() -> Renewal.none(grant.seller(), grant.id()));
    renewal.failed(now, tookEffect, asked);
    renewals.save(renewal);
    return renewal.snapshot().nextTry().orElse(now);
  }

  /** Whether it is still this renewal that is under way, and no other grant or renewal since. */
  private static boolean isSame(Renewal.Snapshot now, Renewal.Snapshot begun) {
    return now.version() == begun.version() && now.begunAt().equals(begun.begunAt());
  }

  /**
   * Ends the use of a grant because the platform refused a renewal of it.
   *
   * @return false if that renewal is not the one under way any more, so that nothing was done
   */
  public boolean lapse(Authorization.Snapshot grant, Renewal.Snapshot begun, Standing.Cause cause) {
    Optional<Authorization> found = authorizations.findForUpdate(grant.seller(), grant.id());
    boolean overtaken =
        grant.style() == TokenStyle.REPLACED
            && renewals
                .find(grant.seller(), grant.id())
                .filter(renewal -> isSame(renewal.snapshot(), begun))
                .isEmpty();
    if (found.isEmpty() || overtaken) {
      return false;
    }
    lapse(found.get(), cause);
    return true;
  }

  /** Ends the use of a grant until the seller authorises again; no access token is kept. */
  public void lapse(SellerId seller, ConnectionId connection, Standing.Cause cause) {
    authorizations.findForUpdate(seller, connection).ifPresent(found -> lapse(found, cause));
  }

  private void lapse(Authorization found, Standing.Cause cause) {
    Instant now = clock.instant();
    Authorization.Snapshot grant = found.snapshot();
    renewals.forget(grant.seller(), grant.id());
    if (found.lapsed(now, cause)) {
      authorizations.save(found);
      events.announce(
          new AuthorizationLapsed(grant.seller(), grant.id(), grant.platform(), cause, now));
    }
  }

  /** Forgets what is known of a connection's tokens, for example because there is a new grant. */
  public void forget(SellerId seller, ConnectionId connection) {
    renewals.forget(seller, connection);
  }

  /** What renewing has come to; empty if nothing was renewed yet. */
  public Optional<Renewal.Snapshot> of(SellerId seller, ConnectionId connection) {
    return renewals.find(seller, connection).map(Renewal::snapshot);
  }

  /** Connections of all sellers that are to be renewed before anybody needs them. */
  public List<Renewals.Due> due(Instant asOf, int most) {
    return renewals.due(asOf, most);
  }
}
