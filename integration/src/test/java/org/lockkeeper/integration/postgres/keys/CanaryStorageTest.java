package org.lockkeeper.integration.postgres.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.disposal.AllStores;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.compliance.encryption.Search;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.Alerts;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.canaries.CanariesOnTables;
import org.lockkeeper.compliance.monitoring.canaries.CanaryOrders;
import org.lockkeeper.compliance.monitoring.canaries.CanaryRecords;
import org.lockkeeper.compliance.monitoring.canaries.ReportTrip;
import org.lockkeeper.compliance.monitoring.canaries.Trip;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.WatchPolicy;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.EvidenceLocker;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.Incidents;
import org.lockkeeper.incidents.KeepEvidence;
import org.lockkeeper.incidents.Reading;
import org.lockkeeper.incidents.ReportIncident;
import org.lockkeeper.integration.postgres.RealStores;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.access.OpenPeople;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.retention.TakeStock;

/** Canary buyers among real ones, in the real tables. */
class CanaryStorageTest {

  private static final Instant NOON = SealedTables.NOON;
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final UUID MALLORY = UUID.randomUUID();

  private final SealedTables tables = new SealedTables();
  private final Transactions here = tables.transactions;
  private final SellerId anna = tables.anna;
  private final SellerId bert = tables.bert;
  private final Ids ids = new Ids(CLOCK, new SecureRandom());
  private final OrderBoard board =
      RealStores.make("orders.PostgresOrderBoard", OrderBoard.class, here.tenancy());
  private final Orders orders =
      RealStores.make("orders.PostgresOrders", Orders.class, here.tenancy());
  private final CanaryOrders canaries =
      RealStores.make("orders.PostgresCanaryOrders", CanaryOrders.class, here.tenancy());
  private final CanaryRecords records = records(here);
  private final SealedRecipients recipients = OpenKeys.sealedRecipients(orders);
  private final List<AuditEntry> log = new ArrayList<>();
  private final List<Errand> errands = new ArrayList<>();
  private final CanariesOnTables care =
      new CanariesOnTables(
          new CanariesOnTables.Ports(
              canaries,
              orders,
              recipients,
              RealStores.make("access.PostgresSellers", Sellers.class, here.tenancy()),
              tables.keyCare(),
              records(tables.apart()),
              trail(),
              asked()),
          new CanariesOnTables.Apart() {
            @Override
            public <T> T in(Supplier<T> step) {
              return tables.apart().in(step);
            }
          },
          tables.sealing(),
          () -> new Actor.Person(MALLORY),
          CLOCK);

  private static CanaryRecords records(Transactions of) {
    return RealStores.make("incidents.PostgresCanaryRecords", CanaryRecords.class, of.tenancy());
  }

  private AuditTrail trail() {
    return new AuditTrail(
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
        CLOCK);
  }

  private Errands asked() {
    return new Errands() {
      @Override
      public void after(Duration delay, Errand errand) {
        errands.add(errand);
      }

      @Override
      public void now(Errand errand) {
        errands.add(errand);
      }
    };
  }

