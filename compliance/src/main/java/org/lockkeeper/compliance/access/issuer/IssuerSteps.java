package org.lockkeeper.compliance.access.issuer;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.SignIn;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Whose account an identity opens: the one that it is bound to. The first time it is bound to the
 * account of ours that has its verified e-mail as login and no identity yet; later the e-mail does
 * not matter any more, which may be given to another person.
 */
@UseCase
public class IssuerSteps {

  private static final Actor TASK = new Actor.Task("sign-in");

  private final IssuerIdentities identities;
  private final Accounts accounts;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public IssuerSteps(
      IssuerIdentities identities, Accounts accounts, AuditTrail audit, Clock clock) {
    this.identities = identities;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  Optional<Account> account(Issuer.Identity identity) {
    Instant now = clock.instant();
    Optional<UUID> bound = identities.account(identity.issuer(), identity.subject());
    Optional<Account> account =
        bound.isPresent()
            ? bound.flatMap(accounts::byId)
            : identity.verifiedEmail().flatMap(this::unbound);
    Optional<Account> welcome =
        account.filter(a -> a.seller().equals(SellerId.PLATFORM) && a.welcomeAt(now));
    welcome.ifPresent(person -> letIn(person, bound.isEmpty(), identity, now));
    return welcome;
  }

  /** Only ours are looked for; a seller's login is none of this issuer's business. */
  private Optional<Account> unbound(String email) {
    String login = SignIn.folded(email);
    return accounts.all(SellerId.PLATFORM).stream()
        .filter(a -> a.login().equals(login) && !identities.bound(a.id()))
        .findFirst();
  }

  private void letIn(Account person, boolean first, Issuer.Identity identity, Instant now) {
    if (first) {
      identities.bind(person.id(), identity.issuer(), identity.subject(), now);
      record(person.actor(), "account.identity-bound", "account:" + person.id());
    }
    accounts.signedIn(person, now);
    record(person.actor(), "sign-in.by-issuer", "account:" + person.id());
  }

  /** Notes that nobody was let in. */
  void refused() {
    record(TASK, "sign-in.refused", "account:unknown");
  }

  private void record(Actor actor, String action, String object) {
    audit.record(SellerId.PLATFORM, actor, action, object, Map.of());
  }
}
