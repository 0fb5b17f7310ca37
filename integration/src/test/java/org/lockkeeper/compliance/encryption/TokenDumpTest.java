package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.integration.postgres.RealStores;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.RecipientDetails;

/**
 * An attacker has a dump of the table of tokens, over all walls, a public list of names by their
 * frequency, and no key.
 */
class TokenDumpTest {

  private static final Cohort COHORT = Cohort.parse("E2027W08");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int ORDERS = 16_000;
  private static final int ELSEWHERE = 6_000;

  private final Transactions transactions = TestDatabase.portal();
  private final LookUpTokens tokens =
      RealStores.make("keys.PostgresLookUpTokens", LookUpTokens.class, transactions.tenancy());
  private final Random chance = new Random(1815);
  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final Map<UUID, Integer> buyerOf = new HashMap<>();

  /** A rank from 1 to n, of which the first ones are by far the most frequent. */
  private int zipf(int n) {
    return (int) Math.ceil(Math.pow(n, chance.nextDouble()));
  }

  private record Buyer(String given, String family, String place, String email, String phone) {
    RecipientDetails details() {
      return new RecipientDetails(
          given + " " + family,
          Optional.empty(),
          List.of("1 Street"),
          Optional.of("Boise"),
          Optional.of("ID"),
          Optional.of(place),
          "US",
          Optional.of(phone),
          Optional.of(email));
    }
  }