  @BeforeEach
  void the_platform_is_there() {
    here.run(
        () ->
            here.tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    "insert into access.seller (seller_id, name, created_at) values (?, 'We',"
                        + " now()) on conflict do nothing",
                    SellerId.PLATFORM.value()));
  }

  @AfterEach
  void closed() {
    tables.close();
  }

  private int tend(SellerId seller, Instant now) {
    return here.in(() -> care.tend(seller, now));
  }

  private Set<OrderId> standing(SellerId seller) {
    return here.in(
        () ->
            canaries.standing(seller).stream()
                .map(CanaryOrders.Standing::order)
                .collect(Collectors.toSet()));
  }

  private OrderId one() {
    return standing(anna).iterator().next();
  }

  private Recipient.Sealed closed(OrderId order) {
    Recipient.Sealed found = here.in(() -> recipients.of(anna, List.of(order))).get(order);
    if (found == null) {
      throw new AssertionError("no recipient of " + order);
    }
    return found;
  }

  private Object figures(SellerId seller) {
    return here.in(
        () ->
            List.of(
                board.count(seller, OrderBoard.Filter.ALL),
                board
                    .page(seller, OrderBoard.Filter.ALL, OrderBoard.Sort.PLACED, true, 0, 100)
                    .stream()
                    .map(Order.Snapshot::id)
                    .toList(),
                board.today(seller, NOON.plusSeconds(60), Duration.ofHours(1)),
                board.perHour(seller, NOON.minusSeconds(3600), 3),
                new TakeStock(new AllStores(RealStores.of(here.tenancy()).stream()))
                    .of(seller).stream()
                        .map(Object::toString)
                        .filter(
                            stock ->
                                stock.contains("orders.")
                                    || stock.contains("order_key")
                                    || stock.contains("look_up"))
                        .toList()));
  }

  @Test
  void no_figure_of_a_seller_has_a_canary_in_it() {
    tables.receive(anna);
    tables.receive(anna);
    Object before = figures(anna);
    assertThat(tend(anna, NOON)).isEqualTo(3);
    assertThat(standing(anna)).hasSize(3);
    assertThat(figures(anna)).isEqualTo(before);
    assertThat(
            here.in(
                () ->
                    here.tenancy()
                        .as(anna)
                        .count(
                            "select count(*) from orders.sales_order where seller_id = ?",
                            anna.value())))
        .as("nor a count that nobody has thought of yet")
        .isEqualTo(2);
    assertThat(
            here.in(
                () ->
                    here.tenancy()
                        .as(anna)
                        .run(
                            "update orders.sales_order set status = 'CANCELLED' where seller_id = ?",
                            anna.value())))
        .as("nor does any work meet one")
        .isEqualTo(2);
  }

  @Test
  void nobody_reads_which_they_are_and_no_real_order_can_be_hidden() {
    tend(anna, NOON);
    assertThatThrownBy(
            () ->
                here.run(() -> here.tenancy().as(anna).count("select count(*) from orders.apart")))
        .isInstanceOf(StorageTrouble.class);
    assertThat(here.in(() -> canaries.ids(bert))).isEmpty();
    OrderId real = tables.receive(anna);
    assertThatThrownBy(
            () ->
                here.run(() -> canaries.setApart(anna, real, NOON, NOON.plus(Duration.ofDays(1)))))
        .isInstanceOf(StorageTrouble.class);
    assertThat(here.in(() -> board.withIds(anna, Set.of(real)))).hasSize(1);
  }

  @Test
  void whoever_has_its_id_reaches_the_order_and_gets_no_buyer() {
    tend(anna, NOON);
    OrderId canary = one();
    assertThat(here.in(() -> board.withIds(anna, Set.of(canary)))).hasSize(1);
    assertThat(here.in(() -> board.withIds(bert, Set.of(canary)))).isEmpty();
    Recipient.Sealed closed = closed(canary);
    assertThatThrownBy(() -> here.in(() -> tables.sealing().vault().masked(anna, canary, closed)))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThatThrownBy(
            () ->
                here.in(
                    () ->
                        tables
                            .sealing()
                            .vault()
                            .open(anna, canary, closed, Purpose.CUSTOMER_SERVICE)))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThatThrownBy(
            () ->
                here.in(
                    () ->
                        tables
                            .sealing()
                            .openField()
                            .of(anna, canary, closed, BuyerField.EMAIL, Map.of())))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
    assertThat(log)
        .extracting(AuditEntry::action, e -> e.facts().get("order"), e -> e.facts().get("way"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("canary.tripped", canary.toString(), "masked"),
            org.assertj.core.groups.Tuple.tuple(
                "canary.tripped", canary.toString(), "open:CUSTOMER_SERVICE"),
            org.assertj.core.groups.Tuple.tuple(
                "canary.tripped", canary.toString(), "reveal:EMAIL"));
    assertThat(errands).hasSize(3).allMatch(e -> e.kind().equals("report-canary-trip"));
  }

  @Test
  void a_look_up_by_its_address_finds_nothing_and_springs_the_trap() {
    OrderId real = tables.receive(anna);
    tend(anna, NOON);
    String address = here.in(() -> care.address(anna)).orElseThrow();
    assertThat(log).as("who shows an address for a try trips nothing").isEmpty();
    assertThat(address).matches("[a-z.-]+[0-9]{3}@example\\.(com|net|org)");
    assertThat(
            here.in(
                () ->
                    tables
                        .sealing()
                        .finder(recipients)
                        .of(anna, new Search.ByEmail(address))
                        .orders()))
        .isEmpty();
    assertThat(log).hasSize(1).allMatch(e -> "look-up:email".equals(e.facts().get("way")));
    assertThat(
            here.in(
                () ->
                    tables
                        .sealing()
                        .finder(recipients)
                        .of(anna, new Search.ByEmail(Ada.LOVELACE.email().orElseThrow()))
                        .orders()))
        .containsExactly(real);
    assertThat(log).hasSize(1);
  }

  // ---- what becomes of a trip

  private final Incidents incidents =
      RealStores.make("incidents.PostgresIncidents", Incidents.class, here.tenancy());
  private final EvidenceLocker locker =
      RealStores.make("incidents.PostgresLocker", EvidenceLocker.class, here.tenancy());
  private final Alerts alerts =
      RealStores.make("monitoring.PostgresAlerts", Alerts.class, here.tenancy());

  private void report() {
    OpenPeople people = OpenPeople.of(here.tenancy(), ids, CLOCK);
    ReportTrip report =
        new ReportTrip(
            records,
            new RaiseAlert(
                alerts,
                new WatchPolicy(),
                trail(),
                new TellPeople(people.notices(), people.accounts(), asked(), trail(), ids, CLOCK),
                asked(),
                ids),
            new ReportIncident(
                incidents,
                new KeepEvidence(locker, incidents, event -> {}, ids, CLOCK),
                IncidentPolicy.edition(LocalDate.of(2026, 11, 22)),
                () -> new Reading(NOON, Clock.systemUTC().instant().minusSeconds(1)),
                event -> {},
                ids),
            CLOCK);
    List<Errand> waiting =
        errands.stream().filter(e -> e.kind().equals("report-canary-trip")).toList();
    waiting.forEach(errand -> here.in(() -> report.run(errand)));
    waiting.forEach(errand -> here.in(() -> report.run(errand)));
  }

  private void trip(OrderId canary) {
    Recipient.Sealed closed = closed(canary);
    assertThatThrownBy(() -> here.in(() -> tables.sealing().vault().masked(anna, canary, closed)))
        .isInstanceOf(RecipientVault.NotAuthentic.class);
  }

  @Test
  void a_trip_is_an_alert_and_one_incident_with_who_how_and_when() {
    tend(anna, NOON);
    List<OrderId> all = new ArrayList<>(standing(anna));
    trip(all.get(0));
    trip(all.get(0));
    trip(all.get(1));
    assertThat(errands).as("the same reach within the hour is one trip").hasSize(2);
    report();
    String source = "canary:" + anna + "/person:" + MALLORY + "/2026-11-21";
    Incident.Snapshot incident =
        here.in(
            () ->
                incidents
                    .find(incidents.bySource(source).orElseThrow())
                    .map(Incident::snapshot)
                    .orElseThrow());
    List<Evidence> exhibits = here.in(() -> locker.of(incident.id()));
    assertThat(exhibits).as("one exhibit for a trip, however often it is reported").hasSize(2);
    String said =
        new String(
            here.in(() -> locker.bytes(incident.id(), exhibits.get(0).id())).orElseThrow(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(said).contains("person:" + MALLORY, "\"way\": \"masked\"", anna.toString());
    List<Alert> raised =
        here.in(() -> alerts.open(1000)).stream()
            .filter(alert -> alert.seller().filter(anna::equals).isPresent())
            .toList();
    assertThat(raised)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.worst().rule()).isEqualTo(Rule.CANARY);
              assertThat(alert.subject().id()).isEqualTo(MALLORY);
              assertThat(alert.times()).isEqualTo(2);
              assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
              assertThat(alert.incident()).contains("incident:" + incident.id());
            });
    List<Trip> trips =
        here.in(() -> records.trips(1000)).stream()
            .filter(trip -> trip.seller().equals(anna))
            .toList();
    assertThat(trips).hasSize(2).allMatch(trip -> trip.incident().isPresent());
    assertThat(here.in(() -> records.unreported(NOON.plusSeconds(1), 1000)))
        .doesNotContainAnyElementsOf(trips.stream().map(Trip::id).toList());
  }

  @Test
  void a_trip_that_nobody_was_told_of_is_asked_for_again() {
    tend(anna, NOON);
    trip(one());
    UUID trip =
        here.in(() -> records.trips(1000)).stream()
            .filter(one -> one.seller().equals(anna))
            .map(Trip::id)
            .findFirst()
            .orElseThrow();
    assertThat(here.in(() -> records.unreported(NOON, 1000))).doesNotContain(trip);
    assertThat(here.in(() -> records.unreported(NOON.plusSeconds(1), 1000))).contains(trip);
  }

  // ---- their lives

  @Test
  void the_trap_is_proved_by_trying_every_door_and_leaves_no_trip() {
    assertThat(here.in(() -> care.prove(anna))).isEmpty();
    tend(anna, NOON);
    assertThat(here.in(() -> care.prove(anna))).contains(CanaryRecords.Proof.HELD);
    assertThat(log).isEmpty();
    assertThat(errands).isEmpty();
  }

  @Test
  void a_canary_that_does_not_open_for_the_test_is_no_guard() {
    tend(anna, NOON);
    for (OrderId canary : standing(anna)) {
      tables.owner("delete from keys.order_key where order_id = '%1$s'", canary);
    }
    assertThat(here.in(() -> care.prove(anna))).contains(CanaryRecords.Proof.OPEN);
  }

  @Test
  void each_gives_way_to_another_before_its_end_and_never_is_there_none() {
    tend(anna, NOON);
    Set<OrderId> first = standing(anna);
    tend(anna, NOON.plus(Duration.ofDays(49)));
    assertThat(standing(anna)).isEqualTo(first);
    assertThat(tend(anna, NOON.plus(Duration.ofDays(60)))).isEqualTo(3);
    Set<OrderId> next = standing(anna);
    assertThat(next).hasSize(3).doesNotContainAnyElementsOf(first);
    Set<OrderId> gone = new HashSet<>(first);
    assertThat(here.in(() -> OpenKeys.orderKeys(here.tenancy()).held(anna, gone))).isZero();
    assertThat(here.in(() -> board.withIds(anna, gone))).isEmpty();
  }

  @Test
  void a_seller_without_a_live_sales_channel_or_who_is_leaving_has_none() {
    tend(anna, NOON);
    here.run(
        () ->
            here.tenancy()
                .as(anna)
                .run(
                    "update credentials.grant_of_seller set standing = 'REVOKED' where seller_id = ?",
                    anna.value()));
    assertThat(tend(anna, NOON)).isZero();
    assertThat(standing(anna)).isEmpty();
  }

  @Test
  void before_anything_of_a_seller_is_erased_they_go_with_keys_and_tokens() {
    tend(anna, NOON);
    Set<OrderId> all = standing(anna);
    here.run(() -> care.withdraw(anna));
    assertThat(standing(anna)).isEmpty();
    assertThat(here.in(() -> OpenKeys.orderKeys(here.tenancy()).held(anna, all))).isZero();
    Long left =
        here.in(
            () ->
                here.tenancy()
                    .seeingAll(
                        anna,
                        sql ->
                            sql.count(
                                "select count(*) from orders.sales_order where seller_id = ?",
                                anna.value())));
    assertThat(left).isZero();
  }

  @Test
  void they_are_compared_with_the_log_every_night_like_all_others() {
    tables.receive(anna);
    tend(anna, NOON);
    assertThat(
            here.in(
                () ->
                    new PostgresHeldRecipients(here.tenancy())
                        .page(anna, new OrderId(new UUID(0, 0)), 100)))
        .hasSize(4)
        .allMatch(held -> held.key().isPresent() && held.fields().size() >= 3);
  }
}
