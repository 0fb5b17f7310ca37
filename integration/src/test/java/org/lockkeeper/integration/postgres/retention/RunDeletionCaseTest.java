package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.disposal.AllStores;
import org.lockkeeper.compliance.disposal.AskStores;
import org.lockkeeper.compliance.disposal.CaseOrders;
import org.lockkeeper.compliance.disposal.CaseReports;
import org.lockkeeper.compliance.disposal.CaseSteps;
import org.lockkeeper.compliance.disposal.CaseTurns;
import org.lockkeeper.compliance.disposal.EraseBuyers;
import org.lockkeeper.compliance.disposal.ErasureLedger;
import org.lockkeeper.compliance.disposal.LedgerMarks;
import org.lockkeeper.compliance.disposal.MadeUpBuyers;
import org.lockkeeper.compliance.disposal.RunDeletionCase;
import org.lockkeeper.compliance.disposal.WriteAhead;
import org.lockkeeper.compliance.rights.PassOnWish;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Endings;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.integration.postgres.RealStores;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ChangeOrder;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.ForgetBuyers;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderEvent;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.retention.BackupsUnreadable;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.Eraser;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.ErasureVerified;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.PreviewDeletion;
import org.lockkeeper.retention.RetentionSchedule;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreProgress;
import org.lockkeeper.retention.Trigger;

/** Deletion cases against the real schema: what goes, what stays, and what a crash leaves. */
class RunDeletionCaseTest {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final CaseRules RULES =
      CaseRules.of(RetentionSchedule.edition(LocalDate.of(2026, 11, 22)));

  private static final org.lockkeeper.retention.Extent WHOLE =
      org.lockkeeper.retention.Extent.whole(new CaseScope.WholeSeller());

  /** What a process that is killed looks like to the rest of the test. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final SellerId anna = new SellerId(UUID.randomUUID());
  final SellerId bert = new SellerId(UUID.randomUUID());
  final UUID shop = UUID.randomUUID();
  final UUID other = UUID.randomUUID();
  final Transactions transactions = TestDatabase.portal();
  final DeletionCases cases = new PostgresDeletionCases(transactions.tenancy());
  final AllStores stores = new AllStores(RealStores.of(transactions.tenancy()).stream());
  final List<DomainEvent> announced = new ArrayList<>();
  final List<Errand> asked = new ArrayList<>();
  private final List<ErasureLedger.Scope> ledger = new ArrayList<>();
  final List<LegalHold> holds = new ArrayList<>();
  Instant now = NOON;
  private int killAt = -1;
  int points;

  /** What happens before each step of a case. */
  Runnable between = () -> {};

