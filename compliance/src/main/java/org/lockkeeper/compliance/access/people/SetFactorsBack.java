package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.factors.ResetFactors;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.UseCase;

/**
 * Helps somebody who has lost all second factors, or whose are not enough any more: an owner those
 * of the own organisation, an admin ours; never the own.
 */
@UseCase
public class SetFactorsBack {

  private final Roster roster;
  private final Authority authority;
  private final ResetFactors reset;
  private final AuditTrail audit;

  @Inject
  public SetFactorsBack(Roster roster, Authority authority, ResetFactors reset, AuditTrail audit) {
    this.roster = roster;
    this.authority = authority;
    this.reset = reset;
    this.audit = audit;
  }

  /**
   * Takes all second factors away from somebody; the next sign-in takes a new one on.
   *
   * @return {@code DONE}, {@code NOT_THERE} or {@code OWN}, also for another identity of the person
   */
  public ChangePeople.Outcome of(Account by, UUID who) {
    Optional<Account> found =
        roster
            .hold(by.seller(), who)
            .map(Roster.Member::account)
            .filter(
                a -> a.status() == Account.Status.ACTIVE || a.status() == Account.Status.SUSPENDED)
            .filter(a -> authority.over(by, by.seller(), a.role()));
    if (found.isEmpty()) {
      return ChangePeople.Outcome.NOT_THERE;
    }
    if (found.get().isSamePerson(by)) {
      audit.record(
          by.seller(),
          by.actor(),
          "account.change-denied",
          "account:" + who,
          Map.of("change", "factors", "why", ChangePeople.Outcome.OWN.name()));
      return ChangePeople.Outcome.OWN;
    }
    reset.of(found.get(), by.actor());
    return ChangePeople.Outcome.DONE;
  }
}