  private List<Buyer> buyers(int count) {
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buyers.add(
          new Buyer(
              "Given" + zipf(5_000),
              "Family" + zipf(100_000),
              String.valueOf(10_000 + zipf(30_000)),
              "buyer" + i + "@example.org",
              "208" + (2_000_000 + i)));
    }
    return buyers;
  }

  private static SellerKey key(SellerId seller, int orders, Random chance) {
    byte[] bytes = new byte[32];
    chance.nextBytes(bytes);
    return new SellerKey(
        new SellerKeys.Row(
            seller,
            COHORT,
            UUID.randomUUID(),
            new Opaque("wrapped".getBytes(StandardCharsets.US_ASCII)),
            BlindIndex.bitsFor(orders)),
        bytes);
  }

  /** Stores one order of each buyer, with the tokens that the product makes. */
  private void store(SellerId seller, List<Buyer> buyers) {
    UUID shop = UUID.randomUUID();
    transactions.seller(seller, shop);
    SellerKey key = key(seller, buyers.size(), chance);
    UUID[] orders = new UUID[buyers.size()];
    List<UUID> owner = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < orders.length; i++) {
      orders[i] = UUID.randomUUID();
      buyerOf.put(orders[i], i);
      for (LookUpTokens.Token token : BlindIndex.tokens(key, buyers.get(i).details())) {
        owner.add(orders[i]);
        fields.add(token.field().name());
        values.add(token.value());
      }
    }
    transactions.run(
        () -> {
          transactions
              .tenancy()
              .as(seller)
              .run(
                  """
                  insert into orders.sales_order (seller_id, id, connection_id, channel,
                    channel_number, label, placed_at, received_at, channel_version, speed,
                    status, status_since, units)
                  select ?, o, ?, 'shopify', o::text, '#1', ?, ?, ?, 'STANDARD', 'SHIPPED', ?, 1
                  from unnest(?) o
                  """,
                  seller.value(),
                  shop,
                  NOON,
                  NOON,
                  NOON,
                  NOON,
                  orders);
          transactions
              .tenancy()
              .as(seller)
              .run(
                  """
                  insert into keys.look_up_token (seller_id, cohort, field, token, order_id)
                  select ?, ?, f, t, o from unnest(?, ?, ?) as made (f, t, o)
                  on conflict do nothing
                  """,
                  seller.value(),
                  COHORT.toString(),
                  fields.toArray(String[]::new),
                  values.toArray(Integer[]::new),
                  owner.toArray(UUID[]::new));
        });
  }

  private record Row(String field, int token, UUID order) {}

  private static List<Row> dump(SellerId seller) throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select field, token, order_id from keys.look_up_token where seller_id = '"
                    + seller
                    + "'")) {
      List<Row> found = new ArrayList<>();
      while (rows.next()) {
        found.add(new Row(rows.getString(1), rows.getInt(2), rows.getObject(3, UUID.class)));
      }
      return found;
    }
  }

  @Test
  void a_dump_names_nobody_joins_no_two_sellers_and_ends_with_the_buyer() throws SQLException {
    List<Buyer> all = buyers(ORDERS);
    store(anna, all);
    store(bert, all.subList(0, ELSEWHERE));
    List<Row> annas = dump(anna);
    List<Row> berts = dump(bert);

    // At least four candidates share a token, in each field.
    for (LookUpTokens.Field field : LookUpTokens.Field.values()) {
      long rows = annas.stream().filter(r -> r.field().equals(field.name())).count();
      long distinct =
          annas.stream()
              .filter(r -> r.field().equals(field.name()))
              .mapToInt(Row::token)
              .distinct()
              .count();
      assertThat(rows / (double) distinct).as(field.name()).isBetween(4.0, 9.0);
    }

    // The most frequent token is said to be the most frequent name at a place, and so downwards.
    Map<Integer, Map<String, Integer>> behind = new HashMap<>();
    Map<String, Integer> frequency = new HashMap<>();
    for (Row row : annas) {
      if (row.field().equals(LookUpTokens.Field.NAME_AT_PLACE.name())) {
        Buyer buyer = all.get(buyerOf.getOrDefault(row.order(), 0));
        String value = buyer.family() + " " + buyer.place();
        behind.computeIfAbsent(row.token(), t -> new HashMap<>()).merge(value, 1, Integer::sum);
        frequency.merge(value, 1, Integer::sum);
      }
    }
    List<Map<String, Integer>> byCount = new ArrayList<>(behind.values());
    byCount.sort(
        (a, b) ->
            Integer.compare(
                b.values().stream().mapToInt(Integer::intValue).sum(),
                a.values().stream().mapToInt(Integer::intValue).sum()));
    List<String> names = new ArrayList<>(frequency.keySet());
    names.sort(
        (a, b) -> Integer.compare(frequency.getOrDefault(b, 0), frequency.getOrDefault(a, 0)));
    int recovered = 0;
    int rows = 0;
    for (int rank = 0; rank < byCount.size(); rank++) {
      recovered += byCount.get(rank).getOrDefault(names.get(rank), 0);
      rows += byCount.get(rank).values().stream().mapToInt(Integer::intValue).sum();
    }
    assertThat(recovered / (double) rows).as("the stated bound: one in four").isLessThan(0.25);

    // Equal tokens of two sellers mean nothing: the same buyer is behind them as often as by
    // chance.
    Map<String, List<Row>> byToken = new HashMap<>();
    annas.stream()
        .filter(r -> r.field().equals(LookUpTokens.Field.EMAIL.name()))
        .forEach(
            r -> byToken.computeIfAbsent(r.field() + r.token(), t -> new ArrayList<>()).add(r));
    long pairs = 0;
    long same = 0;
    for (Row row : berts) {
      for (Row other : byToken.getOrDefault(row.field() + row.token(), List.of())) {
        pairs++;
        if (Objects.equals(buyerOf.get(row.order()), buyerOf.get(other.order()))) {
          same++;
        }
      }
    }
    assertThat(pairs).isGreaterThan(1_000);
    assertThat(same / (double) pairs).as("a join").isLessThan(4.0 / ORDERS);

    // After a deletion there is no row to look at.
    List<OrderId> gone =
        annas.stream().map(Row::order).distinct().limit(1_000).map(OrderId::new).toList();
    transactions.run(() -> tokens.delete(anna, gone));
    List<UUID> left = dump(anna).stream().map(Row::order).distinct().toList();
    assertThat(left).doesNotContainAnyElementsOf(gone.stream().map(OrderId::value).toList());
    assertThat(left).hasSize(ORDERS - 1_000);
  }
}
