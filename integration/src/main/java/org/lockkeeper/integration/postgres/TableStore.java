package org.lockkeeper.integration.postgres;

import static java.util.stream.Collectors.joining;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;

/**
 * One table that lets go of what belongs to a seller, an account or some buyers. What it counts and
 * what it deletes are the same condition, so that the count proves the deletion.
 */
public final class TableStore implements StoreEraser {

  /** Orders in these states are still with Amazon. */
  private static final String UNDER_WAY = "('PLACING', 'ROUTED', 'SHIPPED')";

  private final Tenancy tenancy;
  private final String store;
  private final String table;
  private final DataKind kind;
  private final ErasureReport.Method method;
  private final Reach reach;
  private final Optional<String> orderColumn;
  private final boolean withBuyers;
  private final Optional<String> since;
  private final List<String> fields;

  private TableStore(
      Tenancy tenancy,
      String store,
      DataKind kind,
      ErasureReport.Method method,
      Reach reach,
      Optional<String> orderColumn,
      boolean withBuyers,
      Optional<String> since,
      List<String> fields) {
    this.tenancy = tenancy;
    this.store = store;
    this.table = store.replaceFirst("/.*", "");
    this.kind = kind;
    this.method = method;
    this.reach = reach;
    this.orderColumn = orderColumn;
    this.withBuyers = withBuyers;
    this.since = since;
    this.fields = List.copyOf(fields);
  }

  /** Which rows of a table an extent reaches, beside the seller's own; empty if none ever. */
  @FunctionalInterface
  public interface Reach {
    Optional<Condition> of(SellerId seller, Extent extent);
  }

  /** A condition and its values; an empty text is all rows of the seller. */
  public record Condition(String text, List<@Nullable Object> values) {

    /** All rows of the seller. */
    public static Condition all() {
      return new Condition("", List.of());
    }

    /** The same, if another condition without a value holds as well. */
    public Condition and(String more) {
      return and(more, List.of());
    }

    /** The same, if another condition on one value holds as well. */
    public Condition and(String more, Object of) {
      return and(more, List.of(of));
    }

    /** The same, if another condition on several values holds as well. */
    public Condition and(String more, List<?> of) {
      List<@Nullable Object> all = new ArrayList<>(values);
      all.addAll(of);
      return new Condition(text.isEmpty() ? more : text + " and " + more, all);
    }
  }

  /** A table whose rows are deleted. */
  public static TableStore rows(Tenancy tenancy, String table, DataKind kind, Reach reach) {
    return new TableStore(
        tenancy,
        table,
        kind,
        ErasureReport.Method.ROWS_DELETED,
        reach,
        Optional.empty(),
        false,
        Optional.empty(),
        List.of());
  }

  /** The same, where what is deleted are keys. */
  public static TableStore keys(Tenancy tenancy, String table, Reach reach) {
    return new TableStore(
        tenancy,
        table,
        DataKind.BUYER,
        ErasureReport.Method.KEYS_DESTROYED,
        reach,
        Optional.empty(),
        false,
        Optional.empty(),
        List.of());
  }

  /** The same, where rows are orders or belong to one. */
  public static TableStore rowsOfOrders(Tenancy tenancy, String table, String orderColumn) {
    return new TableStore(
        tenancy,
        table,
        DataKind.ORDER,
        ErasureReport.Method.ROWS_DELETED,
        (seller, extent) -> Optional.of(ofOrders(seller, extent, orderColumn)),
        Optional.of(orderColumn),
        false,
        Optional.of(arrivalOfOrder(table, orderColumn)),
        List.of());
  }

  /** A table whose rows go with the buyers, and are only counted here. */
  public static TableStore withBuyers(
      Tenancy tenancy,
      String store,
      ErasureReport.Method method,
      String orderColumn,
      Optional<String> held) {
    return new TableStore(
        tenancy,
        store,
        DataKind.BUYER,
        method,
        (seller, extent) -> {
          Condition orders = ofOrders(seller, extent, orderColumn);
          return Optional.of(held.map(orders::and).orElse(orders));
        },
        Optional.of(orderColumn),
        true,
        Optional.of(arrivalOfOrder(store, orderColumn)),
        List.of());
  }

