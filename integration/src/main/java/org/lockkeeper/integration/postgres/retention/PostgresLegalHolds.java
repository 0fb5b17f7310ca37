package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.LegalHolds;

/** Legal holds in {@code retention.legal_hold}. */
@ApplicationScoped
class PostgresLegalHolds implements LegalHolds, HoldRegister {

  private static final String SELECT =
      """
      select seller_id, id, scope, connection_id, order_id, kinds, reason, basis, owner_id,
        began_at, ends_at
      from retention.legal_hold where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresLegalHolds(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<LegalHold> inForce(SellerId seller, Instant now) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and ends_at > ? order by began_at, id",
            PostgresLegalHolds::read,
            seller.value(),
            now);
  }

  @Override
  public void add(LegalHold hold) {
    tenancy
        .as(hold.seller())
        .run(
            """
            insert into retention.legal_hold (seller_id, id, scope, connection_id, order_id, kinds,
              reason, basis, owner_id, began_at, ends_at)
            values (?, ?, ?, ?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?)
            """,
            hold.seller().value(),
            hold.id(),
            word(hold.scope()),
            connection(hold.scope()),
            order(hold.scope()),
            hold.kinds().stream().map(Enum::name).sorted().toArray(String[]::new),
            hold.reason(),
            hold.basis(),
            hold.owner(),
            hold.beganAt(),
            hold.endsAt());
  }

  @Override
  public Optional<LegalHold> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + "and id = ? for update", PostgresLegalHolds::read, seller.value(), id);
  }

  @Override
  public void endsAt(SellerId seller, UUID id, Instant endsAt) {
    tenancy
        .as(seller)
        .run(
            "update retention.legal_hold set ends_at = ? where seller_id = ? and id = ?",
            endsAt,
            seller.value(),
            id);
  }

  @Override
  public List<Entry> all(int limit) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, id from retention.holds(?)",
            row -> new Entry(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id")),
            limit);
  }

  @Override
  public Suspended suspended(SellerId seller, LegalHold.Scope scope, Instant now, Instant endsAt) {
    return tenancy
        .as(seller)
        .first(
            """
            select count(*) as buyers, count(*) filter (where r.ends_at < ?) as due_before
            from retention.buyer_retention r
            join orders.sales_order o on o.seller_id = r.seller_id and o.id = r.order_id
            where r.seller_id = ? and r.ended_at is null
              and (?::uuid is null or o.connection_id = ?::uuid)
              and (?::uuid is null or o.id = ?::uuid)
            """,
            row -> new Suspended(row.getLong("buyers"), row.getLong("due_before")),
            endsAt,
            seller.value(),
            connection(scope),
            connection(scope),
            order(scope),
            order(scope))
        .orElseThrow();
  }

  @Override
  public boolean exists(SellerId seller, LegalHold.Scope scope) {
    Sql sql = tenancy.as(seller);
    return switch (scope) {
      case LegalHold.Scope.WholeSeller w ->
          sql.exists("select 1 from access.seller where seller_id = ?", seller.value());
      case LegalHold.Scope.OneConnection c ->
          sql.exists(
              "select 1 from credentials.grant_of_seller where seller_id = ? and id = ?",
              seller.value(),
              c.connection().value());
      case LegalHold.Scope.OneOrder o ->
          sql.exists(
              "select 1 from orders.sales_order where seller_id = ? and id = ?",
              seller.value(),
              o.order().value());
    };
  }

  @Override
  public long heldBack(Instant now) {
    return tenancy.ofNobody().count("select retention.held_back(?)", now);
  }

  private static String word(LegalHold.Scope scope) {
    return switch (scope) {
      case LegalHold.Scope.WholeSeller w -> "SELLER";
      case LegalHold.Scope.OneConnection c -> "CONNECTION";
      case LegalHold.Scope.OneOrder o -> "ORDER";
    };
  }

  private static @Nullable UUID connection(LegalHold.Scope scope) {
    return scope instanceof LegalHold.Scope.OneConnection c ? c.connection().value() : null;
  }

  private static @Nullable UUID order(LegalHold.Scope scope) {
    return scope instanceof LegalHold.Scope.OneOrder o ? o.order().value() : null;
  }

  private static LegalHold read(ResultSet row) throws SQLException {
    LegalHold.Scope scope =
        switch (row.getString("scope")) {
          case "CONNECTION" ->
              new LegalHold.Scope.OneConnection(new ConnectionId(Sql.uuid(row, "connection_id")));
          case "ORDER" -> new LegalHold.Scope.OneOrder(new OrderId(Sql.uuid(row, "order_id")));
          default -> new LegalHold.Scope.WholeSeller();
        };
    return new LegalHold(
        Sql.uuid(row, "id"),
        new SellerId(Sql.uuid(row, "seller_id")),
        scope,
        Arrays.stream((String[]) row.getArray("kinds").getArray())
            .map(DataKind::valueOf)
            .collect(Collectors.toSet()),
        row.getString("reason"),
        row.getString("basis"),
        Sql.uuid(row, "owner_id"),
        Sql.instant(row, "began_at"),
        Sql.instant(row, "ends_at"));
  }
}
