package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;

class ReplayStoresTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SellerId ANNA = new SellerId(new UUID(0, 1));
  private static final Scope SHOP = new Scope.OneConnection(new ConnectionId(new UUID(2, 1)));

  private final FakeClocks people = new FakeClocks(CLOCK);
  private final MemoryLedger ledger = new MemoryLedger();

  /** Nobody's buyers go before anything is counted. */
  private static final String MADE_UP = "made-up buyers";

  private final List<String> calls = new ArrayList<>();
  private final List<OrderId> buyers = new ArrayList<>();
  private final List<Rows> stores = new ArrayList<>();

  /** A store of so many rows. */
  private final class Rows implements StoreEraser {
    private final String name;
    private final boolean ofWholeSellerOnly;
    private int rows;
    private boolean lies;

    Rows(String name, int rows, boolean ofWholeSellerOnly) {
      this.name = name;
      this.rows = rows;
      this.ofWholeSellerOnly = ofWholeSellerOnly;
      stores.add(this);
    }

    @Override
    public String store() {
      return name;
    }

    @Override
    public DataKind kind() {
      return DataKind.DELIVERY;
    }

    @Override
    public ErasureReport.Method method() {
      return ErasureReport.Method.ROWS_DELETED;
    }

    @Override
    public boolean concerns(CaseScope scope) {
      return scope instanceof CaseScope.WholeSeller || !ofWholeSellerOnly;
    }

    @Override
    public String query(CaseScope scope) {
      return "";
    }

    @Override
    public long held(SellerId seller, Extent extent) {
      return rows;
    }

    @Override
    public Erased erase(SellerId seller, Extent extent, int limit) {
      int gone = Math.min(rows, limit);
      rows -= lies ? 0 : gone;
      calls.add(name + " " + gone);
      return Erased.rows(lies ? 0 : gone);
    }
  }

  /** A port of which the test needs one method. */
  private static <T> T only(Class<T> port, String method, Function<Object[], Object> answer) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, called, arguments) -> {
              if (!called.getName().equals(method)) {
                throw new IllegalStateException("not to be called: " + called);
              }
              return answer.apply(arguments);
            }));
  }

  private ReplayStores replay() {
    CaseOrders orders =
        only(
            CaseOrders.class,
            "withBuyer",
            arguments -> buyers.stream().limit((Integer) arguments[2]).toList());
    BuyerRetentions retentions =
        only(
            BuyerRetentions.class,
            "ended",
            arguments -> {
              calls.add("buyers " + ((List<?>) arguments[1]).size());
              buyers.removeAll((List<?>) arguments[1]);
              return 0;
            });
    return new ReplayStores(
        new StoreCatalogue() {
          @Override
          public List<StoreEraser> erasers() {
            return List.copyOf(stores);
          }

          @Override
          public List<StoreKeeper> keepers() {
            return List.of();
          }
        },
        orders,
        (seller, now) -> List.of(),
        new EraseBuyers(
            retentions, Stream.of(), new WriteAhead(ledger, ledger, CLOCK), people.trail(), CLOCK),
        only(Sellers.class, "close", arguments -> calls.add("closed " + arguments[0])),
        seller -> calls.add(MADE_UP),
        CLOCK);
  }

  private ErasureLedger.Line line(Scope scope) {
    return ledger.append(ANNA, scope, "case:1", NOON);
  }

  private void orders(int count) {
    IntStream.range(0, count).forEach(i -> buyers.add(new OrderId(new UUID(1, i))));
  }

  @Test
  void it_replays_connections_and_sellers_and_leaves_single_buyers_to_another() {
    assertThat(replay().isFor(SHOP)).isTrue();
    assertThat(replay().isFor(new Scope.WholeSeller())).isTrue();
    assertThat(replay().isFor(new Scope.Buyers(List.of()))).isFalse();
  }

  @Test
  void buyers_go_first_and_then_store_by_store_in_batches_to_the_last_row() {
    orders(501);
    new Rows("deliveries", 1000, false);
    new Rows("grants", 1, false);
    ErasureLedger.Line line = line(SHOP);
    replay().again(line);
    assertThat(calls)
        .containsExactly(
            MADE_UP,
            "buyers 500",
            "buyers 1",
            "deliveries 500",
            "deliveries 500",
            "deliveries 0",
            "grants 1");
    assertThat(buyers).isEmpty();
    assertThat(replay().held(line)).isZero();
  }

  @Test
  void no_new_line_comes_into_the_ledger_and_each_stripped_buyer_names_the_old_one() {
    orders(2);
    ErasureLedger.Line line = line(SHOP);
    replay().again(line);
    assertThat(ledger.lines()).hasSize(1);
    assertThat(people.audited)
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.facts()).containsEntry("ledger_line", "1"))
        .extracting(AuditEntry::action)
        .containsOnly("recipient.stripped");
  }

  @Test
  void a_seller_who_left_is_closed_again_and_all_stores_let_go() {
    new Rows("accounts", 3, true);
    ErasureLedger.Line line = line(new Scope.WholeSeller());
    replay().again(line);
    assertThat(calls).containsExactly("closed " + ANNA, MADE_UP, "accounts 3");
  }

  @Test
  void one_connection_leaves_the_seller_and_what_is_not_of_the_connection_alone() {
    Rows accounts = new Rows("accounts", 3, true);
    replay().again(line(SHOP));
    assertThat(calls).containsExactly(MADE_UP);
    assertThat(accounts.rows).isEqualTo(3);
  }

  @Test
  void a_store_that_still_holds_something_afterwards_fails_the_replay() {
    new Rows("deliveries", 3, false).lies = true;
    ErasureLedger.Line line = line(SHOP);
    assertThatThrownBy(() -> replay().again(line))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("deliveries");
    assertThat(replay().held(line)).isEqualTo(3);
  }

  @Test
  void what_never_was_in_this_database_is_no_trouble() {
    new Rows("deliveries", 0, false);
    replay().again(line(SHOP));
    assertThat(calls).containsExactly(MADE_UP, "deliveries 0");
    assertThat(people.audited).isEmpty();
  }
}
