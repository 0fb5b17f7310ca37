package org.lockkeeper.integration.postgres.exports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.compliance.exports.Exports;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;

/** Exports in {@code access.export}, their files in {@code access.export_file}. */
@ApplicationScoped
class PostgresExports implements Exports {

  private static final String SELECT =
      """
      select seller_id, id, account, reason, note, typed, statuses, channel, troubled, cause,
        stripped, received_from, sort, descending, rows_counted, state, rows_made, asked_at,
        ends_at, decided_by, decided_at, granted, digest, ended_at
      from access.export where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresExports(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(Export it) {
    OrderBoard.Filter filter = it.what().filter();
    tenancy
        .as(it.seller())
        .run(
            """
            insert into access.export (seller_id, id, account, reason, note, typed, statuses,
              channel, troubled, cause, stripped, received_from, sort, descending, rows_counted,
              state, rows_made, asked_at, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            it.seller().value(),
            it.id(),
            it.account(),
            it.reason(),
            it.note(),
            filter.text(),
            filter.statuses().stream().map(Enum::name).sorted().toArray(String[]::new),
            filter.channel().map(ChannelName::value),
            filter.troubled(),
            filter.cause().map(Enum::name),
            filter.stripped(),
            filter.receivedFrom().map(java.sql.Timestamp::from),
            it.what().sort(),
            it.what().descending(),
            it.rows(),
            it.state(),
            it.made(),
            it.askedAt(),
            it.endsAt());
  }

  @Override
  public Optional<Export> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + "and id = ?", PostgresExports::read, seller.value(), id);
  }

  @Override
  public boolean save(Export after, Export.State before) {
    return tenancy
            .as(after.seller())
            .run(
                """
                update access.export set state = ?, rows_counted = ?, ends_at = ?, decided_by = ?,
                  decided_at = ?, granted = ?, digest = ?, ended_at = ?
                where seller_id = ? and id = ? and state = ?
                """,
                after.state(),
                after.rows(),
                after.endsAt(),
                after.decision().map(Export.Decision::by),
                after.decision().map(Export.Decision::at).map(java.sql.Timestamp::from),
                after.decision().map(Export.Decision::granted),
                after.digest(),
                after.endedAt().map(java.sql.Timestamp::from),
                after.seller().value(),
                after.id(),
                before)
        == 1;
  }

  @Override
  public boolean progress(SellerId seller, UUID id, int made) {
    return tenancy
            .as(seller)
            .run(
                """
                update access.export set rows_made = ?
                where seller_id = ? and id = ? and state = 'MAKING'
                """,
                made,
                seller.value(),
                id)
        == 1;
  }

  @Override
  public List<Export> of(SellerId seller, UUID account, int most) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and account = ? order by asked_at desc, id desc limit ?",
            PostgresExports::read,
            seller.value(),
            account,
            most);
  }

  @Override
  public List<Export> waiting(SellerId seller, Instant now) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and state = 'WAITS' and ends_at > ? order by asked_at, id",
            PostgresExports::read,
            seller.value(),
            now);
  }

  @Override
  public int open(SellerId seller, UUID account) {
    return (int)
        tenancy
            .as(seller)
            .count(
                """
                select count(*) from access.export
                where seller_id = ? and account = ? and state in ('WAITS', 'MAKING', 'READY')
                """,
                seller.value(),
                account);
  }

  @Override
  public int since(SellerId seller, UUID account, Instant from) {
    return (int)
        tenancy
            .as(seller)
            .count(
                """
                select count(*) from access.export
                where seller_id = ? and account = ? and asked_at >= ?
                """,
                seller.value(),
                account,
                from);
  }

  @Override
  public void keep(SellerId seller, UUID id, byte[] closed) {
    tenancy
        .as(seller)
        .run(
            "insert into access.export_file (seller_id, export_id, closed) values (?, ?, ?)",
            seller.value(),
            id,
            closed);
  }

  @Override
  public Optional<byte[]> file(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(
            "select closed from access.export_file where seller_id = ? and export_id = ?",
            row -> row.getBytes(1),
            seller.value(),
            id);
  }

  @Override
  public void erase(SellerId seller, UUID id) {
    tenancy
        .as(seller)
        .run(
            "delete from access.export_file where seller_id = ? and export_id = ?",
            seller.value(),
            id);
  }

  @Override
  public List<Place> over(Instant now, int most) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, id from access.exports_over(?, ?)",
            PostgresExports::place,
            now,
            most);
  }

  @Override
  public List<Place> register(int most, int offset) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, id from access.export_register(?, ?)",
            PostgresExports::place,
            most,
            offset);
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id"));
  }

  private static Export read(ResultSet row) throws SQLException {
    Optional<Instant> decidedAt = Sql.optionalInstant(row, "decided_at");
    Optional<Export.Decision> decision =
        decidedAt.isPresent()
            ? Optional.of(
                new Export.Decision(
                    Sql.uuid(row, "decided_by"), decidedAt.get(), row.getBoolean("granted")))
            : Optional.empty();
    return new Export(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Sql.uuid(row, "account"),
        Export.Reason.valueOf(row.getString("reason")),
        row.getString("note"),
        new Export.Selection(
            filter(row),
            OrderBoard.Sort.valueOf(row.getString("sort")),
            row.getBoolean("descending")),
        row.getLong("rows_counted"),
        Export.State.valueOf(row.getString("state")),
        row.getInt("rows_made"),
        Sql.instant(row, "asked_at"),
        Sql.instant(row, "ends_at"),
        decision,
        Sql.optionalText(row, "digest"),
        Sql.optionalInstant(row, "ended_at"));
  }

  private static OrderBoard.Filter filter(ResultSet row) throws SQLException {
    Set<OrderBoard.Status> statuses = EnumSet.noneOf(OrderBoard.Status.class);
    Arrays.stream((String[]) row.getArray("statuses").getArray())
        .map(OrderBoard.Status::valueOf)
        .forEach(statuses::add);
    return new OrderBoard.Filter(
        Sql.optionalText(row, "typed"),
        Set.copyOf(statuses),
        Sql.optionalText(row, "channel").map(ChannelName::new),
        row.getBoolean("troubled"),
        Sql.optionalText(row, "cause").map(ExceptionClass::valueOf),
        Optional.ofNullable(row.getObject("stripped", Boolean.class)),
        Sql.optionalInstant(row, "received_from"));
  }
}
