package org.lockkeeper.compliance.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.CloseIncident;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentKind;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.Nature;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.incidents.Obstacle;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.incidents.Report;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.Severity;
import org.lockkeeper.incidents.WatchIncident;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.integration.postgres.incidents.OpenIncidents;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** Sellers who turn out to be concerned when the others have been told, in a real database. */
class LateSellersTest {

  private static final IncidentPolicy POLICY = IncidentPolicy.edition(LocalDate.of(2026, 11, 22));

  private final Clock clock = Clock.systemUTC();
  private final Ids ids = new Ids(clock, new SecureRandom());
  private final Account alice =
      new Account(
          SellerId.PLATFORM,
          UUID.randomUUID(),
          "alice@lockkeeper.test",
          "Somebody",
          Role.ADMIN,
          false,
          ZoneOffset.UTC,
          Locale.ENGLISH,
          Account.Theme.SYSTEM);
  private final String first = "person:" + UUID.randomUUID();
  private final String second = "person:" + UUID.randomUUID();
  private final Node one = new Node(TestDatabase.portal());
  private final SellerId anna = seller();
  private final SellerId bert = seller();
  private final IncidentId id = reported();

  /** What counts and tells, on one node. */
  private final class Node {
    final Transactions transactions;
    final List<Errand> errands = new ArrayList<>();
    final FindIncident find;
    final CloseIncident close;
    final WatchIncident watch;
    boolean full;
    final ReportIncident report;
    final AssessIncident assess;
    final ConcernSteps concern;
    final TellSellers tell;
    final SellerNoticeSteps notices;
    final TellOneSeller tellOne;

    Node(Transactions transactions) {
      this.transactions = transactions;
      OpenIncidents open = OpenIncidents.of(transactions.tenancy(), clock);
      OpenPeople people = OpenPeople.of(transactions.tenancy(), ids, clock);
      AuditTrail audit = new AuditTrail(OpenAudit.store(transactions.tenancy()), ids, clock);
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
      find = new FindIncident(open.incidents(), open.locker(), POLICY, open.clocks());
      close = new CloseIncident(open.incidents(), POLICY, open.clocks(), event -> {});
      watch = new WatchIncident(open.incidents(), POLICY, open.clocks(), event -> {});
      KeepEvidence keep =
          new KeepEvidence(open.locker(), open.incidents(), event -> {}, ids, clock) {
            @Override
            public Optional<Evidence> of(IncidentId incident, Exhibit exhibit, Actor by) {
              return full ? Optional.empty() : super.of(incident, exhibit, by);
            }
          };
      report = new ReportIncident(open.incidents(), keep, POLICY, open.clocks(), event -> {}, ids);
      assess =
          new AssessIncident(
              open.incidents(), open.locker(), POLICY, open.clocks(), event -> {}, ids);
      concern = new ConcernSteps(open.traces(), open.concerned(), assess, keep, audit, clock);
      AcknowledgeNotice acknowledge =
          new AcknowledgeNotice(open.incidents(), open.clocks(), event -> {});
      tell =
          new TellSellers(find, open.concerned(), acknowledge, kept, audit, clock) {
            @Override
            Optional<Text> content(IncidentId incident, SellerId seller) {
              return transactions.in(() -> super.content(incident, seller));
            }

            @Override
            Optional<Concerned.One> figures(IncidentId incident, SellerId seller) {
              return transactions.in(() -> super.figures(incident, seller));
            }

            @Override
            void told(IncidentId incident, SellerId seller, UUID notice) {
              transactions.run(() -> super.told(incident, seller, notice));
            }
          };
      notices =
          new SellerNoticeSteps(
              open.sellerNotices(),
              new TellPeople(people.notices(), people.accounts(), kept, audit, ids, clock),
              audit,
              ids,
              clock) {
            @Override
            UUID raise(
                SellerId seller,
                IncidentId incident,
                TellSellers.Text text,
                Concerned.One figures) {
              return transactions.in(() -> super.raise(seller, incident, text, figures));
            }
          };
      tellOne = new TellOneSeller(tell, notices);
    }