  /** A row of an order is as old as its order is here. */
  private static String arrivalOfOrder(String table, String orderColumn) {
    String name = table.replaceFirst(".*[.]", "").replaceFirst("/.*", "");
    return orderColumn.equals("id")
        ? "received_at"
        : "(select a.received_at from orders.sales_order a where a.seller_id = "
            + name
            + ".seller_id and a.id = "
            + name
            + "."
            + orderColumn
            + ")";
  }

  /** The same, with a column that says when a row came. */
  public TableStore since(String column) {
    return new TableStore(
        tenancy, store, kind, method, reach, orderColumn, withBuyers, Optional.of(column), fields);
  }

  /** The same, with the columns that are the fields it holds. */
  public TableStore fields(List<String> columns) {
    return new TableStore(
        tenancy, store, kind, method, reach, orderColumn, withBuyers, since, columns);
  }

  /** Only when the whole seller goes. */
  public static Reach ofSeller() {
    return (seller, extent) ->
        extent.scope() instanceof CaseScope.WholeSeller && !extent.allHeld()
            ? Optional.of(Condition.all())
            : Optional.empty();
  }

  /** Rows of connections. */
  public static Reach ofConnections(String column) {
    return (seller, extent) ->
        switch (extent.scope()) {
          case CaseScope.WholeSeller w ->
              extent.allHeld()
                  ? Optional.empty()
                  : Optional.of(without(Condition.all(), extent, column));
          case CaseScope.OneAccount account ->
              extent.allHeld()
                  ? Optional.empty()
                  : Optional.of(
                      without(
                          Condition.all().and(column + " = any (?)", connections(account)),
                          extent,
                          column));
          case CaseScope.Buyers b -> Optional.empty();
        };
  }

  private static Condition without(Condition found, Extent extent, String column) {
    return extent.heldConnections().isEmpty()
        ? found
        : found.and("not " + column + " = any (?)", ids(extent));
  }

  private static UUID[] ids(Extent extent) {
    return extent.heldConnections().stream().map(ConnectionId::value).toArray(UUID[]::new);
  }

  /** The connections of an account. */
  public static UUID[] connections(CaseScope.OneAccount account) {
    return account.connections().stream().map(ConnectionId::value).toArray(UUID[]::new);
  }

  /** Rows of the orders that an extent reaches. */
  public static Condition ofOrders(SellerId seller, Extent extent, String column) {
    Condition orders = orders(extent);
    if (orders.text().isEmpty()) {
      return Condition.all();
    }
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.addAll(orders.values());
    return new Condition(
        column
            + " in (select o.id from orders.sales_order o where o.seller_id = ? and "
            + orders.text()
            + ")",
        values);
  }

  /** Conditions on {@code orders.sales_order o}. */
  private static Condition orders(Extent extent) {
    Condition found =
        switch (extent.scope()) {
          case CaseScope.WholeSeller w -> Condition.all();
          case CaseScope.OneAccount account ->
              Condition.all().and("o.connection_id = any (?)", connections(account));
          case CaseScope.Buyers buyers ->
              Condition.all()
                  .and(
                      "o.id = any (?)",
                      buyers.orders().stream().map(OrderId::value).toArray(UUID[]::new));
        };
    if (extent.allHeld()) {
      found = found.and("false");
    }
    if (!extent.evenUnderWay()) {
      found = found.and("o.status not in " + UNDER_WAY);
    }
    if (!extent.heldOrders().isEmpty()) {
      found =
          found.and(
              "not o.id = any (?)",
              extent.heldOrders().stream().map(OrderId::value).toArray(UUID[]::new));
    }
    if (!extent.heldConnections().isEmpty()) {
      found = found.and("not o.connection_id = any (?)", ids(extent));
    }
    return found;
  }

