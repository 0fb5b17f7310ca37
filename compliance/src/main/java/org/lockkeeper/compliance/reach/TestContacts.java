package org.lockkeeper.compliance.reach;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.response.Roster;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/**
 * Tests whether the named contact, and if not the deputy, can be reached: planned by chance out of
 * office hours, asked by mail, answered by the mailed link or on the page, and measured. If both
 * are silent, all admins are told.
 */
@UseCase
public class TestContacts {

  private static final Actor TASK = new Actor.Task("contact-test");
  private static final int HISTORY = 20;

  private final ContactTests tests;
  private final Roster roster;
  private final ReachPolicy policy;
  private final TellPeople tell;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  @Inject
  public TestContacts(
      ContactTests tests,
      Roster roster,
      ReachPolicy policy,
      TellPeople tell,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      SecureRandom random,
      Clock clock) {
    this.tests = tests;
    this.roster = roster;
    this.policy = policy;
    this.tell = tell;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /** Plans, begins, asks the deputy, and finds that nobody answered. */
  public void asOf(Instant now) {
    tests.serialize();
    Optional<Roster.Named> named = roster.newest();
    Optional<ContactTest> open = tests.open();
    if (open.isEmpty()) {
      named.ifPresent(two -> plan(two, now));
      return;
    }
    ContactTest test = open.get();
    switch (test.state()) {
      case PLANNED -> {
        if (!now.isBefore(test.plannedFor())) {
          if (policy.inOffice(now)) {
            tests.save(test.moved(policy.outOfOffice(now)));
          } else {
            named.ifPresent(two -> begin(test, two, TASK, now));
          }
        }
      }
      case CONTACT_ASKED -> {
        if (over(test.asked().orElseThrow().contactAt(), now)) {
          tests.save(test.deputyToo(now));
          errands.soon(AskContact.errand(test.id(), ContactTests.Who.DEPUTY));
          audit.record(
              SellerId.PLATFORM,
              TASK,
              "contact-test.deputy-asked",
              "contact-test:" + test.id(),
              Map.of());
        }
      }
      case DEPUTY_ASKED -> {
        if (over(test.asked().flatMap(ContactTest.Asked::deputyAt).orElseThrow(), now)) {
          silent(test, now);
        }
      }
      case ANSWERED, SILENT -> {}
    }
  }

  private boolean over(Instant since, Instant now) {
    return !now.isBefore(since.plus(policy.answerWithin()));
  }

  private void plan(Roster.Named named, Instant now) {
    Optional<Instant> last =
        tests.ended(1).stream()
            .flatMap(test -> test.asked().stream())
            .map(ContactTest.Asked::contactAt)
            .filter(at -> at.isAfter(named.namedAt()))
            .findFirst();
    Instant at = policy.next(last.orElse(named.namedAt()), last.isEmpty(), now, random);
    tests.add(ContactTest.planned(ids.next(), at));
  }

  private void begin(ContactTest test, Roster.Named two, Actor actor, Instant now) {
    tests.save(test.begun(actor.text(), two.contact(), two.deputy(), now));
    errands.soon(AskContact.errand(test.id(), ContactTests.Who.CONTACT));
    audit.record(
        SellerId.PLATFORM,
        actor,
        "contact-test.begun",
        "contact-test:" + test.id(),
        Map.of("contact", "account:" + two.contact(), "deputy", "account:" + two.deputy()));
  }

  private void silent(ContactTest test, Instant now) {
    tests.save(test.silent(now));
    audit.record(
        SellerId.PLATFORM, TASK, "contact-test.silent", "contact-test:" + test.id(), Map.of());
    tell.of(
        SellerId.PLATFORM,
        Notice.Kind.CONTACT_SILENT,
        "contact-test:" + test.id(),
        "lockkeeper",
        "R-27",
        now,
        0);
  }

  /**
   * Begins a test at once, by hand. One within office hours shows that mail arrives, and is not the
   * quarter's.
   *
   * @return false if nobody is named, or one is under way
   */
  public boolean now(Account by) {
    tests.serialize();
    Optional<Roster.Named> named = roster.newest();
    Optional<ContactTest> open = tests.open();
    if (named.isEmpty()
        || open.filter(test -> test.state() != ContactTest.State.PLANNED).isPresent()) {
      return false;
    }
    Instant now = clock.instant();
    ContactTest test =
        open.orElseGet(
            () -> {
              ContactTest fresh = ContactTest.planned(ids.next(), now);
              tests.add(fresh);
              return fresh;
            });
    begin(test, named.get(), by.actor(), now);
    return true;
  }

  /**
   * Who is asked answers on the page.
   *
   * @return false if nothing waits for this person
   */
  public boolean answer(Account by) {
    tests.serialize();
    Optional<ContactTest> waiting = tests.open().filter(test -> test.waitsFor(by.id()));
    waiting.ifPresent(test -> answered(test, by.id(), "page"));
    return waiting.isPresent();
  }

  /**
   * Who is asked answers by the mailed code, once. A code that is nobody's makes nobody wait: the
   * door is open to the public.
   *
   * @return false if it opens nothing, or not any more
   */
  public boolean answer(String code) {
    Optional<Opaque> digest = digest(code);
    if (digest.flatMap(tests::whose).isEmpty()) {
      return false;
    }
    tests.serialize();
    Optional<ContactTest> open = tests.open();
    Optional<UUID> person =
        digest
            .flatMap(tests::whose)
            .flatMap(who -> open.flatMap(ContactTest::asked).map(asked -> person(asked, who)));
    Optional<ContactTest> waiting = open.filter(test -> person.filter(test::waitsFor).isPresent());
    waiting.ifPresent(test -> answered(test, person.orElseThrow(), "link"));
    return waiting.isPresent();
  }

  private static Optional<Opaque> digest(String code) {
    try {
      return Optional.of(new Opaque(Digests.sha256(Base64Url.decode(code.strip()))));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static UUID person(ContactTest.Asked asked, ContactTests.Who who) {
    return switch (who) {
      case CONTACT -> asked.contact();
      case DEPUTY -> asked.deputy();
    };
  }

  private void answered(ContactTest test, UUID person, String way) {
    ContactTest done = test.answered(person, clock.instant());
    tests.save(done);
    audit.record(
        SellerId.PLATFORM,
        new Actor.Person(person),
        "contact-test.answered",
        "contact-test:" + test.id(),
        Map.of(
            "way", way, "seconds", Long.toString(done.took().orElse(Duration.ZERO).toSeconds())));
  }

  /** The one that waits for an answer. */
  public Optional<ContactTest> underWay() {
    return tests.open().filter(test -> test.state() != ContactTest.State.PLANNED);
  }

  /** The newest that are over, the newest first. */
  public List<ContactTest> history() {
    return tests.ended(HISTORY);
  }

  /** Whether a test is one of the quarter's: asked out of office hours. */
  public boolean counts(ContactTest test) {
    return test.asked().filter(asked -> !policy.inOffice(asked.contactAt())).isPresent();
  }
}
