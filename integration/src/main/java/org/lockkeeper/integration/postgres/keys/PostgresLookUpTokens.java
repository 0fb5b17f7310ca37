package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.LookUpTokens;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** The blind index in {@code keys.look_up_token}. */
@ApplicationScoped
class PostgresLookUpTokens implements LookUpTokens {

  private final Tenancy tenancy;

  @Inject
  PostgresLookUpTokens(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void replaceAll(SellerId seller, OrderId order, Cohort cohort, List<Token> tokens) {
    String[] fields = tokens.stream().map(token -> token.field().name()).toArray(String[]::new);
    Integer[] values = tokens.stream().map(Token::value).toArray(Integer[]::new);
    // Two statements, one round trip.
    tenancy
        .as(seller)
        .run(
            """
            delete from keys.look_up_token where seller_id = ? and order_id = ?;
            insert into keys.look_up_token (seller_id, cohort, field, token, order_id)
            select ?, ?, field, token, ? from unnest(?, ?) as made (field, token)
            """,
            seller.value(),
            order.value(),
            seller.value(),
            cohort.toString(),
            order.value(),
            fields,
            values);
  }

  @Override
  public List<OrderId> candidates(SellerId seller, Cohort cohort, Token token, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select order_id from keys.look_up_token
            where seller_id = ? and cohort = ? and field = ? and token = ?
            order by order_id limit ?
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            seller.value(),
            cohort.toString(),
            token.field(),
            token.value(),
            limit);
  }

  @Override
  public List<OrderId> candidates(SellerId seller, List<Place> places, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select t.order_id
            from unnest(?, ?, ?) with ordinality as p (cohort, field, token, turn)
            join keys.look_up_token t on t.seller_id = ? and t.cohort = p.cohort
              and t.field = p.field and t.token = p.token
            order by p.turn, t.order_id limit ?
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            places.stream().map(place -> place.cohort().toString()).toArray(String[]::new),
            places.stream().map(place -> place.token().field().name()).toArray(String[]::new),
            places.stream().map(place -> place.token().value()).toArray(Integer[]::new),
            seller.value(),
            limit);
  }

  @Override
  public int delete(SellerId seller, Collection<OrderId> orders) {
    return tenancy
        .as(seller)
        .run(
            "delete from keys.look_up_token where seller_id = ? and order_id = any (?)",
            seller.value(),
            orders.stream().map(OrderId::value).toArray(UUID[]::new));
  }
}
