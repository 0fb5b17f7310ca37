package org.lockkeeper.integration.postgres.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.Alerts;
import org.lockkeeper.compliance.monitoring.alerts.OpenDesk;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.SettleAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.compliance.monitoring.intrusion.IntrusionLine;
import org.lockkeeper.compliance.monitoring.intrusion.ReadIntrusionFile;
import org.lockkeeper.compliance.monitoring.intrusion.TakeIntrusionAlerts;
import org.lockkeeper.compliance.monitoring.measures.ConnectionMeasures;
import org.lockkeeper.compliance.monitoring.measures.MeasureSteps;
import org.lockkeeper.compliance.monitoring.measures.TakeMeasures;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.response.BlockNetwork;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.incidents.TwoClocks;
import org.lockkeeper.incidents.WorkIncident;
import org.lockkeeper.integration.postgres.RealStores;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/**
 * What is done against what an alert is about, and alerts that are handed in.
 */
class MeasuresStorageTest {

  private static final IncidentPolicy POLICY = IncidentPolicy.edition(LocalDate.of(2026, 11, 22));

  private final Instant now = Clock.systemUTC().instant();
  private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private final Transactions tx = TestDatabase.portal();
  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final ConnectionId shop = new ConnectionId(UUID.randomUUID());
  private final List<AuditEntry> log = new ArrayList<>();
  private final Account admin =
      new Account(
          SellerId.PLATFORM,
          UUID.randomUUID(),
          "admin@lockkeeper.test",
          "Somebody",
          Role.ADMIN,
          false,
          ZoneOffset.UTC,
          Locale.ENGLISH,
          Account.Theme.SYSTEM);
  private final AuditTrail audit =
      new AuditTrail(
          new AuditStore() {
            @Override
            public void append(SellerId seller, List<AuditEntry> entries) {
              log.addAll(entries);
            }

            @Override
            public void appendNow(SellerId seller, List<AuditEntry> entries) {
              log.addAll(entries);
            }

            @Override
            public List<AuditEntry> about(SellerId seller, String object) {
              return List.of();
            }
          },
          ids,
          clock);
  private final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {}

