package org.lockkeeper.compliance.access;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Adds sellers and the accounts of people; what exists already is left as it is. */
@UseCase
public class Register {

  /** How long an auditor may come in, at most. */
  public static final Duration LONGEST_AUDIT = Duration.ofDays(90);

  private final Sellers sellers;
  private final Accounts accounts;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  Register(
      Sellers sellers,
      Accounts accounts,
      Passwords passwords,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.sellers = sellers;
    this.accounts = accounts;
    this.passwords = passwords;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds a seller unless it is there. */
  public void seller(SellerId seller, String name, Actor actor) {
    if (sellers.name(seller).isEmpty()) {
      sellers.add(seller, name, clock.instant());
      audit.record(seller, actor, "seller.registered", "seller:" + seller, Map.of());
    }
  }

  /** Adds a person unless the login is taken; wipes the password. */
  public void person(
      SellerId seller, String login, String displayName, Role role, char[] password, Actor actor) {
    String folded = login.strip().toLowerCase(Locale.ROOT);
    if (accounts.byLogin(folded).isPresent()) {
      return;
    }
    UUID id = ids.next();
    Account account =
        new Account(
            seller,
            id,
            folded,
            displayName,
            role,
            false,
            ZoneId.of("UTC"),
            Locale.ENGLISH,
            Account.Theme.SYSTEM,
            Account.Status.ACTIVE,
            role == Role.AUDITOR
                ? Optional.of(clock.instant().plus(LONGEST_AUDIT))
                : Optional.empty(),
            id);
    accounts.add(account, passwords.hash(password), clock.instant());
    audit.record(
        seller,
        actor,
        "account.registered",
        "account:" + account.id(),
        Map.of("role", role.name()));
  }
}
