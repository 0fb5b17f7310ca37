package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes a grant that a platform gave, or refuses it. All of it is stored, or nothing: row, secret
 * and news are of one transaction.
 */
@UseCase
public class AcceptGrant {

  private final Authorizations authorizations;
  private final PlatformAccounts accounts;
  private final SecretVault vault;
  private final SecretCare care;
  private final DomainEvents events;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AcceptGrant(
      Authorizations authorizations,
      PlatformAccounts accounts,
      SecretVault vault,
      SecretCare care,
      DomainEvents events,
      Ids ids,
      Clock clock) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.vault = vault;
    this.care = care;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Verdict {

    /** It is in force. */
    record Taken(Authorization.Snapshot grant, boolean renewed) implements Verdict {}

    /** It is for another account than the one asked for. */
    record WrongAccount(String asked, String got) implements Verdict {}

    /** The account is open to us through another seller. */
    record OfAnotherSeller(String account) implements Verdict {}

    /** Rights are missing without which nothing works. */
    record ScopesMissing(Set<String> missing) implements Verdict {
      public ScopesMissing {
        missing = Set.copyOf(missing);
      }
    }
  }

  /**
   * Says whether an account could be taken at all, before a code is exchanged for it.
   *
   * @param account as the platform names it
   * @param asked what the seller named; empty if nothing was asked
   * @return why not; empty if it could
   */
  Optional<Verdict> objection(
      AuthorizationAttempt attempt, Optional<String> asked, String account) {
    Optional<String> expected =
        attempt
            .renewing()
            .flatMap(id -> authorizations.find(attempt.seller(), id))
            .map(known -> known.snapshot().account())
            .or(() -> asked);
    if (expected.isPresent() && !expected.get().equalsIgnoreCase(account)) {
      return Optional.of(new Verdict.WrongAccount(expected.get(), account));
    }
    return accounts.openToAnother(attempt.seller(), attempt.platform(), account)
        ? Optional.of(new Verdict.OfAnotherSeller(account))
        : Optional.empty();
  }

  /** Takes the grant, or says why not. */
  Verdict take(
      AuthorizationAttempt attempt,
      Optional<String> asked,
      AuthorizationServer server,
      Grant grant,
      Actor actor) {
    Optional<Verdict> objection = objection(attempt, asked, grant.account());
    if (objection.isPresent()) {
      return objection.get();
    }
    Set<String> missing = new TreeSet<>();
    for (Scope scope : server.scopes()) {
      if (scope.required() && !grant.scopes().contains(scope.name())) {
        missing.add(scope.name());
      }
    }
    if (!missing.isEmpty()) {
      return new Verdict.ScopesMissing(missing);
    }
    Instant now = clock.instant();
    Optional<Authorization> known =
        authorizations.all(attempt.seller()).stream()
            .filter(a -> a.snapshot().listening())
            .filter(a -> a.snapshot().platform().equals(attempt.platform()))
            .filter(a -> a.snapshot().account().equals(grant.account()))
            .findFirst()
            .flatMap(a -> authorizations.findForUpdate(attempt.seller(), a.snapshot().id()));
    return known
        .map(authorization -> renew(authorization, grant, now, actor))
        .orElseGet(() -> add(attempt, grant, now, actor));
  }

  private Verdict renew(Authorization authorization, Grant grant, Instant now, Actor actor) {
    authorization.renewed(grant, now);
    authorizations.save(authorization);
    Authorization.Snapshot made = authorization.snapshot();
    vault.store(made.seller(), made.secret(), grant.tokens().lasting(), actor);
    // What the platform has replaced is of no use, and so is not kept.
    care.discard(made.seller(), made.secret(), SecretVault.Stage.PREVIOUS, actor);
    care.discard(made.seller(), made.secret(), SecretVault.Stage.PENDING, actor);
    events.announce(new AuthorizationRenewed(made.seller(), made.id(), made.platform(), now));
    return new Verdict.Taken(made, true);
  }

  private Verdict add(AuthorizationAttempt attempt, Grant grant, Instant now, Actor actor) {
    SellerId seller = attempt.seller();
    Authorization authorization =
        Authorization.granted(new ConnectionId(ids.next()), seller, attempt.platform(), grant, now);
    Authorization.Snapshot made = authorization.snapshot();
    authorizations.add(authorization, new byte[0]);
    vault.store(seller, made.secret(), grant.tokens().lasting(), actor);
    events.announce(new SellerAuthorized(seller, made.id(), made.platform(), now));
    return new Verdict.Taken(made, false);
  }

  /** Whether ending a grant on this account would end one that we have. */
  boolean isOpen(SellerId seller, Platform platform, String account) {
    return accounts.openToAnother(seller, platform, account)
        || authorizations.all(seller).stream()
            .map(Authorization::snapshot)
            .anyMatch(
                a -> a.listening() && a.platform().equals(platform) && a.account().equals(account));
  }
}
