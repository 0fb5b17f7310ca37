package org.lockkeeper.integration.postgres.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.compliance.response.Concerned;
import org.lockkeeper.compliance.response.Courier;
import org.lockkeeper.compliance.response.DraftNotice;
import org.lockkeeper.compliance.response.Letter;
import org.lockkeeper.compliance.response.LetterSteps;
import org.lockkeeper.compliance.response.NotificationWatch;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.compliance.response.ResponseSettings;
import org.lockkeeper.compliance.response.SellerNotice;
import org.lockkeeper.compliance.response.SendLetter;
import org.lockkeeper.compliance.response.TellResponders;
import org.lockkeeper.compliance.response.TellSellers;
import org.lockkeeper.compliance.response.Traces;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.ChecklistItem;
import org.lockkeeper.incidents.ContainmentStep;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.IncidentSounded;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.ResponseRole;
import org.lockkeeper.incidents.RootCause;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.incidents.WatchIncident;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.DomainEvents;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** The clock of an incident, its letters and its wall, in a real database (F58). */
class IncidentStorageTest {

  private static final IncidentPolicy POLICY = IncidentPolicy.edition(LocalDate.of(2026, 11, 22));
  private static final UUID ALICE = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final Actor BY_ALICE = new Actor.Person(ALICE);