  final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          asked.add(errand);
        }

        @Override
        public void now(Errand errand) {
          asked.add(errand);
        }
      };

  <T> T make(String name, Class<T> port) {
    return RealStores.make(name, port, transactions.tenancy());
  }

  /** Whose buyers are nobody; nobody, unless a test says so. */
  MadeUpBuyers madeUp = seller -> {};

  /** Every step in its own transaction, and a crash before or after each that is asked for. */
  private final class Steps extends CaseSteps {

    Steps(EraseBuyers buyers, ChangeOrder change, WriteAhead ahead) {
      super(
          cases,
          stores,
          make("orders.PostgresCaseOrders", CaseOrders.class),
          (seller, at) -> List.copyOf(holds),
          make("credentials.PostgresEndings", Endings.class),
          buyers,
          change,
          ahead,
          RULES,
          seller -> madeUp.withdraw(seller),
          announced::add,
          clock);
    }

    private <T> T step(Supplier<T> work) {
      between.run();
      if (points++ == killAt) {
        throw new Killed();
      }
      T done =
          transactions.in(
              () -> {
                T result = work.get();
                if (points++ == killAt) {
                  throw new Killed();
                }
                return result;
              });
      if (points++ == killAt) {
        throw new Killed();
      }
      return done;
    }

    @Override
    public Optional<Plan> begin(SellerId seller, DeletionCaseId id) {
      return step(() -> super.begin(seller, id));
    }

    @Override
    public int handBack(Plan plan, int limit) {
      return step(() -> super.handBack(plan, limit));
    }

    @Override
    public int unfollow(Plan plan, int limit) {
      return step(() -> super.unfollow(plan, limit));
    }

    @Override
    public int forget(Plan plan, int limit) {
      return step(() -> super.forget(plan, limit));
    }

    @Override
    public int erase(Plan plan, StoreEraser store, int limit) {
      return step(() -> super.erase(plan, store, limit));
    }

    @Override
    public boolean waitsForPlatform(Plan plan) {
      return transactions.in(() -> super.waitsForPlatform(plan));
    }

    @Override
    public long underWay(Plan plan) {
      return transactions.in(() -> super.underWay(plan));
    }

    @Override
    public void waits(SellerId seller, DeletionCaseId id, DeletionCase.Waiting reason) {
      transactions.run(() -> super.waits(seller, id, reason));
    }

    @Override
    public void prove(Plan plan, StoreEraser store) {
      step(
          () -> {
            super.prove(plan, store);
            return true;
          });
    }

    @Override
    public boolean finish(SellerId seller, DeletionCaseId id) {
      return step(() -> super.finish(seller, id));
    }
  }

  private final class KeptLedger implements ErasureLedger {
    @Override
    public Line append(SellerId seller, Scope scope, String reference, Instant at) {
      assertThat(reference).startsWith("case:");
      ledger.add(scope);
      return new Line(
          ledger.size(), UUID.randomUUID(), seller, scope, reference, at, "0".repeat(64));
    }

    @Override
    public void withdraw(Line line, Instant at) {}

    @Override
    public ErasureLedger.Extent extent() {
      return new ErasureLedger.Extent(ledger.size(), Set.of(), Optional.empty());
    }

    @Override
    public List<Line> lines(Collection<Long> positions) {
      return List.of();
    }
  }

  private static final class NoMarks implements LedgerMarks {
    @Override
    public void mark(ErasureLedger.Line line, Instant at) {}

    @Override
    public void ifRolledBack(Runnable work) {}

    @Override
    public boolean takeTurn(ErasureLedger.Line line) {
      return false;
    }

    @Override
    public LedgerMarks.Extent marked() {
      return new LedgerMarks.Extent(0, Optional.empty());
    }

    @Override
    public List<Long> missing(long after, long length) {
      return List.of();
    }
  }

  /** The keys of orders, which another module looks after. */
  private final class Keys implements Eraser {
    @Override
    public String holder() {
      return "order keys";
    }

    @Override
    public int eraseBuyers(SellerId seller, List<OrderId> orders, Instant at) {
      Sql sql = transactions.tenancy().as(seller);
      UUID[] ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
      sql.run(
          "delete from keys.look_up_token where seller_id = ? and order_id = any (?)",
          seller.value(),
          ids);
      return sql.run(
          "delete from keys.order_key where seller_id = ? and order_id = any (?)",
          seller.value(),
          ids);
    }

    @Override
    public long held(SellerId seller, List<OrderId> orders) {
      return 0;
    }
  }

  RunDeletionCase runner() {
    Ids ids = new Ids(clock, new SecureRandom());
    WriteAhead ahead = new WriteAhead(new KeptLedger(), new NoMarks(), clock);
    EraseBuyers buyers =
        new EraseBuyers(
            new PostgresBuyerRetentions(transactions.tenancy()),
            Stream.of(make("orders.RecipientEraser", Eraser.class), new Keys()),
            ahead,
            new AuditTrail(make("audit.PostgresAuditStore", AuditStore.class), ids, clock),
            clock);
    return new RunDeletionCase(new Steps(buyers, change(), ahead), clock);
  }

  ChangeOrder change() {
    return new ChangeOrder(
        make("orders.PostgresOrders", Orders.class), new NoVault(), announced::add, errands, clock);
  }

  DeletionCaseId open(SellerId seller, CaseScope scope, Trigger trigger) {
    return transactions.in(
        () ->
            new OpenDeletionCase(
                    cases,
                    RULES,
                    announced::add,
                    errands,
                    new Ids(clock, new SecureRandom()),
                    clock)
                .of(seller, scope, trigger, List.of("shopify/s"), new Actor.Task("t")));
  }

  ErrandHandler.Outcome run(DeletionCaseId id) {
    return runner().run(OpenDeletionCase.run(anna, id));
  }

  DeletionCase.Snapshot state(DeletionCaseId id) {
    return transactions.in(() -> cases.find(anna, id)).orElseThrow().snapshot();
  }

  ErasureReport report(DeletionCaseId id) {
    return transactions.in(() -> new CaseReports(cases).of(anna, id)).orElseThrow();
  }

  private CaseScope account() {
    return new CaseScope.OneAccount(List.of(new ConnectionId(shop)));
  }

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, shop);
    transactions.seller(bert, UUID.randomUUID());
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    """
                    insert into credentials.grant_of_seller
                      (seller_id, id, platform, account, label, scopes, secret_path, token_style,
                       details, standing, standing_since)
                    values (?, ?, 'tiktokshop', ?, 'T', '{}', 'connection/y', 'FIXED', '{}',
                      'ACTIVE', now())
                    """,
                    anna.value(),
                    other,
                    anna.toString()));
  }

  private void revoke() {
    sql(
        "update credentials.grant_of_seller set standing = 'REVOKED' where seller_id = ? and id ="
            + " ?",
        anna.value(),
        shop);
  }

  void sql(String statement, Object... values) {
    transactions.run(() -> transactions.tenancy().as(anna).run(statement, values));
  }

  long count(String table) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .count("select count(*) from " + table + " where seller_id = ?", anna.value()));
  }

  OrderId order(UUID connection, String status, boolean sealed) {
    UUID id = UUID.randomUUID();
    transactions.order(anna, connection, id, NOON.minusSeconds(60));
    sql(
        "update orders.sales_order set status = ?, fulfilment_id = ? where seller_id = ? and id ="
            + " ?",
        status,
        status.equals("RECEIVED") ? Optional.empty() : Optional.of("F"),
        anna.value(),
        id);
    sql(
        """
        insert into orders.order_line (seller_id, order_id, position, channel_line_id, sku, title,
          quantity) values (?, ?, 1, 'l', 's', 't', 1), (?, ?, 2, 'm', 's', 't', 1)
        """,
        anna.value(),
        id,
        anna.value(),
        id);
    sql(
        """
        insert into retention.buyer_retention (seller_id, order_id, anchor, anchored_at, ends_at,
          edition) values (?, ?, 'RECEIVED', ?, ?, '2026-11-22')
        """,
        anna.value(),
        id,
        NOON,
        NOON.plus(Duration.ofDays(90)));
    if (sealed) {
      sql(
          """
          update orders.sales_order set sealed_name = ?, sealed_address = ?, sealed_masked = ?,
            recipient_version = 1
          where seller_id = ? and id = ?
          """,
          new byte[64],
          new byte[64],
          new byte[64],
          anna.value(),
          id);
      sql(
          """
          insert into keys.cohort (cohort, custodian_key, ends_at, state)
          values ('E2026W47', 'k', now(), 'OPEN') on conflict do nothing
          """);
      sql(
          """
          insert into keys.order_key (seller_id, order_id, cohort, seller_key_id, wrapped,
            commitment, key_version, revision) values (?, ?, 'E2026W47', ?, ?, ?, 1, 1)
          """,
          anna.value(),
          id,
          UUID.randomUUID(),
          new byte[40],
          new byte[32]);
    }
    return new OrderId(id);
  }

  void furniture() {
    sql(
        "insert into orders.comparison values (?, ?, now()), (?, ?, now())",
        anna.value(),
        shop,
        anna.value(),
        other);
    sql(
        "insert into orders.delivery values (?, 'shopify', 'd1', 't', now()),"
            + " (?, 'tiktokshop', 'd2', 't', now())",
        anna.value(),
        anna.value());
    sql(
        "insert into credentials.webhook_endpoint values (?, ?, ?)",
        anna.value(),
        digest(shop),
        shop);
    transactions.run(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .run(
                    """
                    insert into jobs.scheduled_tasks
                      (task_name, task_instance, execution_time, picked, version)
                    values ('compare-channel', ?, now(), false, 1),
                      ('compare-channel', ?, now(), false, 1)
                    """,
                    anna + "|shopify/" + shop,
                    anna + "|tiktokshop/" + other));
  }

  private static byte[] digest(UUID of) {
    byte[] digest = new byte[32];
    byte[] text = of.toString().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, digest, 0, 32);
    return digest;
  }

  @Test
  void what_came_over_an_account_goes_and_nothing_else() {
    furniture();
    OrderId gone = order(shop, "DELIVERED", true);
    OrderId stays = order(other, "DELIVERED", true);
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);

    assertThat(state(id).stage()).isEqualTo(new Stage.Verified(NOON));
    assertThat(count("orders.sales_order")).isEqualTo(1);
    assertThat(count("orders.order_line")).isEqualTo(2);
    assertThat(count("keys.order_key")).isEqualTo(1);
    assertThat(count("orders.comparison")).isEqualTo(1);
    assertThat(count("orders.delivery")).isEqualTo(1);
    assertThat(count("credentials.webhook_endpoint")).isZero();
    assertThat(count("credentials.grant_of_seller")).isEqualTo(1);
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .ofNobody()
                        .count(
                            "select count(*) from jobs.scheduled_tasks where task_instance like ?",
                            anna + "%")))
        .isEqualTo(1);
    ErasureReport report = report(id);
    assertThat(report.orders()).containsExactly(gone).doesNotContain(stays);
    assertThat(report.stores())
        .allSatisfy(store -> assertThat(store.after()).isZero())
        .allSatisfy(store -> assertThat(store.queryDigest()).hasSize(64));
    assertThat(before(report, "orders.order_line")).isEqualTo(2);
    assertThat(before(report, "orders.sales_order/recipient")).isEqualTo(1);
    assertThat(before(report, "keys.order_key")).isEqualTo(1);
    assertThat(report.backupsEndAt()).isEqualTo(NOON.plus(Duration.ofDays(28)));
    assertThat(report.kept())
        .anySatisfy(
            kept -> {
              assertThat(kept.what()).isEqualTo("orders.erasure_tombstone");
              assertThat(kept.count()).isEqualTo(1);
              assertThat(kept.reason()).isEqualTo("R-66");
            });
    assertThat(announced)
        .filteredOn(ErasureVerified.class::isInstance)
        .containsExactly(new ErasureVerified(anna, id, NOON));
    assertThat(ledger)
        .startsWith(new ErasureLedger.Scope.OneConnection(new ConnectionId(shop)))
        .contains(new ErasureLedger.Scope.Buyers(List.of(gone)));
  }

  private static long before(ErasureReport report, String store) {
    return report.stores().stream()
        .filter(s -> s.store().equals(store))
        .findFirst()
        .orElseThrow()
        .before();
  }

  @Test
  @Tag("ASVS-V2.3.3")
  void killed_at_any_point_the_next_run_completes_and_the_counts_are_exact() {
    int last = 0;
    Map<String, Long> expected = new HashMap<>();
    for (int kill = -1; kill <= last; kill++) {
      RunDeletionCaseTest fresh = new RunDeletionCaseTest();
      fresh.two_sellers();
      fresh.furniture();
      for (int i = 0; i < 3; i++) {
        fresh.order(fresh.shop, "DELIVERED", true);
      }
      fresh.order(fresh.shop, "RECEIVED", true);
      fresh.revoke();
      DeletionCaseId id = fresh.open(fresh.anna, fresh.account(), Trigger.SHOP_REDACT);
      fresh.killAt = kill;
      try {
        fresh.run(id);
      } catch (Killed expectedOnce) {
        fresh.killAt = -1;
        assertThat(fresh.run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
      }
      Map<String, Long> counted = new HashMap<>();
      fresh.report(id).stores().forEach(s -> counted.put(s.store(), s.before()));
      List<StoreProgress> progress =
          fresh.transactions.in(() -> fresh.cases.progress(fresh.anna, id));
      assertThat(progress)
          .allSatisfy(s -> assertThat(s.erased()).as(s.store()).isEqualTo(s.before()));
      assertThat(fresh.report(id).orders()).hasSize(4);
      assertThat(fresh.count("orders.sales_order")).isZero();
      assertThat(fresh.announced.stream().filter(ErasureVerified.class::isInstance))
          .hasSizeBetween(1, 2);
      if (kill < 0) {
        last = fresh.points;
        expected.putAll(counted);
      } else {
        assertThat(counted).as("killed at %s", kill).isEqualTo(expected);
      }
    }
    assertThat(last).isGreaterThan(50);
  }

  @Test
  void an_order_that_amazon_was_not_asked_for_is_handed_back_and_one_that_amazon_has_goes_on() {
    order(shop, "RECEIVED", true);
    OrderId shipped = order(shop, "SHIPPED", true);
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    assertThat(run(id)).isInstanceOf(ErrandHandler.Outcome.Again.class);
    DeletionCase.Waiting waiting = state(id).waiting().orElseThrow();
    assertThat(waiting.reason()).isEqualTo(DeletionCase.Reason.UNDER_WAY);
    assertThat(waiting.count()).isEqualTo(1);
    assertThat(count("orders.sales_order")).isEqualTo(1);
    assertThat(announced.stream().map(Object::toString))
        .anyMatch(text -> text.contains("OrderCancelled") && text.contains("deletion"));
    // Its buyer is gone at once: Amazon has the address.
    assertThat(count("keys.order_key")).isZero();
    assertThat(count("orders.erasure_tombstone")).isEqualTo(2);

    now = state(id).dueBy().minus(Duration.ofDays(3)).minusMillis(1);
    assertThat(run(id)).isInstanceOf(ErrandHandler.Outcome.Again.class);
    now = state(id).dueBy().minus(Duration.ofDays(3));
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(count("orders.sales_order")).isZero();
    assertThat(report(id).orders()).contains(shipped).hasSize(2);
  }

  @Test
  void an_order_under_way_that_settles_goes_before_its_time() {
    OrderId shipped = order(shop, "SHIPPED", false);
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    run(id);
    sql(
        "update orders.sales_order set status = 'DELIVERED' where seller_id = ? and id = ?",
        anna.value(),
        shipped.value());
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(state(id).waiting()).isEmpty();
  }

  /** An Amazon account, and an order of a channel that Amazon had a word on. */
  private UUID amazon(String account, String standing) {
    UUID id = UUID.randomUUID();
    sql(
        """
        insert into credentials.grant_of_seller (seller_id, id, platform, account, label, scopes,
          secret_path, token_style, details, standing, standing_since)
        values (?, ?, 'amazon', ?, 'A', '{}', ?, 'REFRESHED', '{}', ?, now())
        """,
        anna.value(),
        id,
        account + anna,
        "connection/" + id,
        standing);
    return id;
  }

  private OrderId atAmazon(UUID account, UUID channel, String status) {
    OrderId id = order(channel, status, true);
    sql(
        "update orders.sales_order set network_connection = ? where seller_id = ? and id = ?",
        account,
        anna.value(),
        id.value());
    sql(
        """
        insert into orders.parcel (seller_id, order_id, number, carrier, tracking, status)
        values (?, ?, 1, 'UPS', '1Z', 'IN_TRANSIT'), (?, ?, 2, 'UPS', '2Z', 'PLANNED')
        """,
        anna.value(),
        id.value(),
        anna.value(),
        id.value());
    return id;
  }

  CaseScope only(UUID connection) {
    return new CaseScope.OneAccount(List.of(new ConnectionId(connection)));
  }

  void end(UUID connection) {
    sql(
        "update credentials.grant_of_seller set standing = 'REVOKED' where seller_id = ? and id ="
            + " ?",
        anna.value(),
        connection);
  }

  Order.Snapshot stored(OrderId id) {
    return transactions
        .in(() -> make("orders.PostgresOrders", Orders.class).find(anna, id))
        .orElseThrow()
        .snapshot();
  }

  @Test
  void what_came_from_an_amazon_account_goes_with_it_alone_and_the_orders_stay_with_their_buyers() {
    UUID account = amazon("one", "ACTIVE");
    UUID next = amazon("two", "ACTIVE");
    OrderId delivered = atAmazon(account, shop, "DELIVERED");
    OrderId cancelled = atAmazon(account, other, "CANCELLED");
    OrderId shipped = atAmazon(account, shop, "SHIPPED");
    OrderId placing = atAmazon(account, other, "PLACING");
    OrderId ofAnother = atAmazon(next, shop, "DELIVERED");
    OrderId waiting = order(shop, "RECEIVED", true);
    sql(
        """
        update orders.sales_order set network_connection = ?, trouble = 'NO_FBA_STOCK',
          trouble_detail = 'MUG-1', trouble_since = now()
        where seller_id = ? and id = ?
        """,
        account,
        anna.value(),
        waiting.value());
    end(account);

    PreviewDeletion.Preview said =
        transactions.in(
            () ->
                new PreviewDeletion(stores, (seller, at) -> List.copyOf(holds), clock)
                    .of(anna, only(account)));
    DeletionCaseId id = open(anna, only(account), Trigger.AMAZON_REQUEST);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);

    assertThat(stored(delivered).progress()).isInstanceOf(Progress.Unfollowed.class);
    assertThat(stored(cancelled).progress()).isInstanceOf(Progress.Cancelled.class);
    assertThat(stored(shipped).progress()).isInstanceOf(Progress.Unfollowed.class);
    assertThat(stored(placing).progress()).isInstanceOf(Progress.Unfollowed.class);
    assertThat(List.of(delivered, cancelled, shipped, placing))
        .allSatisfy(
            order -> {
              assertThat(stored(order).parcels()).isEmpty();
              assertThat(stored(order).progress().fulfilmentId()).isEmpty();
            });
    assertThat(stored(waiting).trouble())
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.cause()).isEqualTo(ExceptionClass.AMAZON_AUTH_LOST);
              assertThat(trouble.detail()).isEmpty();
            });
    assertThat(stored(ofAnother).progress()).isInstanceOf(Progress.Delivered.class);
    assertThat(stored(ofAnother).parcels()).hasSize(2);
    // Those on their way are the seller's to follow, and were told of one by one.
    assertThat(announced).filteredOn(OrderEvent.OrderUnfollowed.class::isInstance).hasSize(2);
    // Whoever bought stays known as long as the channel's own rule says.
    assertThat(count("orders.sales_order")).isEqualTo(6);
    assertThat(count("keys.order_key")).isEqualTo(6);
    assertThat(count("orders.erasure_tombstone")).isZero();
    assertThat(count("retention.buyer_retention")).isEqualTo(6);

    ErasureReport report = report(id);
    assertThat(before(report, "orders.parcel/amazon")).isEqualTo(8);
    assertThat(before(report, "orders.sales_order/amazon")).isEqualTo(5);
    Map<String, Long> told = new HashMap<>();
    said.going().forEach(going -> told.put(going.store(), going.rows()));
    report.stores().forEach(s -> assertThat(s.before()).isEqualTo(told.get(s.store())));
    assertThat(report.stores()).allSatisfy(store -> assertThat(store.after()).isZero());
    assertThat(report.orders()).contains(delivered, cancelled, shipped, placing, waiting);
    assertThat(report.orders()).doesNotContain(ofAnother);
    assertThat(transactions.in(() -> cases.progress(anna, id)))
        .allSatisfy(s -> assertThat(s.erased()).as(s.store()).isEqualTo(s.before()));
    assertThat(report.kept())
        .extracting(ErasureReport.Kept::what)
        .contains("orders.sales_order", "retention.buyer_retention");
    assertThat(said.staying())
        .extracting(PreviewDeletion.Preview.Staying::store)
        .contains("orders.sales_order", "retention.buyer_retention");
    assertThat(count("credentials.grant_of_seller")).isEqualTo(3);
  }

  @Test
  void what_amazon_says_late_of_an_order_that_is_not_followed_is_not_written() {
    UUID account = amazon("one", "ACTIVE");
    OrderId shipped = atAmazon(account, shop, "SHIPPED");
    end(account);
    DeletionCaseId id = open(anna, only(account), Trigger.AMAZON_REQUEST);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    List<Parcel> late =
        List.of(
            new Parcel(
                1,
                Optional.of("UPS"),
                Optional.of("1Z"),
                Parcel.Status.DELIVERED,
                Optional.of(NOON),
                Optional.empty()));
    transactions.run(() -> change().parcelsAre(anna, shipped, late, true));
    transactions.run(() -> change().routed(anna, shipped));
    assertThat(stored(shipped).parcels()).isEmpty();
    assertThat(count("orders.parcel")).isZero();
    assertThatThrownBy(
            () ->
                sql(
                    "insert into orders.parcel (seller_id, order_id, number, status)"
                        + " values (?, ?, 1, 'PLANNED')",
                    anna.value(),
                    shipped.value()))
        .isInstanceOf(RuntimeException.class);
    transactions.run(
        () ->
            assertThat(new AskStores(cases, stores, (seller, at) -> List.of(), clock).now(anna, id))
                .isEmpty());
  }

  @Test
  void a_hold_on_what_amazon_told_of_an_order_keeps_that_alone() {
    UUID account = amazon("one", "ACTIVE");
    OrderId held = atAmazon(account, shop, "SHIPPED");
    OrderId gone = atAmazon(account, shop, "SHIPPED");
    end(account);
    holds.add(
        new LegalHold(
            UUID.randomUUID(),
            anna,
            new LegalHold.Scope.OneOrder(held),
            Set.of(DataKind.AMAZON),
            "a lost parcel",
            "claim 7",
            UUID.randomUUID(),
            NOON,
            NOON.plus(Duration.ofDays(10))));
    DeletionCaseId id = open(anna, only(account), Trigger.AMAZON_REQUEST);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(stored(held).parcels()).hasSize(2);
    assertThat(stored(gone).parcels()).isEmpty();
    assertThat(report(id).kept())
        .anySatisfy(
            kept -> {
              assertThat(kept.what()).isEqualTo("orders.parcel/amazon");
              assertThat(kept.count()).isEqualTo(2);
              assertThat(kept.reason()).isEqualTo("legal hold: claim 7");
            });
  }

  @Test
  void an_order_remembers_the_amazon_account_that_it_was_placed_with() {
    UUID account = amazon("one", "ACTIVE");
    OrderId id = order(shop, "RECEIVED", false);
    transactions.run(() -> change().step(anna, id, Order::beginPlacing));
    assertThat(network(id)).isEqualTo(account.toString());
    end(account);
    amazon("two", "ACTIVE");
    transactions.run(() -> change().routed(anna, id));
    assertThat(network(id)).isEqualTo(account.toString());
  }

  @Test
  void what_keeps_an_order_is_of_the_account_that_said_so() {
    UUID account = amazon("one", "ACTIVE");
    OrderId id = order(shop, "RECEIVED", false);
    aside(id, ExceptionClass.NO_FBA_STOCK);
    assertThat(network(id)).isEqualTo(account.toString());
    end(account);
    UUID next = amazon("two", "ACTIVE");
    aside(id, ExceptionClass.NO_FBA_STOCK);
    assertThat(network(id)).isEqualTo(account.toString());
    now = now.plusSeconds(1);
    aside(id, ExceptionClass.ITEM_NOT_ELIGIBLE);
    assertThat(network(id)).isEqualTo(next.toString());
    aside(id, ExceptionClass.CHANNEL_5XX);
    assertThat(network(id)).isEqualTo("none");
  }

  private void aside(OrderId id, ExceptionClass cause) {
    transactions.run(
        () -> change().setAside(anna, id, cause, Optional.of("SKU-1"), Optional.empty()));
  }

  private String network(OrderId id) {
    return transactions.in(
        () ->
            transactions
                .tenancy()
                .as(anna)
                .first(
                    "select coalesce(network_connection::text, 'none') as it"
                        + " from orders.sales_order where seller_id = ? and id = ?",
                    row -> row.getString("it"),
                    anna.value(),
                    id.value())
                .orElseThrow());
  }

  @Test
  void a_buyer_who_asks_goes_and_the_order_stays() {
    OrderId asked = order(shop, "SHIPPED", true);
    order(shop, "SHIPPED", true);
    DeletionCaseId id = open(anna, new CaseScope.Buyers(List.of(asked)), Trigger.BUYER_REDACT);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(count("orders.sales_order")).isEqualTo(2);
    assertThat(count("keys.order_key")).isEqualTo(1);
    assertThat(report(id).orders()).containsExactly(asked);
    assertThat(report(id).stores()).hasSize(3);
  }

  private Optional<DeletionCaseId> passOn(SellerId seller, OrderId... orders) {
    return transactions.in(
        () ->
            new PassOnWish(
                    make("orders.PostgresOrderBoard", OrderBoard.class),
                    new ForgetBuyers(
                        make("orders.PostgresOrders", Orders.class), announced::add, clock),
                    new FindAuthorization(
                        make("credentials.PostgresAuthorizations", Authorizations.class)),
                    new OpenDeletionCase(
                        cases,
                        RULES,
                        announced::add,
                        errands,
                        new Ids(clock, new SecureRandom()),
                        clock))
                .of(seller, Set.of(orders), new Actor.Task("t")));
  }

  @Test
  void the_wish_of_a_buyer_that_the_seller_passes_on_is_a_case_of_those_orders_alone() {
    OrderId ticked = order(shop, "SHIPPED", true);
    order(shop, "SHIPPED", true);
    assertThat(passOn(bert, ticked)).isEmpty();
    DeletionCaseId id = passOn(anna, ticked).orElseThrow();
    assertThat(state(id).trigger()).isEqualTo(Trigger.BUYER_REQUEST);
    assertThat(state(id).scope()).isEqualTo(new CaseScope.Buyers(List.of(ticked)));
    assertThat(state(id).stage()).isInstanceOf(Stage.Open.class);
    assertThat(passOn(anna, ticked)).contains(id);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(report(id).orders()).containsExactly(ticked);
    assertThat(count("keys.order_key")).isEqualTo(1);
    assertThat(passOn(anna, ticked)).isEmpty();
    assertThat(passOn(anna)).isEmpty();
  }

  @Test
  void a_seller_who_leaves_leaves_nothing_but_logs_proofs_and_an_address() {
    furniture();
    order(shop, "DELIVERED", true);
    order(other, "CANCELLED", true);
    sql(
        """
        insert into access.account (seller_id, id, login, display_name, role, password_hash,
          created_at, version) values (?, ?, ?, 'Anna', 'SELLER_OWNER', 'hash', now(), 1)
        """,
        anna.value(),
        UUID.randomUUID(),
        anna + "@example.com");
    DeletionCaseId id = open(anna, new CaseScope.WholeSeller(), Trigger.AMAZON_REQUEST);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    Set<String> left =
        Set.of(
            "access.seller",
            "access.account",
            "audit.audit_event",
            "retention.deletion_case",
            "retention.case_store",
            "retention.case_order",
            "retention.case_kept");
    transactions.run(
        () -> {
          for (StoreEraser store : stores.concernedBy(new CaseScope.WholeSeller())) {
            assertThat(store.held(anna, WHOLE)).as(store.store()).isZero();
          }
        });
    assertThat(report(id).kept())
        .extracting(ErasureReport.Kept::what)
        .isSubsetOf(left)
        .contains("access.account", "audit.audit_event");
    assertThat(count("access.account")).isEqualTo(1);
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .as(anna)
                        .count(
                            """
                            select count(*) from access.account
                            where seller_id = ? and disabled and password_hash = 'none'
                            """,
                            anna.value())))
        .isEqualTo(1);
  }

  @Test
  void a_hold_keeps_what_it_names_says_so_and_lets_go_when_it_ends() {
    OrderId held = order(shop, "DELIVERED", true);
    order(shop, "DELIVERED", true);
    revoke();
    Instant end = NOON.plus(Duration.ofDays(10));
    holds.add(
        new LegalHold(
            UUID.randomUUID(),
            anna,
            new LegalHold.Scope.OneOrder(held),
            Set.of(DataKind.BUYER),
            "a claim",
            "court order 12",
            UUID.randomUUID(),
            NOON,
            end));
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(count("orders.sales_order")).isEqualTo(1);
    assertThat(count("keys.order_key")).isEqualTo(1);
    assertThat(report(id).kept())
        .anySatisfy(
            kept -> {
              assertThat(kept.what()).isEqualTo("orders.sales_order/recipient");
              assertThat(kept.count()).isEqualTo(1);
              assertThat(kept.reason()).isEqualTo("legal hold: court order 12");
              assertThat(kept.until()).contains(end);
            });
    assertThat(state(id).resumeAt()).contains(end);
    assertThat(report(id).orders()).hasSize(1);

    now = end;
    holds.clear();
    turn(id);
    assertThat(transactions.in(() -> cases.all(anna))).hasSize(2);
    DeletionCaseId next = transactions.in(() -> cases.all(anna)).getFirst().id();
    assertThat(run(next)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(count("orders.sales_order")).isZero();
  }

  private Optional<DeletionCase.Snapshot> turn(DeletionCaseId id) {
    CaseTurns turns =
        new CaseTurns(
            cases,
            new OpenDeletionCase(
                cases, RULES, announced::add, errands, new Ids(clock, new SecureRandom()), clock),
            errands,
            announced::add,
            RULES);
    return transactions.in(() -> turns.turn(new DeletionCases.Of(anna, id), now));
  }

  @Test
  void a_case_is_closed_when_no_backup_holds_it_any_more() {
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    run(id);
    now = NOON.plus(Duration.ofDays(28)).minusMillis(1);
    turn(id);
    assertThat(state(id).stage()).isInstanceOf(Stage.Verified.class);
    now = NOON.plus(Duration.ofDays(28));
    turn(id);
    turn(id);
    assertThat(state(id).stage()).isEqualTo(new Stage.Closed(now));
    assertThat(announced)
        .filteredOn(BackupsUnreadable.class::isInstance)
        .containsExactly(new BackupsUnreadable(anna, id, now));
    assertThat(report(id).erasedAt()).isEqualTo(NOON);
  }

  @Test
  void a_case_whose_cooling_off_is_over_is_begun_and_a_late_one_is_told_of() {
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SELLER_REVOKED);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
    assertThat(state(id).stage()).isInstanceOf(Stage.CoolingOff.class);
    assertThat(asked).isEmpty();
    assertThat(ripe(NOON.plus(Duration.ofDays(2)).minusMillis(1))).doesNotContain(id);
    now = NOON.plus(Duration.ofDays(2));
    assertThat(ripe(now)).contains(id);
    assertThat(turn(id)).isEmpty();
    assertThat(asked).containsExactly(OpenDeletionCase.run(anna, id));
    now = NOON.plus(Duration.ofDays(23));
    assertThat(turn(id)).isPresent();
  }

  private List<DeletionCaseId> ripe(Instant at) {
    return transactions.in(() -> cases.ripe(at, at.plus(RULES.warnBefore()), 10_000)).stream()
        .map(DeletionCases.Of::id)
        .toList();
  }

  @Test
  void an_outage_shows_when_it_is_tried_again() {
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    killAt = 10;
    assertThatThrownBy(() -> run(id)).isInstanceOf(Killed.class);
    killAt = -1;
    Instant next = NOON.plus(Duration.ofMinutes(4));
    runner().willRetry(OpenDeletionCase.run(anna, id), new Killed(), next);
    assertThat(state(id).waiting())
        .contains(new DeletionCase.Waiting(DeletionCase.Reason.OUTAGE, 1, next));
    assertThat(ripe(next)).contains(id);
    assertThat(run(id)).isEqualTo(ErrandHandler.Outcome.DONE);
  }

  @Test
  void the_dry_run_counts_what_goes_and_changes_nothing() {
    furniture();
    order(shop, "DELIVERED", true);
    order(shop, "SHIPPED", true);
    revoke();
    PreviewDeletion preview =
        new PreviewDeletion(stores, (seller, at) -> List.copyOf(holds), clock);
    PreviewDeletion.Preview said = transactions.in(() -> preview.of(anna, account()));
    assertThat(transactions.in(() -> preview.of(anna, account()))).isEqualTo(said);
    assertThat(said.keys()).isEqualTo(2);
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    now = NOON.plus(Duration.ofDays(27));
    run(id);
    Map<String, Long> told = new HashMap<>();
    said.going().forEach(going -> told.put(going.store(), going.rows()));
    report(id).stores().forEach(s -> assertThat(s.before()).isEqualTo(told.get(s.store())));
    assertThat(transactions.in(() -> preview.of(bert, new CaseScope.WholeSeller())).keys())
        .isZero();
  }

  @Test
  void another_seller_sees_no_case_and_no_progress() {
    revoke();
    DeletionCaseId id = open(anna, account(), Trigger.SHOP_REDACT);
    run(id);
    assertThat(transactions.in(() -> cases.find(bert, id))).isEmpty();
    assertThat(transactions.in(() -> cases.progress(bert, id))).isEmpty();
    assertThat(transactions.in(() -> cases.orders(bert, id))).isEmpty();
    assertThat(
            transactions.in(
                () ->
                    new DecideDeletionCase(cases, announced::add, errands, clock)
                        .withdraw(bert, id)))
        .isFalse();
  }

  @Test
  void what_comes_late_over_an_ended_connection_is_not_written() {
    revoke();
    assertThatThrownBy(() -> order(shop, "RECEIVED", false))
        .hasMessageNotContaining("Ada")
        .isInstanceOf(RuntimeException.class);
    assertThat(count("orders.sales_order")).isZero();
  }

  @Test
  void after_the_same_account_was_connected_again_orders_of_before_go_on() {
    revoke();
    sql(
        """
        insert into credentials.grant_of_seller (seller_id, id, platform, account, label, scopes,
          secret_path, token_style, details, standing, standing_since)
        select seller_id, ?, platform, account, label, scopes, 'connection/z', token_style, details,
          'ACTIVE', now() from credentials.grant_of_seller where seller_id = ? and id = ?
        """,
        UUID.randomUUID(),
        anna.value(),
        shop);
    order(shop, "RECEIVED", false);
    assertThat(count("orders.sales_order")).isEqualTo(1);
  }

  @Test
  void nothing_is_written_for_a_seller_who_has_left() {
    sql("update access.seller set closed_at = now() where seller_id = ?", anna.value());
    assertThatThrownBy(() -> order(other, "RECEIVED", false)).isInstanceOf(RuntimeException.class);
  }
}
