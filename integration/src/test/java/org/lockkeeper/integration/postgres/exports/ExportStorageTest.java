package org.lockkeeper.integration.postgres.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.compliance.exports.Exports;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;

class ExportStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String DIGEST = "ab".repeat(32);
  private static final byte[] CLOSED = {1, 2, 3};

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final UUID person = UUID.randomUUID();
  private Transactions transactions = TestDatabase.portal();
  private PostgresExports exports = new PostgresExports(transactions.tenancy());

  @BeforeEach
  void two_sellers_and_a_person() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
    for (SellerId of : List.of(anna, bert)) {
      UUID id = of.equals(anna) ? person : UUID.randomUUID();
      transactions.run(
          () ->
              transactions
                  .tenancy()
                  .as(of)
                  .run(
                      """
                      insert into access.account (seller_id, id, login, display_name, role,
                        password_hash, created_at, version)
                      values (?, ?, ?, 'Someone', 'SELLER_OWNER', 'x', now(), 1)
                      """,
                      of.value(),
                      id,
                      id + "@example.test"));
    }
  }

  private Export fresh(Export.State state) {
    return new Export(
        anna,
        UUID.randomUUID(),
        person,
        Export.Reason.AUDITOR,
        "For the year's audit",
        new Export.Selection(
            new OrderBoard.Filter(
                Optional.of("#10"),
                Set.of(OrderBoard.Status.SHIPPED, OrderBoard.Status.DELIVERED),
                Optional.of(new ChannelName("shopify")),
                true,
                Optional.of(ExceptionClass.UNMAPPED_SKU),
                Optional.of(false),
                Optional.of(NOON.minusSeconds(3600))),
            OrderBoard.Sort.PLACED,
            false),
        7,
        state,
        0,
        NOON,
        NOON.plusSeconds(60),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Export kept(Export.State state) {
    Export it = fresh(state);
    transactions.run(
        () -> {
          exports.add(it);
          exports.keep(anna, it.id(), CLOSED);
        });
    return it;
  }

  private static Export over(Export it, Export.State how) {
    return new Export(
        it.seller(),
        it.id(),
        it.account(),
        it.reason(),
        it.note(),
        it.what(),
        it.rows(),
        how,
        it.made(),
        it.askedAt(),
        it.endsAt(),
        it.decision(),
        it.digest(),
        Optional.of(NOON.plusSeconds(5)));
  }

  private static Export with(
      Export it, Export.State state, Optional<Export.Decision> said, Optional<String> digest) {
    return new Export(
        it.seller(),
        it.id(),
        it.account(),
        it.reason(),
        it.note(),
        it.what(),
        it.rows(),
        state,
        it.made(),
        it.askedAt(),
        it.endsAt(),
        said,
        digest,
        Optional.empty());
  }

  @Test
  void a_wish_comes_back_as_it_was_and_so_does_what_became_of_it() {
    Export it = fresh(Export.State.WAITS);
    transactions.run(() -> exports.add(it));
    assertThat(transactions.in(() -> exports.find(anna, it.id()))).hasValue(it);
    assertThat(transactions.in(() -> exports.waiting(anna, NOON))).containsExactly(it);
    assertThat(transactions.in(() -> exports.waiting(anna, it.endsAt()))).isEmpty();
    Export ready =
        with(
            it,
            Export.State.READY,
            Optional.of(new Export.Decision(UUID.randomUUID(), NOON, true)),
            Optional.of(DIGEST));
    assertThat(transactions.in(() -> exports.save(ready, Export.State.WAITS))).isTrue();
    assertThat(transactions.in(() -> exports.find(anna, it.id()))).hasValue(ready);
    assertThat(transactions.in(() -> exports.of(anna, person, 10))).containsExactly(ready);
    assertThat(transactions.in(() -> exports.open(anna, person))).isEqualTo(1);
    assertThat(transactions.in(() -> exports.since(anna, person, NOON))).isEqualTo(1);
    assertThat(transactions.in(() -> exports.since(anna, person, NOON.plusSeconds(1)))).isZero();
  }

  @Test
  void the_database_refuses_a_yes_to_oneself_as_well() {
    Export it = fresh(Export.State.WAITS);
    transactions.run(() -> exports.add(it));
    Export own =
        with(
            it,
            Export.State.MAKING,
            Optional.of(new Export.Decision(person, NOON, true)),
            Optional.empty());
    assertThatThrownBy(() -> transactions.run(() -> exports.save(own, Export.State.WAITS)))
        .isInstanceOf(StorageTrouble.class);
  }

  @Test
  void of_all_nodes_at_once_one_takes_it() throws Exception {
    int nodes = 6;
    Export it = kept(Export.State.READY);
    CyclicBarrier together = new CyclicBarrier(nodes);
    List<Callable<Boolean>> takes = new ArrayList<>();
    List<Transactions> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Transactions node = TestDatabase.anotherNode();
      all.add(node);
      PostgresExports there = new PostgresExports(node.tenancy());
      takes.add(
          () -> {
            together.await();
            return node.in(
                () -> {
                  boolean mine = there.save(over(it, Export.State.TAKEN), Export.State.READY);
                  if (mine) {
                    there.erase(anna, it.id());
                  }
                  return mine;
                });
          });
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
      for (Future<Boolean> one : threads.invokeAll(takes)) {
        taken += one.get() ? 1 : 0;
      }
    }
    all.forEach(Transactions::close);
    assertThat(taken).isEqualTo(1);
    assertThat(transactions.in(() -> exports.file(anna, it.id()))).isEmpty();
  }

  @Test
  void progress_is_noted_while_it_is_made_and_not_later() {
    Export it = kept(Export.State.MAKING);
    assertThat(transactions.in(() -> exports.progress(anna, it.id(), 5))).isTrue();
    assertThat(transactions.in(() -> exports.find(anna, it.id())).orElseThrow().made())
        .isEqualTo(5);
    assertThat(
            transactions.in(
                () -> exports.save(over(it, Export.State.CANCELLED), Export.State.MAKING)))
        .isTrue();
    assertThat(transactions.in(() -> exports.progress(anna, it.id(), 6))).isFalse();
    assertThat(transactions.in(() -> exports.open(anna, person))).isZero();
  }

  @Test
  void what_is_over_is_found_over_all_sellers_by_its_id_alone() {
    Export it = kept(Export.State.READY);
    Exports.Place place = new Exports.Place(anna, it.id());
    assertThat(transactions.in(() -> exports.over(it.endsAt().minusSeconds(1), 1000)))
        .doesNotContain(place);
    assertThat(transactions.in(() -> exports.over(it.endsAt(), 1000))).contains(place);
    transactions.run(() -> exports.save(over(it, Export.State.EXPIRED), Export.State.READY));
    assertThat(transactions.in(() -> exports.over(it.endsAt(), 1000))).doesNotContain(place);
    assertThat(transactions.in(() -> exports.register(1000, 0))).contains(place);
  }

  @Test
  void another_seller_finds_nothing_with_either_wall_alone() {
    for (Transactions walls : List.of(TestDatabase.portal(), TestDatabase.unwalled())) {
      transactions = TestDatabase.portal();
      exports = new PostgresExports(transactions.tenancy());
      Export it = kept(Export.State.READY);
      PostgresExports there = new PostgresExports(walls.tenancy());
      assertThat(walls.in(() -> there.find(bert, it.id()))).isEmpty();
      assertThat(walls.in(() -> there.file(bert, it.id()))).isEmpty();
      assertThat(walls.in(() -> there.of(bert, person, 10))).isEmpty();
      assertThat(walls.in(() -> there.waiting(bert, NOON))).isEmpty();
      assertThat(walls.in(() -> there.progress(bert, it.id(), 1))).isFalse();
      walls.run(() -> there.erase(bert, it.id()));
      assertThat(walls.in(() -> there.file(anna, it.id()))).hasValue(CLOSED);
    }
  }

  @Test
  void files_go_with_the_seller_and_with_any_account_and_what_was_taken_stays_known() {
    Export it = kept(Export.State.READY);
    ExportStores stores = new ExportStores(transactions.tenancy());
    StoreEraser files = stores.erasers().getFirst();
    Extent one =
        Extent.whole(
            new CaseScope.OneAccount(
                List.of(new org.lockkeeper.kernel.ConnectionId(UUID.randomUUID()))));
    assertThat(transactions.in(() -> files.held(anna, one))).isEqualTo(1);
    assertThat(transactions.in(() -> files.erase(bert, one, 10)).rows()).isZero();
    assertThat(transactions.in(() -> files.erase(anna, one, 10)).rows()).isEqualTo(1);
    assertThat(transactions.in(() -> files.held(anna, one))).isZero();
    assertThat(transactions.in(() -> exports.find(anna, it.id()))).isPresent();
    assertThat(
            transactions.in(
                () -> stores.keepers().getFirst().count(anna, new CaseScope.WholeSeller())))
        .isEqualTo(1);
  }

  @Test
  void what_is_too_old_goes_with_its_file() {
    Export it = kept(Export.State.READY);
    AgedExports aged = new AgedExports(transactions.tenancy());
    Instant later = NOON.plus(Duration.ofDays(800));
    assertThat(
            transactions.in(() -> aged.dispose(anna, NOON.minusSeconds(1), List.of(), later, 10)))
        .isZero();
    assertThat(transactions.in(() -> aged.dispose(anna, NOON, List.of(), later, 10))).isEqualTo(1);
    assertThat(transactions.in(() -> exports.file(anna, it.id()))).isEmpty();
  }
}
