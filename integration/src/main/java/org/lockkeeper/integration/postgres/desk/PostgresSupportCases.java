package org.lockkeeper.integration.postgres.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.compliance.desk.SupportCase;
import org.lockkeeper.compliance.desk.SupportCases;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Cases in {@code access.support_case}, with their notes beside them. */
@ApplicationScoped
class PostgresSupportCases implements SupportCases, HeldCases {

  private static final String SELECT =
      """
      select seller_id, id, order_id, subject, deadline, next_step, waiting_on, opened_by,
        held_by, opened_at, moved_at, closed_at
      from access.support_case where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresSupportCases(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void add(SupportCase c) {
    tenancy
        .as(c.seller())
        .run(
            """
            insert into access.support_case (seller_id, id, order_id, subject, deadline, next_step,
              waiting_on, opened_by, held_by, opened_at, moved_at, closed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?, ?)
            """,
            c.seller().value(),
            c.id(),
            c.order().map(OrderId::value),
            c.subject(),
            c.deadline(),
            c.next(),
            c.waitingOn(),
            c.openedBy(),
            c.heldBy(),
            c.openedAt(),
            c.movedAt(),
            c.closedAt());
  }

  @Override
  public boolean save(SupportCase c) {
    return tenancy
            .as(c.seller())
            .run(
                """
                update access.support_case set next_step = ?, waiting_on = ?, held_by = ?::uuid,
                  moved_at = ?, closed_at = ?
                where seller_id = ? and id = ? and closed_at is null
                """,
                c.next(),
                c.waitingOn(),
                c.heldBy(),
                c.movedAt(),
                c.closedAt(),
                c.seller().value(),
                c.id())
        == 1;
  }

  @Override
  public void note(SellerId seller, UUID id, SupportCase.Note note) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.support_note (seller_id, case_id, id, written_by, written_at, note)
            values (?, ?, ?, ?, ?, ?)
            """,
            seller.value(),
            id,
            note.id(),
            note.by(),
            note.at(),
            note.text());
  }

  @Override
  public Optional<SupportCase> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + "and id = ?", row -> read(row, notes(seller, id)), seller.value(), id);
  }

  private List<SupportCase.Note> notes(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .list(
            """
            select id, written_by, written_at, note from access.support_note
            where seller_id = ? and case_id = ? order by written_at, id
            """,
            row ->
                new SupportCase.Note(
                    Sql.uuid(row, "id"),
                    Sql.uuid(row, "written_by"),
                    Sql.instant(row, "written_at"),
                    row.getString("note")),
            seller.value(),
            id);
  }

  @Override
  public List<SupportCase> open(SellerId seller, int most) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and closed_at is null order by deadline nulls last, opened_at, id limit ?",
            row -> read(row, List.of()),
            seller.value(),
            most);
  }

  @Override
  public List<SupportCase> about(SellerId seller, OrderId order) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and order_id = ? order by opened_at desc, id",
            row -> read(row, List.of()),
            seller.value(),
            order.value());
  }

  @Override
  public List<Held> of(UUID account) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, id from access.cases_held_by(?)",
            row -> new Held(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id")),
            account);
  }

  @Override
  public boolean handOver(Held held, UUID from, Optional<UUID> to, Instant at) {
    return tenancy
            .as(held.seller())
            .run(
                """
                update access.support_case set held_by = ?::uuid, moved_at = ?
                where seller_id = ? and id = ? and held_by = ? and closed_at is null
                """,
                to,
                at,
                held.seller().value(),
                held.id(),
                from)
        == 1;
  }

  private static SupportCase read(ResultSet row, List<SupportCase.Note> notes) throws SQLException {
    return new SupportCase(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Optional.ofNullable(row.getObject("order_id", UUID.class)).map(OrderId::new),
        SupportCase.Subject.valueOf(row.getString("subject")),
        Sql.optionalInstant(row, "deadline"),
        SupportCase.NextStep.valueOf(row.getString("next_step")),
        SupportCase.WaitingOn.valueOf(row.getString("waiting_on")),
        Sql.uuid(row, "opened_by"),
        Optional.ofNullable(row.getObject("held_by", UUID.class)),
        Sql.instant(row, "opened_at"),
        Sql.instant(row, "moved_at"),
        Sql.optionalInstant(row, "closed_at"),
        notes);
  }
}