    void count(String actor) {
      concern.byActor(
          id, actor, clock.instant().minusSeconds(60), clock.instant().plusSeconds(60), alice);
    }

    Optional<Integer> approve() {
      return transactions.in(() -> tell.approve(id, alice));
    }

    int runErrands() {
      List<Errand> waiting = List.copyOf(errands);
      errands.clear();
      waiting.forEach(tellOne::run);
      return waiting.size();
    }

    List<NotificationDuty> duties() {
      return transactions.in(() -> find.of(id).orElseThrow()).duties().stream()
          .filter(duty -> duty.party() == Party.SELLERS)
          .toList();
    }
  }

  private SellerId seller() {
    SellerId fresh = new SellerId(UUID.randomUUID());
    one.transactions.seller(fresh, UUID.randomUUID());
    return fresh;
  }

  private IncidentId reported() {
    return one.transactions.in(
        () ->
            one.report.of(
                new Report(
                    "alert:" + UUID.randomUUID(),
                    IncidentKind.DATA_LEAK,
                    Nature.REAL,
                    Severity.SEV1,
                    clock.instant(),
                    alice.actor(),
                    Optional.empty(),
                    "One account looked at many buyers.",
                    List.of())));
  }

  private void looked(SellerId seller, String actor) {
    Instant now = clock.instant();
    one.transactions.run(
        () ->
            one.transactions
                .tenancy()
                .as(seller)
                .run(
                    """
                    insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
                    values (?, ?, ?, ?, 'recipient.revealed', ?, '{"field":"email"}')
                    """,
                    seller.value(),
                    ids.next(),
                    now,
                    actor,
                    "order:" + UUID.randomUUID()));
  }

  private void annaIsTold() {
    looked(anna, first);
    one.transactions.run(() -> one.count(first));
    assertThat(one.approve()).contains(1);
    assertThat(one.runErrands()).isOne();
  }

