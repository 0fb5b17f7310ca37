package org.lockkeeper.compliance.access.people;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The register of service accounts: each has an owner and a day of its next review. */
@UseCase
public class ServiceRegister {

  private static final Actor.Task TASK = new Actor.Task("service-register");
  private static final Duration WARNING = Duration.ofDays(7);

  /** What the product itself signs in with; the database roles without a password are owners. */
  private static final List<Known> OWN =
      List.of(
          new Known(
              "lockkeeper_portal", ServiceAccounts.Kind.DATABASE, "Serves pages and webhooks"),
          new Known("lockkeeper_jobs", ServiceAccounts.Kind.DATABASE, "Runs the queue of errands"),
          new Known("lockkeeper_auditor", ServiceAccounts.Kind.DATABASE, "Reads the audit log"),
          new Known("lockkeeper_migrator", ServiceAccounts.Kind.DATABASE, "Changes the schema"),
          new Known("lockkeeper_counter", ServiceAccounts.Kind.DATABASE, "Counts over all sellers"),
          new Known("lockkeeper_owner", ServiceAccounts.Kind.DATABASE, "Owns the tables"),
          new Known("key-custodian", ServiceAccounts.Kind.STORE, "Uses the encryption keys"),
          new Known("secret-store", ServiceAccounts.Kind.STORE, "Reads and rotates secrets"),
          new Known("backup", ServiceAccounts.Kind.PROCESS, "Writes and restores backups"),
          new Known("witness", ServiceAccounts.Kind.PROCESS, "Countersigns the audit log"),
          new Known("mail", ServiceAccounts.Kind.PLATFORM, "Hands mail to the mail server"));

  private record Known(String label, ServiceAccounts.Kind kind, String purpose) {}

  private final ServiceAccounts services;
  private final Roster roster;
  private final Authority authority;
  private final PeoplePolicy policy;
  private final TellPeople tell;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ServiceRegister(
      ServiceAccounts services,
      Roster roster,
      Authority authority,
      PeoplePolicy policy,
      TellPeople tell,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.services = services;
    this.roster = roster;
    this.authority = authority;
    this.policy = policy;
    this.tell = tell;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is in use, by label. */
  public List<ServiceAccounts.ServiceAccount> all() {
    return services.all();
  }

  /**
   * Registers one.
   *
   * @return false if this person may not, it is there, or label or purpose are missing
   */
  public boolean add(
      Account by, String label, ServiceAccounts.Kind kind, String purpose, UUID owner) {
    if (!authority.overOurs(by)
        || !label.strip().matches("[A-Za-z0-9][A-Za-z0-9 ._/-]{1,59}")
        || purpose.strip().length() < 3
        || purpose.strip().length() > 300
        || !mayOwn(owner)) {
      return false;
    }
    UUID id = ids.next();
    Instant now = clock.instant();
    if (!services.add(
        new ServiceAccounts.ServiceAccount(
            id,
            label.strip(),
            kind,
            purpose.strip(),
            Optional.of(owner),
            now.plus(policy.serviceReview()),
            now))) {
      return false;
    }
    record(by.actor(), id, "service-account.added", Map.of("owner", owner.toString()));
    return true;
  }

  /** Says who answers for it, and that it was looked at. */
  public boolean tend(Account by, UUID id, UUID owner) {
    if (!authority.overOurs(by) || !mayOwn(owner) || !known(id)) {
      return false;
    }
    Instant next = clock.instant().plus(policy.serviceReview());
    services.tend(id, owner, next);
    record(
        by.actor(),
        id,
        "service-account.reviewed",
        Map.of("owner", owner.toString(), "next", next.toString()));
    return true;
  }

  /** Notes that it is gone. */
  public boolean end(Account by, UUID id) {
    return authority.overOurs(by) && end(id, by.actor());
  }

  boolean end(UUID id, Actor actor) {
    boolean ended = services.end(id, clock.instant());
    if (ended) {
      record(actor, id, "service-account.ended", Map.of());
    }
    return ended;
  }

  private boolean known(UUID id) {
    return services.all().stream().anyMatch(found -> found.id().equals(id));
  }

  private boolean mayOwn(UUID owner) {
    return roster
        .hold(SellerId.PLATFORM, owner)
        .filter(member -> member.account().welcomeAt(clock.instant()))
        .isPresent();
  }

  private void record(Actor actor, UUID id, String action, Map<String, String> facts) {
    audit.record(SellerId.PLATFORM, actor, action, "service-account:" + id, facts);
  }

  /** Registers what the product itself signs in with, and tells of what has to be looked at. */
  public void asOf(Instant now) {
    for (Known own : OWN) {
      UUID id = ids.next();
      if (services.add(
          new ServiceAccounts.ServiceAccount(
              id,
              own.label(),
              own.kind(),
              own.purpose(),
              Optional.empty(),
              now.plus(policy.serviceReview()),
              now))) {
        record(TASK, id, "service-account.added", Map.of("label", own.label()));
      }
    }
    for (ServiceAccounts.ServiceAccount found : services.all()) {
      if (!now.isBefore(found.reviewBy().minus(WARNING))) {
        tell.of(
            SellerId.PLATFORM,
            Notice.Kind.SERVICE_DUE,
            "service-account:" + found.id(),
            "lockkeeper",
            found.label(),
            found.reviewBy(),
            Math.toIntExact(WARNING.toDays()));
      }
    }
  }
}
