package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The named incident contact and deputy. */
@UseCase
public class NameContacts {

  private final Roster roster;
  private final Responders responders;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public NameContacts(
      Roster roster, Responders responders, AuditTrail audit, Ids ids, Clock clock) {
    this.roster = roster;
    this.responders = responders;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** The ones who are named now. */
  public Optional<Roster.Named> newest() {
    return roster.newest();
  }

  private Optional<Account> admin(UUID id) {
    return responders.admins().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * Names two people who may work on incidents.
   *
   * @return false if they are the same, or one of them may not
   */
  public boolean name(UUID contact, UUID deputy, Account by) {
    Optional<Account> first = admin(contact);
    Optional<Account> second = admin(deputy);
    if (first.isEmpty() || second.isEmpty() || first.get().isSamePerson(second.get())) {
      return false;
    }
    roster.name(new Roster.Named(ids.next(), contact, deputy, by.id(), clock.instant()));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.contacts-named",
        "account:" + contact,
        Map.of("deputy", "account:" + deputy));
    return true;
  }
}