  @Test
  void who_is_counted_after_the_others_were_told_is_owed_a_notice_and_told_once_with_a_receipt() {
    annaIsTold();
    assertThat(one.duties()).singleElement().matches(NotificationDuty::metInTime);
    looked(bert, second);
    one.transactions.run(() -> one.count(second));
    one.transactions.run(() -> one.count(second));
    one.transactions.run(() -> one.count(first));
    NotificationDuty late = one.duties().getLast();
    assertThat(late.seller()).contains(bert);
    assertThat(late.open()).isTrue();
    assertThat(late.leaves()).isEqualTo(Duration.ofHours(24));
    assertThat(one.duties()).as("anna is not owed anything").hasSize(2);
    assertThat(one.transactions.in(() -> one.close.of(id, alice.actor())).orElseThrow())
        .contains(Obstacle.DUTY_OPEN);

    assertThat(one.approve()).as("bert alone").contains(1);
    List<Errand> twice = List.copyOf(one.errands);
    assertThat(one.runErrands()).isOne();
    twice.forEach(one.tellOne::run);
    SellerNotice notice = one.transactions.in(() -> one.notices.about(bert, id)).orElseThrow();
    NotificationDuty met = one.duties().getLast();
    assertThat(met.metInTime()).isTrue();
    assertThat(((NotificationDuty.Met) met.standing()).proof()).isEqualTo("notice:" + notice.id());
    assertThat(one.transactions.in(() -> one.notices.of(bert))).hasSize(1);
    assertThat(one.transactions.in(() -> one.notices.of(anna))).hasSize(1);
    Account reader =
        new Account(
            bert,
            UUID.randomUUID(),
            "bert@seller.test",
            "Bert",
            Role.SELLER_OWNER,
            false,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    assertThat(one.transactions.in(() -> one.concern.receipts(id))).isEmpty();
    assertThat(one.transactions.in(() -> one.notices.open(reader, notice.id())).orElseThrow())
        .matches(read -> read.readAt().isPresent());
    assertThat(one.transactions.in(() -> one.concern.receipts(id)))
        .as("the room sees who has read it")
        .containsOnlyKeys(bert);
  }

  @Test
  void who_was_counted_before_a_ruling_out_and_is_counted_again_after_it_is_owed_a_notice() {
    looked(anna, first);
    one.transactions.run(() -> one.count(first));
    UUID shown = one.transactions.in(() -> one.find.evidence(id)).getFirst().id();
    UUID ruling =
        one.transactions
            .in(
                () ->
                    one.assess.find(
                        id,
                        Party.SELLERS,
                        Finding.RULED_OUT,
                        "Test data alone.",
                        List.of(shown),
                        alice.id()))
            .orElseThrow();
    assertThat(one.transactions.in(() -> one.assess.sign(id, ruling, UUID.randomUUID())))
        .isEqualTo(Incident.Signature.EXCUSED);
    one.transactions.run(() -> one.count(first));
    NotificationDuty late = one.duties().getLast();
    assertThat(late.seller()).contains(anna);
    assertThat(late.open()).isTrue();
    assertThat(one.transactions.in(() -> one.close.of(id, alice.actor())).orElseThrow())
        .contains(Obstacle.DUTY_OPEN);
    one.transactions.run(() -> one.count(first));
    assertThat(one.duties()).as("owed once").hasSize(2);
    assertThat(one.approve()).contains(1);
    one.runErrands();
    assertThat(one.duties().getLast().metInTime()).isTrue();
    one.transactions.run(() -> one.count(first));
    assertThat(one.duties()).noneMatch(NotificationDuty::open);
  }

  @Test
  void a_full_locker_keeps_nobody_from_being_noted_and_the_log_says_that_the_list_is_not_whole() {
    looked(anna, first);
    one.full = true;
    CountConcerned.Count came =
        one.transactions.in(
            () ->
                one.concern.byActor(
                    id,
                    first,
                    clock.instant().minusSeconds(60),
                    clock.instant().plusSeconds(60),
                    alice));
    assertThat(came).isEqualTo(new CountConcerned.Count(true, false));
    assertThat(one.transactions.in(() -> one.concern.of(id)))
        .extracting(Concerned.One::seller)
        .containsExactly(anna);
    assertThat(
            one.transactions.in(
                () ->
                    one.transactions
                        .tenancy()
                        .as(SellerId.PLATFORM)
                        .count(
                            """
                            select count(*) from audit.audit_event
                            where object = ? and action = 'incident.concerned-counted'
                              and facts::text like '%"whole"%"false"%'
                            """,
                            "incident:" + id)))
        .isOne();
  }

  @Test
  void the_watch_does_not_wait_for_an_incident_that_is_being_counted() {
    looked(anna, first);
    Node two = new Node(TestDatabase.anotherNode());
    one.transactions.run(
        () -> {
          one.count(first);
          CompletableFuture<Void> looking =
              CompletableFuture.runAsync(() -> two.transactions.run(() -> two.watch.of(id)));
          assertThat(looking).succeedsWithin(Duration.ofSeconds(10));
        });
  }

  @Test
  void a_seller_counted_while_the_last_one_is_told_falls_between_the_two_for_nobody() {
    looked(anna, first);
    one.transactions.run(() -> one.count(first));
    one.approve();
    looked(bert, second);
    Node two = new Node(TestDatabase.anotherNode());
    long session =
        two.transactions.in(
            () ->
                two.transactions.tenancy().as(SellerId.PLATFORM).count("select pg_backend_pid()"));
    two.errands.addAll(one.errands);
    List<CompletableFuture<Void>> telling = new ArrayList<>();
    one.transactions.run(
        () -> {
          one.count(second);
          telling.add(CompletableFuture.runAsync(two::runErrands));
          doneOrBlocked(telling.getFirst(), session);
        });
    telling.getFirst().join();
    assertThat(one.duties())
        .as("bert is among those who are still to be told")
        .singleElement()
        .matches(NotificationDuty::open);
    assertThat(one.approve()).contains(1);
    one.errands.removeIf(errand -> errand.subject().endsWith(anna.toString()));
    one.runErrands();
    assertThat(one.duties()).singleElement().matches(NotificationDuty::metInTime);
  }

  @Test
  void no_doing_is_lost_however_many_there_are_and_the_list_is_kept_in_parts() {
    String busy = "person:" + UUID.randomUUID();
    int many = 12_345;
    one.transactions.run(
        () ->
            one.transactions
                .tenancy()
                .as(anna)
                .run(
                    """
                    insert into audit.audit_event (seller_id, id, at, actor, action, object, facts)
                    select ?, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')
                        || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
                      now(), ?, 'recipient.revealed', 'order:' || gen_random_uuid(),
                      '{"field":"email"}'
                    from generate_series(1, ?) n
                    """,
                    anna.value(),
                    busy,
                    many));
    looked(bert, busy);
    CountConcerned.Count came =
        one.transactions.in(
            () ->
                one.concern.byActor(
                    id,
                    busy,
                    clock.instant().minusSeconds(60),
                    clock.instant().plusSeconds(60),
                    alice));
    List<Evidence> parts =
        one.transactions.in(() -> one.find.evidence(id)).stream()
            .filter(item -> item.label().startsWith("Doings of " + busy))
            .toList();
    assertThat(came).isEqualTo(new CountConcerned.Count(true, true));
    assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.size() <= Exhibit.MOST);
    Set<String> orders = new HashSet<>();
    for (Evidence part : parts) {
      byte[] bytes = one.transactions.in(() -> one.find.bytes(id, part.id())).orElseThrow();
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(line -> orders.add(line.split(",", -1)[3]));
    }
    assertThat(orders).hasSize(many + 1);
    assertThat(one.transactions.in(() -> one.concern.of(id)))
        .extracting(Concerned.One::orders)
        .containsExactlyInAnyOrder((long) many, 1L);
  }

