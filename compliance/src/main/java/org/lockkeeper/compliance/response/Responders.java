package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.Mark;
import org.lockkeeper.incidents.ResponseRole;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Who is written to: who has it in hand; before anybody has, the named contact and deputy; from the
 * escalation on, all admins.
 */
@UseCase
public class Responders {

  private final Accounts accounts;
  private final Roster roster;

  @Inject
  public Responders(Accounts accounts, Roster roster) {
    this.accounts = accounts;
    this.roster = roster;
  }

  /** The readers of a mark. */
  public List<Account> of(Incident.Snapshot incident, Mark mark) {
    List<Account> admins = admins();
    if (mark.everybody()) {
      return admins;
    }
    Set<UUID> wanted = new LinkedHashSet<>();
    Optional.ofNullable(incident.roles().get(ResponseRole.COMMANDER)).ifPresent(wanted::add);
    Optional.ofNullable(incident.roles().get(ResponseRole.CONTACT)).ifPresent(wanted::add);
    if (wanted.isEmpty()) {
      roster
          .newest()
          .ifPresent(
              named -> {
                wanted.add(named.contact());
                wanted.add(named.deputy());
              });
    }
    List<Account> some = admins.stream().filter(one -> wanted.contains(one.id())).toList();
    return some.isEmpty() ? admins : some;
  }

  /** All who may work on incidents. */
  public List<Account> admins() {
    return accounts.all(SellerId.PLATFORM).stream()
        .filter(one -> one.role() == Role.ADMIN && !one.disabled())
        .toList();
  }
}
