package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** The named incident contact and deputy, and the quarterly test of reaching them. */
@UseCase
public class NameContacts {

  private static final Duration QUARTER = Duration.ofDays(90);

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

  /**
   * Names two people who may work on incidents.
   *
   * @return false if they are the same, or one of them may not
   */
  public boolean name(UUID contact, UUID deputy, Account by) {
    long known =
        responders.admins().stream()
            .filter(one -> one.id().equals(contact) || one.id().equals(deputy))
            .count();
    if (contact.equals(deputy) || known < 2) {
      return false;
    }
    roster.name(
        new Roster.Named(
            ids.next(),
            contact,
            deputy,
            by.id(),
            clock.instant(),
            Optional.empty(),
            Optional.empty()));
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.contacts-named",
        "account:" + contact,
        Map.of("deputy", "account:" + deputy));
    return true;
  }

  /** When the next test is due. */
  public Instant testDue(Roster.Named named) {
    return named.answeredAt().orElse(named.namedAt()).plus(QUARTER);
  }

  /** Whether a test waits for that person's answer. */
  public boolean waitsFor(Roster.Named named, UUID person) {
    return named.testedAt().isPresent()
        && named.answeredAt().isEmpty()
        && (named.contact().equals(person) || named.deputy().equals(person));
  }

  /**
   * Begins a test: the contact or the deputy has to answer on the page.
   *
   * @return false if nobody is named
   */
  public boolean test(Account by) {
    Optional<Roster.Named> named = roster.newest();
    if (named.isEmpty()) {
      return false;
    }
    roster.tested(named.get().id(), clock.instant(), Optional.empty());
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "incident.contact-tested",
        "account:" + named.get().contact(),
        Map.of());
    return true;
  }

  /**
   * The contact or the deputy answers.
   *
   * @return false if nothing waits for this person
   */
  public boolean answer(Account by) {
    Optional<Roster.Named> named = roster.newest().filter(n -> waitsFor(n, by.id()));
    if (named.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    roster.tested(named.get().id(), named.get().testedAt().orElse(now), Optional.of(now));
    audit.record(
        SellerId.PLATFORM, by.actor(), "incident.contact-answered", "account:" + by.id(), Map.of());
    return true;
  }
}