        @Override
        public void now(Errand errand) {}
      };
  private final PostgresIncidents incidents = new PostgresIncidents(tx.tenancy());
  private final PostgresLocker locker = new PostgresLocker(tx.tenancy());
  private final PostgresBlockedNetworks blocked = new PostgresBlockedNetworks(tx.tenancy());
  private final PostgresIntrusionLines lines = new PostgresIntrusionLines(tx.tenancy());
  private final Alerts alerts =
      RealStores.make("monitoring.PostgresAlerts", Alerts.class, tx.tenancy());
  private final TwoClocks clocks = new DatabaseAndProductClock(tx.tenancy(), clock);
  private final OpenPeople people = OpenPeople.of(tx.tenancy(), ids, clock);
  private final RaiseAlert raise =
      new RaiseAlert(
          alerts,
          new WatchPolicy(),
          audit,
          new TellPeople(people.notices(), people.accounts(), errands, audit, ids, clock),
          errands,
          ids);
  private final SettleAlert settle =
      new SettleAlert(alerts, this::opened, audit, clock) {
        @Override
        public Optional<Alert> find(UUID id) {
          return tx.in(() -> super.find(id));
        }

        @Override
        public SettleAlert.Outcome blocked(Account by, UUID id) {
          return tx.in(() -> super.blocked(by, id));
        }
      };
  private final List<String> stopped = new ArrayList<>();
  private final Set<ConnectionId> resting = new java.util.HashSet<>();
  private final ConnectionMeasures connections =
      new ConnectionMeasures() {
        @Override
        public List<Authorization.Snapshot> listening(SellerId seller) {
          return seller.equals(anna)
              ? List.of(
                  new Authorization.Snapshot(
                      shop,
                      anna,
                      Platform.AMAZON,
                      "anna.myshopify.com",
                      "Anna",
                      new SecretRef("connection/anna"),
                      Set.of(),
                      TokenStyle.FIXED,
                      Map.of(),
                      Optional.empty(),
                      Optional.empty(),
                      new Standing.Active(now)))
              : List.of();
        }

        @Override
        public boolean pause(SellerId seller, ConnectionId connection) {
          stopped.add("pause " + connection);
          return resting.add(connection);
        }

        @Override
        public boolean end(SellerId seller, ConnectionId connection) {
          stopped.add("end " + connection);
          return true;
        }
      };
  private final TakeMeasures measures =
      new TakeMeasures(
          new MeasureSteps(this::opened, raise, audit) {
            @Override
            protected IncidentId incident(Account by, Alert alert) {
              return tx.in(() -> super.incident(by, alert));
            }

            @Override
            protected void noted(Account by, Alert alert, String measure, String object) {
              tx.run(() -> super.noted(by, alert, measure, object));
            }
          },
          settle,
          connections,
          new BlockNetwork(
              blocked,
              new FindIncident(incidents, locker, POLICY, clocks),
              new WorkIncident(incidents, clocks, event -> {}, ids),
              audit,
              ids,
              clock) {
            @Override
            public BlockNetwork.Outcome block(
                IncidentId incident, String range, String ownAddress, Account by) {
              return tx.in(() -> super.block(incident, range, ownAddress, by));
            }
          });
  private final TakeIntrusionAlerts take = new TakeIntrusionAlerts(lines, raise, audit, ids, clock);

  private IncidentId opened(Alert alert, String figures, Account by) {
    return OpenDesk.of(
            new ReportIncident(
                incidents,
                new KeepEvidence(locker, incidents, event -> {}, ids, clock),
                POLICY,
                clocks,
                event -> {},
                ids))
        .open(alert, figures, by);
  }

  @BeforeEach
  void the_platform_is_there() {
    tx.run(
        () ->
            tx.tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    "insert into access.seller (seller_id, name, created_at) values (?, 'We',"
                        + " now()) on conflict do nothing",
                    SellerId.PLATFORM.value()));
  }

  private Alert raised(Subject subject) {
    return tx.in(
        () ->
            raise.of(
                subject,
                subject.seller(),
                new Finding(Rule.BURST, Signal.CALLS, 1, 90, 12, Duration.ofMinutes(5)),
                now));
  }

  private Alert now(UUID id) {
    return tx.in(() -> alerts.findForUpdate(id)).orElseThrow();
  }

  /** A network that no other test of this run has. */
  private String network() {
    byte[] bytes = new byte[2];
    new SecureRandom().nextBytes(bytes);
    return "100." + (64 + (bytes[0] & 0x3f)) + "." + (bytes[1] & 0xff) + ".";
  }

  @Test
  void a_connection_is_paused_once_and_the_alert_says_so() {
    Alert one = raised(Subject.credentials(anna));
    assertThat(measures.pause(admin, one.id(), new ConnectionId(UUID.randomUUID())))
        .as("a connection of another seller")
        .isEqualTo(TakeMeasures.Outcome.GONE);
    assertThat(measures.pause(admin, one.id(), shop)).isEqualTo(TakeMeasures.Outcome.DONE);
    assertThat(stopped).containsExactly("pause " + shop);
    assertThat(now(one.id()).state()).isEqualTo(Alert.State.BLOCKED);
    assertThat(log)
        .filteredOn(entry -> entry.action().equals("alert.measure-taken"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsEntry("measure", "paused")
                    .containsEntry("of", "connection:" + shop));
    assertThat(measures.end(admin, one.id(), shop)).isEqualTo(TakeMeasures.Outcome.GONE);
    Alert other = raised(Subject.calls(anna, "api.example.test"));
    assertThat(measures.pause(admin, other.id(), shop)).isEqualTo(TakeMeasures.Outcome.RESTS);
    assertThat(now(other.id()).state()).isEqualTo(Alert.State.OPEN);
    assertThat(measures.end(admin, other.id(), shop)).isEqualTo(TakeMeasures.Outcome.DONE);
  }

  @Test
  void what_does_not_fit_is_not_done() {
    Alert person = raised(Subject.person(UUID.randomUUID()));
    assertThat(measures.pause(admin, person.id(), shop)).isEqualTo(TakeMeasures.Outcome.GONE);
    assertThat(measures.shutOut(admin, person.id(), "198.51.100.1"))
        .isEqualTo(TakeMeasures.Outcome.GONE);
    assertThat(measures.connections(raised(Subject.buyers(anna)))).isEmpty();
    assertThat(stopped).isEmpty();
  }

  @Test
  void a_network_is_shut_out_with_an_incident_and_nobody_shuts_themselves_out() {
    String network = network();
    Alert one = raised(Subject.network(network + "0/24"));
    assertThat(measures.shutOut(admin, one.id(), network + "9"))
        .isEqualTo(TakeMeasures.Outcome.OWN_NETWORK);
    assertThat(tx.in(() -> incidents.bySource(one.object()))).isEmpty();
    assertThat(measures.shutOut(admin, one.id(), "198.51.100.1"))
        .isEqualTo(TakeMeasures.Outcome.DONE);
    var incident = tx.in(() -> incidents.bySource(one.object())).orElseThrow();
    assertThat(now(one.id()).state()).isEqualTo(Alert.State.BLOCKED);
    assertThat(now(one.id()).incident()).contains("incident:" + incident);
    assertThat(tx.in(blocked::now))
        .anyMatch(
            shut -> shut.incident().equals(incident) && shut.range().contains(network + "77"));
    assertThat(tx.in(() -> locker.of(incident))).hasSize(1);
  }

  @Test
  void what_was_handed_in_days_late_is_due_from_when_we_knew_and_says_when_it_was() {
    String network = network();
    Instant then = now.minus(Duration.ofDays(3));
    String file =
        "time,rule,severity,subject,text\n"
            + then
            + ",ET EXPLOIT 2019401,critical,"
            + network
            + "7,Old news\n";
    tx.run(() -> take.of(admin, file));
    Alert old =
        tx.in(() -> alerts.open(1000)).stream()
            .filter(alert -> alert.subject().equals(Subject.network(network + "0/24")))
            .findFirst()
            .orElseThrow();
    assertThat(old.firstAt()).isCloseTo(then, within(1, ChronoUnit.MILLIS));
    assertThat(old.learnedAt()).isCloseTo(now, within(1, ChronoUnit.MILLIS));
    assertThat(old.dueAt()).as("somebody can still look in time").isAfter(now);
    IncidentId opened = tx.in(() -> settle.incident(admin, old.id())).orElseThrow();
    Incident.Snapshot incident = tx.in(() -> incidents.find(opened)).orElseThrow().snapshot();
    assertThat(incident.clock().left(Duration.ofHours(24)))
        .as("24 hours from when it was handed in")
        .isBetween(Duration.ofHours(24).minusMinutes(1), Duration.ofHours(24));
    assertThat(incident.duties()).noneMatch(duty -> incident.clock().past(duty.span()));
    Evidence figures = tx.in(() -> locker.of(opened)).getFirst();
    assertThat(new String(tx.in(() -> locker.bytes(opened, figures.id())).orElseThrow(), UTF_8))
        .as("the line's own time is evidence")
        .contains("First found " + old.firstAt().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void alerts_that_are_handed_in_stand_by_network_once_and_the_worst_counts() {
    String network = network();
    String file =
        "time,rule,severity,subject,text\n"
            + now.minusSeconds(120)
            + ",ET SCAN 2001219,low,"
            + network
            + "7,Port scan\n"
            + now.minusSeconds(60)
            + ",ET EXPLOIT 2019401,critical,"
            + network
            + "8,Login of ada@example.org\n";
    assertThat(tx.in(() -> take.of(admin, file))).isEqualTo(new TakeIntrusionAlerts.Taken(2, 0, 1));
    assertThat(tx.in(() -> take.of(admin, file))).isEqualTo(new TakeIntrusionAlerts.Taken(0, 2, 1));
    List<Alert> mine =
        tx.in(() -> alerts.open(1000)).stream()
            .filter(alert -> alert.subject().equals(Subject.network(network + "0/24")))
            .toList();
    assertThat(mine)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.worst().rule()).isEqualTo(Rule.IDS);
              assertThat(alert.worst().score()).isEqualTo(Finding.CERTAIN);
              assertThat(alert.times()).isEqualTo(2);
            });
    assertThat(tx.in(() -> take.of(mine.getFirst().id())))
        .extracting(IntrusionLine::rule, IntrusionLine::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ET EXPLOIT 2019401", ""),
            org.assertj.core.groups.Tuple.tuple("ET SCAN 2001219", "Port scan"));
    assertThat(
            tx.in(
                () ->
                    tx.tenancy()
                        .as(SellerId.PLATFORM)
                        .count(
                            "select count(*) from incidents.intrusion_line l"
                                + " where l::text like ?",
                            "%" + network + "7%")))
        .as("no address is kept")
        .isZero();
    assertThat(tx.in(() -> take.of(admin, "nonsense")))
        .isEqualTo(
            new TakeIntrusionAlerts.Refused(
                List.of(new ReadIntrusionFile.Fault(1, ReadIntrusionFile.What.HEAD))));
  }
}
