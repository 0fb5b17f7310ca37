package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.disposal.AllStores;
import org.lockkeeper.compliance.disposal.StoreWords;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreCatalogue;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.TakeStock;

/** Whatever is kept of sellers either goes with them, or stays for a reason that is stated. */
class StoresTest {

  /**
   * Held by a store of another name: the secret store, where it is a table; and which entries of
   * the log wait for a new place after a restore, of which the sealer alone may know; and which
   * orders stand apart, which nobody may read and which goes with the order.
   */
  private static final Set<String> BY_ANOTHER_NAME =
      Set.of("credentials.sealed_secret", "audit.carried_over", "orders.apart");

  /** Queues carry the seller in the names of their rows. */
  private static final Set<String> WITHOUT_SELLER =
      Set.of("jobs.scheduled_tasks", "jobs.dead_errand");

  private final Transactions transactions = TestDatabase.portal();
  private final StoreCatalogue stores =
      new AllStores(RealStores.of(transactions.tenancy()).stream());

  private static Set<String> tables(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Set<String> found = new TreeSet<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private Set<String> named() {
    return Stream.concat(
            stores.erasers().stream().map(StoreEraser::store),
            stores.keepers().stream().map(StoreKeeper::store))
        .map(store -> store.replaceFirst("/.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_table_of_sellers_and_of_persons_goes_with_them_or_says_why_it_stays()
      throws SQLException {
    Set<String> ofSellers =
        tables(
            """
            select c.oid::regclass::text from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg_%'
              and exists (select from pg_attribute a where a.attrelid = c.oid
                and (a.attname = 'seller_id'
                  or col_description(a.attrelid, a.attnum) like 'PERSONAL DATA%'))
            """);
    assertThat(ofSellers).hasSizeGreaterThan(25);
    Set<String> known = named();
    known.addAll(BY_ANOTHER_NAME);
    known.removeAll(WITHOUT_SELLER);
    assertThat(known).isEqualTo(ofSellers);
  }

  @Test
  void a_store_is_named_once() {
    List<String> names = stores.erasers().stream().map(StoreEraser::store).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void every_store_and_every_reason_is_told_in_words_in_both_languages() {
    for (Locale language : StoreWords.LANGUAGES) {
      StoreWords words = new StoreWords(language);
      stores.erasers().forEach(store -> assertThat(words.store(store.store())).contains(" "));
      stores.erasers().forEach(store -> assertThat(words.kind(store.kind().name())).contains(" "));
      for (StoreKeeper keeper : stores.keepers()) {
        assertThat(words.knows(keeper.store())).as(keeper.store()).isTrue();
        assertThat(words.reason(keeper.reason())).contains(" ");
      }
      assertThat(words.reason("legal hold: a court")).endsWith(": a court");
    }
  }

  @Test
  void what_is_held_is_counted_field_by_field_and_nothing_is_told_of_a_seller_who_has_nothing() {
    SellerId nobody = new SellerId(UUID.randomUUID());
    Extent whole = Extent.whole(new CaseScope.WholeSeller());
    List<String> fields = new ArrayList<>();
    transactions.run(
        () -> {
          for (StoreEraser store : stores.erasers()) {
            assertThat(store.ages(nobody, whole)).as(store.store()).isEmpty();
            for (StoreEraser.FieldCount field : store.fields(nobody, whole)) {
              assertThat(field.rows()).isZero();
              fields.add(field.field());
            }
          }
          assertThat(new TakeStock(stores).of(nobody)).isEmpty();
        });
    assertThat(fields)
        .containsExactly(
            "sealed_name", "sealed_address", "sealed_phone", "sealed_email", "sealed_masked");
    for (Locale language : StoreWords.LANGUAGES) {
      StoreWords words = new StoreWords(language);
      assertThat(fields).allSatisfy(field -> assertThat(words.field(field)).isNotEqualTo(field));
    }
  }

  @Test
  void every_query_runs_and_finds_nothing_of_a_seller_who_has_nothing() {
    SellerId nobody = new SellerId(UUID.randomUUID());
    List<CaseScope> scopes =
        List.of(
            new CaseScope.WholeSeller(),
            new CaseScope.OneAccount(List.of(new ConnectionId(UUID.randomUUID()))),
            new CaseScope.Buyers(List.of(new OrderId(UUID.randomUUID()))));
    List<String> asked = new ArrayList<>();
    for (CaseScope scope : scopes) {
      Extent whole = Extent.whole(scope);
      Extent held =
          new Extent(
              scope,
              false,
              Set.of(new OrderId(UUID.randomUUID())),
              Set.of(new ConnectionId(UUID.randomUUID())),
              false);
      transactions.run(
          () -> {
            for (StoreEraser store : stores.concernedBy(scope)) {
              for (Extent extent : List.of(whole, whole.settledOnly(), held)) {
                assertThat(store.held(nobody, extent)).as(store.store()).isZero();
                assertThat(store.erase(nobody, extent, 10).rows()).as(store.store()).isZero();
              }
              assertThat(store.query(scope)).startsWith("select count(*) from ");
              asked.add(store.query(scope));
            }
            for (StoreKeeper keeper : stores.keepers()) {
              assertThat(keeper.count(nobody, scope)).as(keeper.store()).isZero();
              assertThat(keeper.reason()).matches("R-\\d{2}");
            }
          });
    }
    assertThat(asked).hasSizeGreaterThan(30);
  }
}