  @Test
  void a_list_that_is_too_long_says_that_it_was_cut_and_a_full_locker_that_it_is_not_whole() {
    List<Exhibit> kept = new ArrayList<>();
    DoingsList cut = new DoingsList("Doings", 2000, part -> Optional.of(evidence(kept, part)));
    DoingsList full = new DoingsList("Doings", 2000, part -> Optional.empty());
    for (int i = 0; i < 100; i++) {
      Traces.Doing doing = new Traces.Doing(ids.next(), anna, "order.read", "order:" + i, "name");
      cut.add(doing);
      full.add(doing);
    }
    cut.end();
    full.end();
    assertThat(cut.whole()).isFalse();
    assertThat(kept).hasSize(1);
    assertThat(new String(kept.getFirst().bytes(), StandardCharsets.UTF_8))
        .contains("the list goes on")
        .hasSizeLessThan(2500);
    assertThat(full.whole()).isFalse();
    assertThat(full.kept()).isEmpty();
    assertThat(full.listed()).isZero();
    assertThat(cut.listed()).isBetween(1, 99);
  }

  private Evidence evidence(List<Exhibit> kept, Exhibit part) {
    kept.add(part);
    return new Evidence(
        ids.next(),
        id,
        part.label(),
        part.mediaType(),
        "0".repeat(64),
        part.bytes().length,
        "somebody",
        clock.instant(),
        List.of());
  }

  /** Until the other is through, or waits for what the first one holds. */
  private static void doneOrBlocked(CompletableFuture<Void> other, long session) {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean blocked = false;
      while (!other.isDone() && !blocked) {
        try (ResultSet rows =
            statement.executeQuery("select cardinality(pg_blocking_pids(" + session + ")) > 0")) {
          rows.next();
          blocked = rows.getBoolean(1);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
