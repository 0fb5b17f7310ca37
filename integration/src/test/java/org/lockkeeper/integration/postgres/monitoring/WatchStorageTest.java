package org.lockkeeper.integration.postgres.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.audit.Opening;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Detectors;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.compliance.monitoring.watch.JudgeCounts;
import org.lockkeeper.compliance.monitoring.watch.KeepWatch;
import org.lockkeeper.compliance.monitoring.watch.Usuals;
import org.lockkeeper.compliance.monitoring.watch.WatchCounts;
import org.lockkeeper.compliance.monitoring.watch.WatchSteps;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.integration.postgres.audit.OpenAudit;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.Hash;

/** What the logs tell is counted once, and what is unusual becomes one alert. */
class WatchStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
  private static final Transactions NODE = TestDatabase.apart("watch").portal();

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final UUID person = UUID.randomUUID();
  private final Subject somebody = Subject.person(person);
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Ids ids = new Ids(clock, new SecureRandom());
  private final List<LogTree.Placed> log = new ArrayList<>();
  private final List<Errand> mails = new ArrayList<>();
  private final List<Errand> stops = new ArrayList<>();
  private final PostgresWatchCounts counts = new PostgresWatchCounts(NODE.tenancy());
  private final PostgresAlerts alerts = new PostgresAlerts(NODE.tenancy());
  private final OpenPeople people = OpenPeople.of(NODE.tenancy(), ids, clock);
  private final AuditTrail audit = new AuditTrail(OpenAudit.store(NODE.tenancy()), ids, clock);
  private final WatchPolicy policy = new WatchPolicy();
  private final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          mails.add(errand);
        }

        @Override
        public void now(Errand errand) {
          stops.add(errand);
        }
      };
  private final RaiseAlert raise =
      new RaiseAlert(
          alerts,
          policy,
          audit,
          new TellPeople(people.notices(), people.accounts(), errands, audit, ids, clock),
          errands,
          ids);
  private final WatchSteps steps =
      new WatchSteps(
          tree(),
          counts,
          new JudgeCounts(counts, new Usuals(counts, policy), new Detectors(policy), policy, raise),
          raise);

  /** A log of one epoch that has what the test has put into it. */
  private LogTree tree() {
    Opening opening = new Opening(1, UUID.randomUUID(), "log.test", NOON, "START", List.of());
    return (LogTree)
        Proxy.newProxyInstance(
            LogTree.class.getClassLoader(),
            new Class<?>[] {LogTree.class},
            (proxy, method, values) ->
                switch (method.getName()) {
                  case "epochs" -> List.of(new LogTree.Epoch(opening, log.size(), List.of()));
                  case "placed" ->
                      log.subList(
                          Math.toIntExact((long) values[1]), Math.toIntExact((long) values[2]));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @BeforeEach
  void nothing_was_read_yet() {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    "insert into access.seller (seller_id, name, created_at) values (?, 'We',"
                        + " now()) on conflict do nothing",
                    SellerId.PLATFORM.value()));
    NODE.seller(anna, UUID.randomUUID());
    account(anna, person, "SELLER_OPERATIONS");
    NODE.run(() -> counts.move(new WatchCounts.Cursor(1, 0, NOON)));
  }

  private static void account(SellerId of, UUID id, String role) {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(of)
                .run(
                    """
                    insert into access.account (seller_id, id, login, display_name, role,
                      password_hash, created_at, version)
                    values (?, ?, ?, 'Someone', ?, 'x', now(), 1)
                    """,
                    of.value(),
                    id,
                    id + "@example.test",
                    role));
  }

  private void happened(String action, String object, Instant at) {
    happened("person:" + person, action, object, at, Map.of());
  }

  private void happened(
      String actor, String action, String object, Instant at, Map<String, String> facts) {
    UUID entry = ids.next();
    log.add(
        new LogTree.Placed(
            log.size(),
            Hash.EMPTY_TREE,
            anna.value(),
            entry,
            Optional.of(
                new LogLine(
                    anna.value(), entry, at, actor, action, object, new TreeMap<>(facts)))));
  }

  private void read(Instant now) {
    boolean more = true;
    while (more) {
      more = NODE.in(() -> steps.readLog(now));
    }
  }

  private long counted(Signal signal, Instant slot) {
    return NODE.in(() -> counts.fives(somebody, signal, slot)).getOrDefault(slot, 0L);
  }

  private List<Alert> about(Subject subject) {
    return NODE.in(() -> alerts.open(1000)).stream()
        .filter(alert -> alert.subject().equals(subject))
        .toList();
  }

  @Test
  void an_entry_counts_once_whatever_dies_in_between() {
    happened("recipient.revealed", "order:1", NOON);
    happened("recipient.revealed", "order:1", NOON.plusSeconds(1));
    happened("recipient.revealed", "order:2", NOON.plusSeconds(2));
    happened("parcel.moved", "parcel:1", NOON);
    assertThatThrownBy(
            () ->
                NODE.run(
                    () -> {
                      steps.readLog(NOON);
                      throw new IllegalStateException("the node dies");
                    }))
        .hasMessage("the node dies");
    assertThat(counted(Signal.REVEALS, NOON)).isZero();

    read(NOON);
    read(NOON);

    assertThat(counted(Signal.REVEALS, NOON)).isEqualTo(3);
    assertThat(counted(Signal.ORDERS_REVEALED, NOON)).as("each order once a day").isEqualTo(2);
    assertThat(counted(Signal.SELLERS_SEEN, NOON)).isEqualTo(1);
    assertThat(NODE.in(() -> counts.hours(somebody, Signal.REVEALS, NOON, NOON.plusSeconds(3600))))
        .containsEntry(NOON, 3L);
    assertThat(about(somebody)).isEmpty();

    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    happened("recipient.revealed", "order:1", tomorrow);
    read(tomorrow);
    assertThat(counted(Signal.ORDERS_REVEALED, tomorrow)).as("another day").isEqualTo(1);
  }

  @Test
  void a_flood_becomes_one_alert_of_each_rule_and_admins_are_told_once() {
    account(SellerId.PLATFORM, UUID.randomUUID(), "ADMIN");
    for (int i = 0; i < 70; i++) {
      happened("recipient.revealed", "order:" + i, NOON.plusSeconds(i));
    }
    read(NOON.plusSeconds(80));
    List<Alert> found = about(somebody);
    assertThat(found)
        .extracting(alert -> alert.worst().rule())
        .containsExactlyInAnyOrder(Rule.HARD_CAP, Rule.BURST);
    assertThat(found).allSatisfy(alert -> assertThat(alert.seller()).contains(anna));
    long told = mails.size();
    assertThat(told).isPositive();
    assertThat(stops)
        .singleElement()
        .satisfies(errand -> assertThat(errand.subject()).isEqualTo(person.toString()));

    for (int i = 0; i < 30; i++) {
      happened("recipient.revealed", "order:x" + i, NOON.plusSeconds(400 + i));
    }
    read(NOON.plusSeconds(500));

    assertThat(about(somebody)).hasSize(2);
    assertThat(about(somebody)).anySatisfy(alert -> assertThat(alert.times()).isGreaterThan(1));
    assertThat(stops).as("and whoever came back is stopped again").hasSize(2);
    assertThat(mails).as("the same alert is told once").hasSize(Math.toIntExact(told));
  }

  @Test
  void what_is_old_is_learned_from_and_not_judged() {
    for (int i = 0; i < 70; i++) {
      happened("recipient.revealed", "order:" + i, NOON.minus(Duration.ofDays(3)));
    }
    read(NOON);
    assertThat(counted(Signal.REVEALS, NOON.minus(Duration.ofDays(3)))).isEqualTo(70);
    assertThat(about(somebody)).isEmpty();
  }

  @Test
  void whom_nobody_knows_is_not_counted() {
    UUID stranger = UUID.randomUUID();
    happened("person:" + stranger, "recipient.revealed", "order:1", NOON, Map.of());
    read(NOON);
    assertThat(NODE.in(() -> counts.known(Subject.person(stranger)))).isEmpty();
  }

  @Test
  void deliveries_that_are_signed_wrongly_are_told_of_the_seller_they_were_for() {
    for (int i = 0; i < 10; i++) {
      happened("channel:shopify", "order.received", "order:" + i, NOON, Map.of());
      happened("channel:shopify", "delivery.signature-refused", "connection:1", NOON, Map.of());
    }
    read(NOON.plusSeconds(60));
    assertThat(about(Subject.deliveries(anna)))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.worst().rule()).isEqualTo(Rule.MANY_FAILURES);
              assertThat(alert.worst().signal()).isEqualTo(Signal.BAD_SIGNATURES);
              assertThat(alert.seller()).contains(anna);
            });
  }

  @Test
  void work_for_a_person_of_a_seller_sees_no_alert_and_changes_no_count() {
    for (int i = 0; i < 70; i++) {
      happened("recipient.revealed", "order:" + i, NOON.plusSeconds(i));
    }
    read(NOON.plusSeconds(80));
    assertThat(about(somebody)).isNotEmpty();
    NODE.actFor(Optional.of(person));
    try {
      assertThat(about(somebody)).isEmpty();
      assertThat(NODE.in(() -> counts.fives(somebody, Signal.REVEALS, NOON))).isEmpty();
      assertThatThrownBy(() -> NODE.run(() -> counts.add(somebody, Signal.REVEALS, NOON, 1)))
          .isInstanceOf(StorageTrouble.class);
    } finally {
      NODE.actFor(Optional.empty());
    }
    assertThat(about(somebody)).isNotEmpty();
  }

  @Test
  void places_are_known_again() {
    assertThat(NODE.in(() -> counts.come(somebody, "aa", NOON)))
        .isEqualTo(new WatchCounts.Places(0, true));
    assertThat(NODE.in(() -> counts.come(somebody, "bb", NOON)))
        .isEqualTo(new WatchCounts.Places(1, true));
    assertThat(NODE.in(() -> counts.come(somebody, "aa", NOON)))
        .isEqualTo(new WatchCounts.Places(1, false));
  }

  @Test
  void calls_are_counted_anew_and_never_twice_and_refusals_are_told() {
    for (int i = 0; i < 24; i++) {
      call(i % 2 == 0 ? 200 : 401, NOON.plusSeconds(i));
    }
    Instant now = NOON.plusSeconds(60);
    NODE.run(() -> steps.readCalls(now));
    NODE.run(() -> steps.readCalls(now));
    Subject calls = Subject.calls(anna, "api.example.test");
    assertThat(NODE.in(() -> counts.fives(calls, Signal.CALLS, NOON))).containsEntry(NOON, 24L);
    assertThat(NODE.in(() -> counts.fives(calls, Signal.CALLS_REFUSED, NOON)))
        .containsEntry(NOON, 12L);
    assertThat(about(calls))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.worst().rule()).isEqualTo(Rule.MANY_FAILURES);
              assertThat(alert.worst().signal()).isEqualTo(Signal.CALLS_REFUSED);
              assertThat(alert.worst().seen()).isEqualTo(12);
            });
  }

  private void call(int status, Instant at) {
    NODE.run(
        () ->
            NODE.tenancy()
                .as(anna)
                .run(
                    """
                    insert into audit.call_log (seller_id, at, id, host, operation, status,
                      took_ms, bytes) values (?, ?, ?, 'api.example.test', 'orders', ?, 10, 10)
                    """,
                    anna.value(),
                    at,
                    UUID.randomUUID(),
                    status));
  }

  @Test
  void an_alert_is_settled_once_by_somebody_else_and_an_incident_gets_its_figures() {
    List<String> evidence = new ArrayList<>();
    SettleAlert settle =
        new SettleAlert(
            alerts,
            (alert, figures, by) -> {
              evidence.add(figures);
              assertThat(alert.firstAt()).isEqualTo(NOON.plusSeconds(69));
              return new IncidentId(new UUID(7, 1));
            },
            audit,
            clock);
    for (int i = 0; i < 70; i++) {
      happened("recipient.revealed", "order:" + i, NOON.plusSeconds(i));
    }
    happened("parcel.moved", "parcel:1", NOON);
    read(NOON.plusSeconds(80));
    Account self = NODE.in(() -> people.accounts().byId(person)).orElseThrow();
    UUID admin = UUID.randomUUID();
    account(SellerId.PLATFORM, admin, "ADMIN");
    Account other = NODE.in(() -> people.accounts().byId(admin)).orElseThrow();
    UUID first = about(somebody).get(0).id();
    UUID second = about(somebody).get(1).id();

    assertThat(NODE.in(() -> settle.explain(self, first, Alert.Reason.WORK)))
        .isEqualTo(SettleAlert.Outcome.OWN);
    assertThat(NODE.in(() -> settle.acknowledge(other, first))).isEqualTo(SettleAlert.Outcome.DONE);
    assertThat(NODE.in(() -> settle.explain(other, first, Alert.Reason.WORK)))
        .isEqualTo(SettleAlert.Outcome.DONE);
    assertThat(NODE.in(() -> settle.incident(other, first))).isEmpty();
    assertThat(evidence).isEmpty();
    assertThat(NODE.in(() -> settle.incident(other, second))).isPresent();
    assertThat(evidence)
        .singleElement()
        .satisfies(text -> assertThat(text).contains("PERSON", "seen 70.0"));
    assertThat(about(somebody)).isEmpty();
    assertThat(NODE.in(settle::settled))
        .filteredOn(alert -> alert.subject().equals(somebody))
        .extracting(Alert::state)
        .containsExactlyInAnyOrder(Alert.State.EXPLAINED, Alert.State.INCIDENT);
  }

  @Test
  void counts_shrink_with_age_and_go_with_the_logs() {
    happened("recipient.revealed", "order:1", NOON);
    read(NOON);
    NODE.run(() -> steps.tidy(NOON.plus(Duration.ofDays(4)), Duration.ofDays(70)));
    assertThat(counted(Signal.REVEALS, NOON)).isZero();
    assertThat(NODE.in(() -> counts.hours(somebody, Signal.REVEALS, NOON, NOON.plusSeconds(3600))))
        .hasSize(1);
    NODE.run(() -> steps.tidy(NOON.plus(Duration.ofDays(71)), Duration.ofDays(70)));
    assertThat(NODE.in(() -> counts.hours(somebody, Signal.REVEALS, NOON, NOON.plusSeconds(3600))))
        .isEmpty();
    assertThat(NODE.in(() -> counts.known(somebody))).isPresent();
    AgedWatch aged = new AgedWatch(NODE.tenancy());
    int gone = 1;
    while (gone > 0) {
      gone =
          NODE.in(
              () ->
                  aged.dispose(
                      SellerId.PLATFORM,
                      NOON.plus(Duration.ofDays(1)),
                      List.of(),
                      NOON.plus(Duration.ofDays(400)),
                      1000));
    }
    assertThat(NODE.in(() -> counts.known(somebody))).isEmpty();
  }

  @Test
  void a_round_reads_all_there_is_and_goes_on_from_there() {
    for (int i = 0; i < 1201; i++) {
      happened("parcel.moved", "parcel:" + i, NOON);
    }
    new KeepWatch(
            new WatchSteps(
                tree(),
                counts,
                new JudgeCounts(
                    counts, new Usuals(counts, policy), new Detectors(policy), policy, raise),
                raise) {
              @Override
              public boolean readLog(Instant now) {
                return NODE.in(() -> super.readLog(now));
              }

              @Override
              public void readCalls(Instant now) {
                NODE.run(() -> super.readCalls(now));
              }

              @Override
              public void tidy(Instant now, Duration hoursKept) {
                NODE.run(() -> super.tidy(now, hoursKept));
              }
            },
            policy)
        .asOf(NOON);
    assertThat(NODE.in(counts::cursor))
        .hasValueSatisfying(cursor -> assertThat(cursor.next()).isEqualTo(1201));
  }
}