  private final List<Postman.Mail> delivered = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean serverIsDead;
  private volatile Duration moved = Duration.ZERO;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return Clock.systemUTC().instant().plus(moved);
        }
      };
  private final Ids ids = new Ids(clock, new SecureRandom());
  private final Node one = new Node(TestDatabase.portal());

  /** One node of the product, as far as incidents go. */
  private final class Node {
    final Transactions transactions;
    final PostgresIncidents incidents;
    final PostgresLocker locker;
    final PostgresLetters letters;
    final DatabaseAndProductClock clocks;
    final List<Errand> errands = new ArrayList<>();
    final KeepEvidence keep;
    final ReportIncident report;
    final WatchIncident watch;
    final LetterSteps steps;
    final SendLetter send;
    final FindIncident find;
    final AssessIncident assess;
    final WorkIncident work;

    Node(Transactions transactions) {
      this.transactions = transactions;
      incidents = new PostgresIncidents(transactions.tenancy());
      locker = new PostgresLocker(transactions.tenancy());
      letters = new PostgresLetters(transactions.tenancy());
      clocks = new DatabaseAndProductClock(transactions.tenancy(), clock);
      AuditTrail audit = new AuditTrail(new Forgetful(), ids, clock);
      Errands kept =
          new Errands() {
            @Override
            public void after(Duration delay, Errand errand) {
              errands.add(errand);
            }

            @Override
            public void now(Errand errand) {
              errands.add(errand);
            }
          };
      TellResponders tell =
          new TellResponders(
              new Responders(new TwoAdmins(), new PostgresRoster(transactions.tenancy())),
              letters,
              incident -> URI.create("https://portal.example/" + incident),
              kept,
              ids,
              clock);
      DomainEvents events = event -> react(tell, event);
      keep = new KeepEvidence(locker, incidents, events, ids, clock);
      report = new ReportIncident(incidents, keep, POLICY, clocks, events, ids);
      watch = new WatchIncident(incidents, POLICY, clocks, events);
      find = new FindIncident(incidents, locker, POLICY, clocks);
      assess = new AssessIncident(incidents, locker, POLICY, clocks, events, ids);
      work = new WorkIncident(incidents, clocks, events, ids);
      steps =
          new LetterSteps(
              letters,
              new TwoAdmins(),
              new AcknowledgeNotice(incidents, clocks, events),
              kept,
              audit,
              clock);
      send = new SendLetter(inTransactions(steps), courier());
    }

    private void react(TellResponders tell, DomainEvent event) {
      if (event instanceof IncidentSounded sounded) {
        tell.of(sounded.incident(), sounded.mark());
      }
    }

    private LetterSteps inTransactions(LetterSteps inner) {
      return new LetterSteps(
          letters,
          new TwoAdmins(),
          new AcknowledgeNotice(incidents, clocks, event -> {}),
          new NoErrands(),
          new AuditTrail(new Forgetful(), ids, clock),
          clock) {
        @Override
        public Optional<Outgoing> take(IncidentId incident, UUID id) {
          return transactions.in(() -> inner.take(incident, id));
        }

        @Override
        public void sent(Letter letter, Letter.Proof proof) {
          transactions.run(() -> inner.sent(letter, proof));
        }

        @Override
        public Duration notSent(Letter letter, Postman.NotSent why) {
          return transactions.in(() -> inner.notSent(letter, why));
        }
      };
    }

    IncidentId reported(String source, Nature nature) {
      IncidentId id =
          transactions.in(
              () ->
                  report.of(
                      new Report(
                          source,
                          IncidentKind.DATA_LEAK,
                          nature,
                          Severity.SEV1,
                          clock.instant(),
                          BY_ALICE,
                          Optional.empty(),
                          "One account looked at many buyers.",
                          List.of(new Exhibit("alert", "text/plain", new byte[] {1})))));
      transactions.run(() -> watch.of(id));
      return id;
    }

    void runErrands() {
      List<Errand> waiting = new ArrayList<>(errands);
      errands.clear();
      for (Errand errand : waiting) {
        if (send.run(errand) instanceof ErrandHandler.Outcome.Again) {
          errands.add(errand);
        }
      }
    }

    List<Letter> letters(IncidentId id) {
      return transactions.in(() -> letters.of(id));
    }

    Incident.Snapshot see(IncidentId id) {
      return transactions.in(() -> find.of(id).orElseThrow());
    }
  }

  private Courier courier() {
    return mail -> {
      if (serverIsDead) {
        throw new Postman.NotSent(mail.id(), new IllegalStateException());
      }
      delivered.add(mail);
      return new Letter.Proof(
          "<" + mail.id() + "@lockkeeper>",
          KeepEvidence.digest(new byte[0]),
          "250 OK",
          clock.instant());
    };
  }

  private static Account admin(UUID id, String login) {
    return new Account(
        SellerId.PLATFORM,
        id,
        login,
        "Somebody",
        Role.ADMIN,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private static class TwoAdmins implements Accounts {
    @Override
    public Optional<WithHash> byLogin(String login) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> byId(UUID id) {
      return Optional.empty();
    }

    @Override
    public List<Account> all(SellerId seller) {
      return List.of(admin(ALICE, "alice@lockkeeper.test"), admin(BOB, "bob@lockkeeper.test"));
    }

    @Override
    public void add(Account account, String passwordHash, Instant at) {}

    @Override
    public void signedIn(Account account, Instant at) {}

    @Override
    public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {}
  }

  private static final class Forgetful implements AuditStore {
    @Override
    public void append(SellerId seller, List<AuditEntry> entries) {}

    @Override
    public List<AuditEntry> about(SellerId seller, String object) {
      return List.of();
    }
  }

  private static final class NoErrands implements Errands {
    @Override
    public void after(Duration delay, Errand errand) {}

    @Override
    public void now(Errand errand) {}
  }

  private static String source() {
    return "alert:" + UUID.randomUUID();
  }

  private NotificationDuty amazon(IncidentId id) {
    return one.see(id).duties().stream()
        .filter(d -> d.party() == Party.AMAZON)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_is_stored_is_what_comes_back() {
    IncidentId id = one.reported(source(), Nature.REAL);
    Transactions tx = one.transactions;
    UUID exhibit = tx.in(() -> one.find.evidence(id)).getFirst().id();
    tx.run(() -> one.work.assign(id, ResponseRole.COMMANDER, ALICE, BY_ALICE));
    one.see(id)
        .checklist()
        .forEach(
            c ->
                tx.run(
                    () -> one.work.check(id, c.step(), ChecklistItem.State.DONE, ALICE, "Done.")));
    UUID ruling =
        tx.in(
                () ->
                    one.assess.find(
                        id, Party.SHOPIFY, Finding.RULED_OUT, "None.", List.of(exhibit), ALICE))
            .orElseThrow();
    assertThat(tx.in(() -> one.assess.sign(id, ruling, BOB))).isEqualTo(Incident.Signature.EXCUSED);
    tx.run(() -> one.work.task(id, "Mend it.", BOB, clock.instant(), true, BY_ALICE));
    tx.run(() -> one.work.because(id, RootCause.Category.ATTACK, "A password.", ALICE));
    tx.run(() -> one.work.review(id, "a", "b", "c", "d", ALICE));
    Incident before = tx.in(() -> one.incidents.find(id).orElseThrow());
    tx.run(() -> one.incidents.save(before));
    Incident.Snapshot after = tx.in(() -> one.incidents.find(id).orElseThrow()).snapshot();
    assertThat(after).isEqualTo(before.snapshot());
    assertThat(after.roles()).containsEntry(ResponseRole.COMMANDER, ALICE);
    assertThat(after.finding(Party.SHOPIFY).orElseThrow().rulesOut()).isTrue();
    assertThat(tx.in(() -> one.find.timeline(id)).size()).isGreaterThan(8);
    assertThat(tx.in(() -> one.find.bytes(id, exhibit)).orElseThrow()).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update incidents.incident set detected_at = detected_at + interval '1 hour'",
        "update incidents.incident set detected_product = detected_product + interval '1 hour'",
        "update incidents.incident set elapsed_us = elapsed_us - 1",
        "update incidents.incident set nature = 'DRILL'",
        "update incidents.incident set source = 'x:y'",
        "delete from incidents.incident",
        "update incidents.duty set span_seconds = span_seconds + 1",
        "update incidents.duty set party = 'SHOPIFY' where party = 'AMAZON'",
        "delete from incidents.duty",
        "update incidents.timeline set note = 'x'",
        "delete from incidents.timeline",
        "update incidents.evidence set label = 'x'",
        "delete from incidents.custody",
        "delete from incidents.mark",
        "delete from incidents.letter"
      })
  void nobody_turns_back_the_clock_or_rewrites_what_happened(String change) {
    IncidentId id = one.reported(source(), Nature.REAL);
    moved = Duration.ofHours(1);
    one.transactions.run(() -> one.watch.of(id));
    assertThatThrownBy(
            () ->
                TestDatabase.unwalled()
                    .run(() -> TestDatabase.unwalled().tenancy().as(SellerId.PLATFORM).run(change)))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 42501");
  }

  @Test
  void a_transaction_of_a_seller_sees_no_incident_and_only_what_it_was_told() {
    SellerId anna = new SellerId(UUID.randomUUID());
    SellerId bert = new SellerId(UUID.randomUUID());
    one.transactions.seller(anna, UUID.randomUUID());
    one.transactions.seller(bert, UUID.randomUUID());
    IncidentId id = one.reported(source(), Nature.REAL);
    PostgresSellerNotices notices = new PostgresSellerNotices(one.transactions.tenancy());
    SellerNotice told =
        new SellerNotice(
            anna,
            ids.next(),
            id,
            false,
            "Notice",
            "What happened.",
            3,
            "name,email",
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty(),
            Optional.empty());
    assertThat(one.transactions.in(() -> notices.add(told))).isTrue();
    assertThat(one.transactions.in(() -> notices.add(told))).as("told once").isFalse();
    assertThat(one.transactions.in(() -> notices.of(anna))).containsExactly(told);
    assertThat(one.transactions.in(() -> notices.of(bert))).isEmpty();
    assertThat(one.transactions.in(() -> notices.find(bert, told.id()))).isEmpty();
    assertThat(one.transactions.in(() -> notices.read(anna, told.id(), ALICE, clock.instant())))
        .isTrue();
    assertThat(one.transactions.in(() -> notices.read(anna, told.id(), BOB, clock.instant())))
        .as("the receipt is that of the first reading")
        .isFalse();
    for (String table :
        List.of("incident", "duty", "timeline", "evidence", "letter", "affected", "finding")) {
      assertThat(
              one.transactions.in(
                  () ->
                      one.transactions
                          .tenancy()
                          .as(anna)
                          .count("select count(*) from incidents." + table)))
          .as(table)
          .isZero();
    }
  }

  @Test
  void a_moved_clock_and_a_restart_make_no_deadline_later() {
    IncidentId id = one.reported(source(), Nature.REAL);
    moved = Duration.ofDays(-2);
    one.transactions.run(() -> one.watch.of(id));
    Node afterRestart = new Node(TestDatabase.anotherNode());
    Duration left = afterRestart.see(id).clock().left(Duration.ofHours(24));
    assertThat(left).isLessThanOrEqualTo(Duration.ofHours(24));
    moved = moved.plus(Duration.ofHours(24));
    afterRestart.transactions.run(() -> afterRestart.watch.of(id));
    assertThat(amazon(id).missedAt())
        .as("24 hours by the product's clock have passed since it was set back")
        .isPresent();
  }

  @Test
  void reminders_are_sent_once_over_nodes_restarts_and_a_dead_mail_server() {
    Node two = new Node(TestDatabase.anotherNode());
    serverIsDead = true;
    IncidentId id = one.reported(source(), Nature.REAL);
    one.runErrands();
    assertThat(delivered).isEmpty();
    assertThat(one.letters(id))
        .hasSize(2)
        .allSatisfy(
            letter -> {
              assertThat(letter.state()).isEqualTo(Letter.State.READY);
              assertThat(letter.tries()).isEqualTo(1);
              assertThat(letter.nextTryAt().orElseThrow()).isAfter(clock.instant());
            });
    moved = Duration.ofHours(1);
    one.transactions.run(() -> one.watch.of(id));
    two.transactions.run(() -> two.watch.of(id));
    one.runErrands();
    two.runErrands();
    serverIsDead = false;
    List<Errand> lost = new ArrayList<>(one.errands);
    one.errands.clear();
    moved = Duration.ofHours(2);
    two.transactions.run(() -> two.steps.pickUp());
    two.runErrands();
    lost.forEach(one.send::run);
    lost.forEach(two.send::run);
    assertThat(one.letters(id)).allMatch(letter -> letter.state() == Letter.State.SENT);
    List<String> sent =
        delivered.stream()
            .map(Postman.Mail::id)
            .filter(
                mail -> one.letters(id).stream().anyMatch(l -> mail.equals("incident." + l.id())))
            .toList();
    assertThat(sent).hasSize(one.letters(id).size()).doesNotHaveDuplicates();
    assertThat(one.letters(id).stream().map(l -> l.mark().orElse("") + l.account().orElse(ALICE)))
        .doesNotHaveDuplicates();
    assertThat(one.letters(id).getFirst().proof().orElseThrow().answer()).isEqualTo("250 OK");
  }

  @Test
  void a_letter_is_not_forgotten_when_its_errand_is_lost_and_the_clock_goes_back() {
    moved = Duration.ofDays(30);
    IncidentId id = one.reported(source(), Nature.REAL);
    one.errands.clear();
    moved = Duration.ZERO;
    one.transactions.run(() -> one.steps.pickUp());
    one.runErrands();
    assertThat(one.letters(id)).allMatch(letter -> letter.state() == Letter.State.SENT);
  }

  @Test
  void a_reminder_to_somebody_who_was_suspended_meanwhile_is_put_away() {
    IncidentId id = one.reported(source(), Nature.REAL);
    UUID letter = one.letters(id).getFirst().id();
    LetterSteps steps =
        new LetterSteps(
            one.letters,
            new TwoAdmins() {
              @Override
              public List<Account> all(SellerId seller) {
                return super.all(seller).stream()
                    .map(
                        each ->
                            new Account(
                                each.seller(),
                                each.id(),
                                each.login(),
                                each.displayName(),
                                each.role(),
                                true,
                                each.zone(),
                                each.language(),
                                each.theme()))
                    .toList();
              }
            },
            new AcknowledgeNotice(one.incidents, one.clocks, event -> {}),
            new NoErrands(),
            new AuditTrail(new Forgetful(), ids, clock),
            clock);
    assertThat(one.transactions.in(() -> steps.take(id, letter))).isEmpty();
    assertThat(one.letters(id).getFirst().state()).isEqualTo(Letter.State.DROPPED);
  }

  @Test
  void a_letter_is_held_by_one_node_at_a_time() {
    Node two = new Node(TestDatabase.anotherNode());
    IncidentId id = one.reported(source(), Nature.REAL);
    UUID letter = one.letters(id).getFirst().id();
    assertThat(one.transactions.in(() -> one.steps.take(id, letter))).isPresent();
    assertThat(two.transactions.in(() -> two.steps.take(id, letter))).isEmpty();
  }

  private DraftNotice drafts() {
    return new DraftNotice(
        one.find,
        POLICY,
        one.letters,
        new ResponseSettings("drill@lockkeeper.test"),
        new NoErrands(),
        new AuditTrail(new Forgetful(), ids, clock),
        ids,
        clock);
  }

  private UUID sentNotice(IncidentId id) {
    Account alice = admin(ALICE, "alice@lockkeeper.test");
    DraftNotice.Result drafted = one.transactions.in(() -> drafts().draft(id, Party.AMAZON, alice));
    UUID letter = ((DraftNotice.Result.Done) drafted).letter();
    assertThat(one.transactions.in(() -> one.steps.take(id, letter)))
        .as("nothing leaves before a person has approved it")
        .isEmpty();
    one.transactions.run(() -> drafts().approve(id, letter, alice));
    one.send.run(new Errand("incident-letter", SellerId.PLATFORM, id + "/" + letter));
    return letter;
  }

  @Test
  void a_notice_that_left_meets_the_duty_with_its_proof() {
    IncidentId id = one.reported(source(), Nature.REAL);
    UUID letter = sentNotice(id);
    assertThat(amazon(id).metInTime()).isTrue();
    assertThat(((NotificationDuty.Met) amazon(id).standing()).proof())
        .isEqualTo("letter:" + letter);
    assertThat(delivered).extracting(Postman.Mail::to).containsExactly("security@amazon.com");
    assertThatThrownBy(
            () ->
                one.transactions.run(
                    () ->
                        one.transactions
                            .tenancy()
                            .as(SellerId.PLATFORM)
                            .run("update incidents.letter set body = 'x' where id = ?", letter)))
        .isInstanceOf(StorageTrouble.class);
  }

  @Test
  void a_drill_writes_to_the_sink_and_never_to_amazon() {
    IncidentId id = one.reported(source(), Nature.DRILL);
    sentNotice(id);
    assertThat(delivered).extracting(Postman.Mail::to).containsExactly("drill@lockkeeper.test");
    assertThat(delivered.getFirst().subject()).startsWith("[DRILL]");
    assertThatThrownBy(() -> new ResponseSettings("security@amazon.com"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whom_it_concerns_is_counted_from_the_log_over_all_sellers() {
    SellerId anna = new SellerId(UUID.randomUUID());
    one.transactions.seller(anna, UUID.randomUUID());
    UUID person = UUID.randomUUID();
    Instant now = clock.instant();
    for (int i = 0; i < 3; i++) {
      UUID order = UUID.randomUUID();
      String field = i == 0 ? "email" : "name";
      one.transactions.run(
          () ->
              one.transactions
                  .tenancy()
                  .as(anna)
                  .run(
                      """
                      insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
                      values (?, ?, ?, ?, 'recipient.revealed', ?, ?::jsonb)
                      """,
                      anna.value(),
                      ids.next(),
                      now,
                      "person:" + person,
                      "order:" + order,
                      "{\"field\":\"" + field + "\"}"));
    }
    PostgresTraces traces = new PostgresTraces(one.transactions.tenancy());
    Instant from = now.minusSeconds(60);
    Instant to = now.plusSeconds(60);
    assertThat(one.transactions.in(() -> traces.orders("person:" + person, from, to)))
        .containsExactly(Map.entry(anna, 3L));
    List<Traces.Doing> doings = new ArrayList<>();
    one.transactions.run(() -> traces.each("person:" + person, from, to, doings::add));
    assertThat(doings)
        .hasSize(3)
        .allMatch(doing -> doing.seller().equals(anna))
        .allMatch(doing -> doing.action().equals("recipient.revealed"))
        .allMatch(doing -> doing.object().startsWith("order:"))
        .extracting(Traces.Doing::fields)
        .containsExactlyInAnyOrder("email", "name", "name");
    one.transactions.run(
        () -> traces.each("person:" + person, from.minusSeconds(60), from, doings::add));
    assertThat(doings).as("nothing of before").hasSize(3);
    IncidentId id = one.reported(source(), Nature.REAL);
    PostgresConcerned concerned = new PostgresConcerned(one.transactions.tenancy());
    one.transactions.run(
        () ->
            concerned.put(
                id, new Concerned.One(anna, 3, 3, "email,name", "actor", now, Optional.empty())));
    one.transactions.run(
        () ->
            concerned.put(
                id, new Concerned.One(anna, 2, 9, "address", "other", now, Optional.empty())));
    one.transactions.run(() -> concerned.told(id, anna, now));
    assertThat(one.transactions.in(() -> concerned.of(id)))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.toldAt()).isPresent();
              assertThat(c.orders()).as("the larger counts").isEqualTo(3);
              assertThat(c.looks()).isEqualTo(9);
              assertThat(c.fields()).as("whoever saw them").isEqualTo("address,email,name");
            });
  }

  @Test
  void sellers_are_told_when_a_person_has_approved_and_in_a_drill_nobody_is() {
    Account alice = admin(ALICE, "alice@lockkeeper.test");
    PostgresConcerned concerned = new PostgresConcerned(one.transactions.tenancy());
    List<Errand> errands = new ArrayList<>();
    TellSellers tell =
        new TellSellers(
            one.find,
            concerned,
            new AcknowledgeNotice(one.incidents, one.clocks, event -> {}),
            new Errands() {
              @Override
              public void after(Duration delay, Errand errand) {
                errands.add(errand);
              }

              @Override
              public void now(Errand errand) {
                errands.add(errand);
              }
            },
            new AuditTrail(new Forgetful(), ids, clock),
            clock);
    SellerId anna = new SellerId(UUID.randomUUID());
    IncidentId real = one.reported(source(), Nature.REAL);
    IncidentId drill = one.reported(source(), Nature.DRILL);
    assertThat(one.transactions.in(() -> tell.approve(real, alice)))
        .as("nobody is known to be concerned")
        .isEmpty();
    for (IncidentId id : List.of(real, drill)) {
      one.transactions.run(
          () ->
              concerned.put(
                  id,
                  new Concerned.One(
                      anna, 3, 3, "email", "actor", clock.instant(), Optional.empty())));
      assertThat(one.transactions.in(() -> tell.approve(id, alice))).contains(1);
    }
    assertThat(errands)
        .as("of the real one alone")
        .containsExactly(
            new Errand("tell-seller-of-incident", SellerId.PLATFORM, real + "/" + anna));
    assertThat(one.see(drill).duties()).anyMatch(d -> d.party() == Party.SELLERS && d.metInTime());
    assertThat(one.see(real).duties()).anyMatch(d -> d.party() == Party.SELLERS && d.open());
  }

  @Test
  void a_network_is_shut_out_until_somebody_lets_it_in_and_nobody_shuts_themselves_out() {
    IncidentId id = one.reported(source(), Nature.REAL);
    PostgresBlockedNetworks ranges = new PostgresBlockedNetworks(one.transactions.tenancy());
    BlockNetwork block =
        new BlockNetwork(
            ranges, one.find, one.work, new AuditTrail(new Forgetful(), ids, clock), ids, clock);
    Account alice = admin(ALICE, "alice@lockkeeper.test");
    Transactions tx = one.transactions;
    assertThat(tx.in(() -> block.block(id, "203.0.113.0/24", "203.0.113.9", alice)))
        .isEqualTo(BlockNetwork.Outcome.OWN_NETWORK);
    assertThat(tx.in(() -> block.block(id, "203.0.0.0/8", "198.51.100.1", alice)))
        .isEqualTo(BlockNetwork.Outcome.NO_RANGE);
    assertThat(tx.in(() -> block.block(id, "203.0.113.0/24", "198.51.100.1", alice)))
        .isEqualTo(BlockNetwork.Outcome.DONE);
    assertThat(one.see(id).checklist())
        .anyMatch(
            item ->
                item.step() == ContainmentStep.BLOCK_NETWORK
                    && item.state() == ChecklistItem.State.DONE);
    var shut = tx.in(block::now).stream().filter(each -> each.incident().equals(id)).findFirst();
    assertThat(shut.orElseThrow().range().contains("203.0.113.77")).isTrue();
    assertThat(tx.in(() -> block.lift(shut.orElseThrow().id(), alice))).isTrue();
    assertThat(tx.in(() -> block.lift(shut.orElseThrow().id(), alice))).isFalse();
    assertThat(tx.in(block::now)).noneMatch(each -> each.incident().equals(id));
  }

  @Test
  void a_closed_record_is_kept_for_twelve_months_at_least_and_then_goes_whole() {
    IncidentId fresh = one.reported(source(), Nature.REAL);
    IncidentId old = one.reported(source(), Nature.REAL);
    closed(fresh, "350 days");
    closed(old, "400 days");
    PostgresAgedIncidents aged = new PostgresAgedIncidents(one.transactions.tenancy());
    one.transactions.run(() -> aged.dispose(clock.instant(), 1000));
    assertThat(one.transactions.in(() -> one.find.of(old))).isEmpty();
    assertThat(one.transactions.in(() -> one.find.evidence(old))).isEmpty();
    assertThat(one.transactions.in(() -> one.find.of(fresh)))
        .as("whatever the product's clock says")
        .isPresent();
    assertThat(one.transactions.in(() -> one.find.evidence(fresh))).hasSize(1);
  }

  private static void closed(IncidentId id, String ago) {
    Transactions above = TestDatabase.unwalled();
    above.run(
        () -> {
          var sql = above.tenancy().as(SellerId.PLATFORM);
          sql.run("set local session_replication_role = replica");
          sql.run(
              "update incidents.incident set phase = 'CLOSED',"
                  + " closed_at = now() - ?::interval where id = ?",
              ago,
              id.value());
        });
  }

  @Test
  void the_watch_looks_at_all_open_incidents_and_picks_up_what_was_lost() {
    IncidentId id = one.reported(source(), Nature.REAL);
    one.errands.clear();
    moved = Duration.ofHours(13);
    watchOf(one, any -> true).look();
    one.runErrands();
    assertThat(one.see(id).reportableAt()).isPresent();
    assertThat(one.letters(id)).allMatch(letter -> letter.state() == Letter.State.SENT);
  }

  /** The watch of one node, for some incidents, each step in a transaction of that node. */
  private NotificationWatch watchOf(Node node, Predicate<IncidentId> some) {
    WatchIncident each =
        new WatchIncident(node.incidents, POLICY, node.clocks, event -> {}) {
          @Override
          public List<IncidentId> open() {
            return node.transactions.in(() -> node.watch.open()).stream().filter(some).toList();
          }

          @Override
          public void of(IncidentId incident) {
            node.transactions.run(() -> node.watch.of(incident));
          }
        };
    LetterSteps letters =
        new LetterSteps(
            node.letters,
            new TwoAdmins(),
            new AcknowledgeNotice(node.incidents, node.clocks, event -> {}),
            new NoErrands(),
            new AuditTrail(new Forgetful(), ids, clock),
            clock) {
          @Override
          public int pickUp() {
            return node.transactions.in(() -> node.steps.pickUp());
          }
        };
    return new NotificationWatch(each, letters);
  }

  /** Does the work of several nodes at the same time, and waits for all of it. */
  private static void atOnce(Runnable... works) {
    CountDownLatch ready = new CountDownLatch(works.length);
    try (ExecutorService threads = Executors.newFixedThreadPool(works.length)) {
      List<Future<?>> all = new ArrayList<>();
      for (Runnable work : works) {
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  work.run();
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Duration> left(Node node, IncidentId id) {
    Incident.Snapshot seen = node.see(id);
    return seen.duties().stream()
        .sorted(Comparator.comparing(NotificationDuty::party))
        .map(duty -> seen.clock().left(duty.span()))
        .toList();
  }

  @Test
  void two_nodes_that_watch_at_once_push_no_deadline_back_send_once_and_escalate() {
    Node two = new Node(TestDatabase.anotherNode());
    String source = source();
    List<IncidentId> ids = Collections.synchronizedList(new ArrayList<>());
    Runnable alarmOfOne = () -> ids.add(one.reported(source, Nature.REAL));
    Node alarmed = two;
    atOnce(alarmOfOne, () -> ids.add(alarmed.reported(source, Nature.REAL)));
    assertThat(new HashSet<>(ids)).as("the same alarm twice is one incident").hasSize(1);
    IncidentId id = ids.getFirst();
    List<Duration> before = left(one, id);

    serverIsDead = true;
    Duration[] moments = {
      Duration.ofHours(1), Duration.ofHours(12), Duration.ofHours(20), Duration.ofHours(23)
    };
    for (Duration moment : moments) {
      moved = moment;
      NotificationWatch first = watchOf(one, id::equals);
      Node other = two;
      NotificationWatch second = watchOf(other, id::equals);
      atOnce(first::look, second::look);
      one.transactions.run(
          () ->
              one.assess.reclassify(
                  id,
                  moment.toHours() % 2 == 0 ? IncidentKind.OTHER : IncidentKind.DATA_LEAK,
                  Severity.SEV4,
                  BY_ALICE));
      other.transactions.run(() -> other.work.note(id, "Looked again.", BY_ALICE));
      // A later moment of noticing is told, and changes nothing.
      other.reported(source, Nature.REAL);
      List<Duration> now = left(one, id);
      assertThat(now).as("no duty goes").hasSameSizeAs(before);
      for (int i = 0; i < now.size(); i++) {
        assertThat(now.get(i)).isLessThanOrEqualTo(before.get(i));
      }
      before = now;
      one.runErrands();
      other.runErrands();
      // The second node dies with its errands, and comes back without them.
      two = new Node(TestDatabase.anotherNode());
    }
    assertThat(one.letters(id)).allMatch(letter -> letter.state() == Letter.State.READY);

    // The clock is set back by days, and a bit on again: what has passed has passed.
    Node awake = two;
    for (Duration back : List.of(Duration.ofDays(-3), Duration.ofDays(-3).plusMinutes(61))) {
      moved = back;
      atOnce(watchOf(one, id::equals)::look, watchOf(awake, id::equals)::look);
    }
    assertThat(amazon(id).missedAt()).as("23 hours and 61 minutes").isPresent();

    moved = Duration.ofHours(100);
    serverIsDead = false;
    Node last = two;
    for (int i = 0; i < 3; i++) {
      atOnce(watchOf(one, id::equals)::look, watchOf(last, id::equals)::look);
      atOnce(one::runErrands, last::runErrands);
      moved = moved.plus(Duration.ofHours(1));
    }
    List<Letter> letters = one.letters(id);
    assertThat(letters).allMatch(letter -> letter.state() == Letter.State.SENT);
    assertThat(letters.stream().map(l -> l.mark().orElse("") + l.account().orElse(ALICE)))
        .as("each of our people is written to once about each moment")
        .doesNotHaveDuplicates();
    List<String> of = letters.stream().map(l -> "incident." + l.id()).toList();
    assertThat(delivered.stream().map(Postman.Mail::id).filter(of::contains))
        .hasSize(letters.size())
        .doesNotHaveDuplicates();
    assertThat(letters.stream().flatMap(l -> l.mark().stream()).distinct())
        .contains(
            "reported",
            "reminder-PT1H",
            "reminder-PT12H",
            "reminder-PT20H",
            "reminder-PT23H",
            "unclaimed",
            "reportable",
            "missed-AMAZON",
            "missed-SELLERS");
    for (String everybody : List.of("reminder-PT20H", "reminder-PT23H", "missed-AMAZON")) {
      assertThat(letters)
          .filteredOn(l -> l.mark().equals(Optional.of(everybody)))
          .as(everybody)
          .hasSize(2);
    }
  }
}