  @Override
  public String store() {
    return store;
  }

  @Override
  public DataKind kind() {
    return kind;
  }

  @Override
  public ErasureReport.Method method() {
    return method;
  }

  @Override
  public boolean goesWithBuyers() {
    return withBuyers;
  }

  @Override
  public boolean concerns(CaseScope scope) {
    if (scope instanceof CaseScope.Buyers) {
      return withBuyers;
    }
    return reach.of(SellerId.PLATFORM, Extent.whole(scope)).isPresent();
  }

  @Override
  public String query(CaseScope scope) {
    return reach
        .of(SellerId.PLATFORM, Extent.whole(scope))
        .map(condition -> count(condition))
        .orElse("");
  }

  private String count(Condition condition) {
    return "select count(*) from " + table + " where " + mine(condition);
  }

  private static String mine(Condition condition) {
    return condition.text().isEmpty() ? "seller_id = ?" : "seller_id = ? and " + condition.text();
  }

  @Override
  public long held(SellerId seller, Extent extent) {
    return reach
        .of(seller, extent)
        .map(found -> tenancy.as(seller).count(count(found), values(seller, found)))
        .orElse(0L);
  }

  @Override
  public Optional<Ages> ages(SellerId seller, Extent extent) {
    Optional<Condition> found = reach.of(seller, extent);
    if (found.isEmpty() || since.isEmpty()) {
      return Optional.empty();
    }
    return tenancy
        .as(seller)
        .list(
            "select min(at), max(at) from (select "
                + since.get()
                + " as at from "
                + table
                + " where "
                + mine(found.get())
                + ") held",
            row -> {
              Timestamp oldest = row.getTimestamp(1);
              Timestamp newest = row.getTimestamp(2);
              return oldest == null || newest == null
                  ? Optional.<Ages>empty()
                  : Optional.of(new Ages(oldest.toInstant(), newest.toInstant()));
            },
            values(seller, found.get()))
        .getFirst();
  }

  @Override
  public List<FieldCount> fields(SellerId seller, Extent extent) {
    Optional<Condition> found = reach.of(seller, extent);
    if (found.isEmpty() || fields.isEmpty()) {
      return List.of();
    }
    String counts = fields.stream().map(field -> "count(" + field + ")").collect(joining(", "));
    return tenancy
        .as(seller)
        .list(
            "select " + counts + " from " + table + " where " + mine(found.get()),
            row -> {
              List<FieldCount> each = new ArrayList<>();
              for (int i = 0; i < fields.size(); i++) {
                each.add(new FieldCount(fields.get(i), row.getLong(i + 1)));
              }
              return each;
            },
            values(seller, found.get()))
        .getFirst();
  }

  @Override
  public Erased erase(SellerId seller, Extent extent, int limit) {
    Optional<Condition> found = withBuyers ? Optional.empty() : reach.of(seller, extent);
    if (found.isEmpty()) {
      return Erased.rows(0);
    }
    Condition condition = found.get();
    String some =
        "delete from "
            + table
            + " where seller_id = ? and ctid = any (array(select ctid from "
            + table
            + " where "
            + mine(condition)
            + " limit ?))";
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.add(seller.value());
    values.addAll(condition.values());
    values.add(limit);
    Sql sql = tenancy.as(seller);
    if (orderColumn.isEmpty()) {
      return Erased.rows(sql.run(some, values.toArray()));
    }
    List<OrderId> orders =
        sql.list(
            some + " returning " + orderColumn.get(),
            row -> new OrderId(row.getObject(1, UUID.class)),
            values.toArray());
    return new Erased(orders.size(), orders.stream().distinct().toList());
  }

  private static @Nullable Object[] values(SellerId seller, Condition condition) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(seller.value());
    values.addAll(condition.values());
    return values.toArray();
  }
}
