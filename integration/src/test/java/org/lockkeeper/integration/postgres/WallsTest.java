package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.SellerId;

/** The wall in the database: what one seller sees and writes of another. */
class WallsTest {

  private static final SellerId ANNA = new SellerId(UUID.randomUUID());
  private static final SellerId BERT = new SellerId(UUID.randomUUID());
  private static final UUID ANNAS_SHOP = UUID.randomUUID();
  private static final UUID BERTS_SHOP = UUID.randomUUID();

  private static final String FOREIGN = "select count(*) from orders.delivery where seller_id <> ?";

  private final Transactions portal = TestDatabase.portal();

  @BeforeAll
  static void two_sellers() {
    for (SellerId seller : List.of(ANNA, BERT)) {
      TestDatabase.portal().seller(seller, seller.equals(ANNA) ? ANNAS_SHOP : BERTS_SHOP);
      TestDatabase.portal().run(() -> insert(TestDatabase.portal(), seller, seller, "first"));
    }
  }

  private static int insert(Transactions in, SellerId as, SellerId owner, String id) {
    return in.tenancy()
        .as(as)
        .run(
            """
            insert into orders.delivery (seller_id, channel, delivery_id, topic, received_at)
            values (?, 'shopify', ?, 'orders/create', now())
            """,
            owner.value(),
            id);
  }

  @Test
  @Tag("ASVS-V8.4.1")
  void the_rows_of_one_seller_do_not_exist_for_another() {
    portal.run(
        () -> {
          Sql sql = portal.tenancy().as(ANNA);
          assertThat(sql.count("select count(*) from orders.delivery")).isEqualTo(1);
          assertThat(sql.count(FOREIGN, ANNA.value())).isZero();
          assertThat(
                  sql.count("select count(*) from access.seller where seller_id = ?", BERT.value()))
              .isZero();
          assertThat(
                  sql.run(
                      "update credentials.grant_of_seller set account = 'x' where id = ?",
                      BERTS_SHOP))
              .isZero();
        });
  }

  @Test
  @Tag("ASVS-V8.4.1")
  void nobody_writes_a_row_of_another_seller() {
    assertThatThrownBy(() -> portal.run(() -> insert(portal, ANNA, BERT, "forged")))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 42501");
    assertThatThrownBy(
            () ->
                portal.run(
                    () ->
                        portal
                            .tenancy()
                            .as(ANNA)
                            .run(
                                "update credentials.grant_of_seller set seller_id = ?",
                                BERT.value())))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 42501");
  }

  @Test
  void nobody_hangs_a_row_on_a_row_of_another_seller() {
    assertThatThrownBy(
            () ->
                portal.run(
                    () ->
                        portal
                            .tenancy()
                            .as(ANNA)
                            .run(
                                """
                                insert into orders.sales_order (seller_id, id, connection_id,
                                  channel, channel_number, label, placed_at, received_at,
                                  channel_version, speed, status, status_since, units)
                                values (?, ?, ?, 'shopify', '1', '#1', now(), now(), now(),
                                  'STANDARD', 'RECEIVED', now(), 1)
                                """,
                                ANNA.value(),
                                UUID.randomUUID(),
                                BERTS_SHOP)))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23503");
  }

  @Test
  void without_a_seller_there_are_no_rows() {
    portal.run(
        () ->
            assertThat(portal.tenancy().ofNobody().count("select count(*) from orders.delivery"))
                .isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00000000-0000-0000-0000-000000000000"})
  void an_empty_or_unknown_seller_sees_nothing(String text) {
    portal.run(
        () -> {
          Sql sql = portal.tenancy().ofNobody();
          assertThat(sql.exists("select set_config('app.seller', ?, true)", text)).isTrue();
          assertThat(sql.count("select count(*) from orders.delivery")).isZero();
        });
  }

  @Test
  void outside_a_transaction_nobody_is_a_seller() {
    assertThatThrownBy(() -> portal.tenancy().as(ANNA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a transaction");
    assertThatThrownBy(() -> portal.tenancy().ofNobody()).isInstanceOf(IllegalStateException.class);
    assertThat(portal.left()).isEqualTo("0");
  }

  @Test
  void a_transaction_belongs_to_one_seller() {
    assertThatThrownBy(
            () ->
                portal.run(
                    () -> {
                      portal.tenancy().as(ANNA);
                      portal.tenancy().as(ANNA);
                      portal.tenancy().as(BERT);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another seller");
  }

  @Test
  void a_pool_of_one_connection_never_shows_a_foreign_row_and_keeps_no_context() {
    for (int i = 0; i < 10_000; i++) {
      SellerId seller = i % 2 == 0 ? ANNA : BERT;
      int kind = i % 7;
      try {
        portal.run(
            () -> {
              Sql sql = portal.tenancy().as(seller);
              assertThat(sql.count(FOREIGN, seller.value())).isZero();
              switch (kind) {
                case 1 -> throw new IllegalArgumentException("the business says no");
                case 2 -> sql.run("select 1 / 0 from orders.delivery");
                case 3 -> insert(portal, seller, seller.equals(ANNA) ? BERT : ANNA, "forged");
                case 4 -> {
                  sql.run("set local statement_timeout = 1");
                  sql.exists("select pg_sleep(1)");
                }
                default -> assertThat(sql.count("select count(*) from orders.delivery")).isOne();
              }
            });
        assertThat(kind).isIn(0, 5, 6);
      } catch (IllegalArgumentException | StorageTrouble e) {
        assertThat(kind).isBetween(1, 4);
      }
      if (!portal.left().equals("0")) {
        throw new AssertionError("a connection went back with a seller, round " + i);
      }
    }
  }

  @Test
  void trouble_with_the_database_tells_no_values() {
    assertThatThrownBy(
            () ->
                portal.run(
                    () -> {
                      Sql sql = portal.tenancy().as(ANNA);
                      for (int i = 0; i < 2; i++) {
                        sql.run(
                            """
                            insert into orders.delivery
                              (seller_id, channel, delivery_id, topic, received_at)
                            values (?, 'shopify', 'Ada Lovelace', 'ada@example.com', now())
                            """,
                            ANNA.value());
                      }
                    }))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 23505")
        .hasNoCause()
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    assertThatThrownBy(
            () ->
                portal.run(
                    () ->
                        portal
                            .tenancy()
                            .as(ANNA)
                            .batch(
                                "insert into orders.comparison values (?, ?::uuid, now())",
                                List.<Object[]>of(new Object[] {ANNA.value(), "Ada Lovelace"}))))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 22P02")
        .hasNoCause();
  }
}
