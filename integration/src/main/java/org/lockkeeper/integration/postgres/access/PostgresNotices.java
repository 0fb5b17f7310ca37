package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Notices in {@code access.notice}. */
@ApplicationScoped
class PostgresNotices implements Notices {

  private static final String SELECT =
      """
      select seller_id, id, kind, subject, platform, label, ends_at, days_before, raised_at,
        dismissed_at
      from access.notice where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresNotices(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean raise(Notice n) {
    return tenancy
            .as(n.seller())
            .run(
                """
                insert into access.notice (seller_id, id, kind, subject, platform, label, ends_at,
                  days_before, raised_at, dismissed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (seller_id, kind, subject, ends_at, days_before) do nothing
                """,
                n.seller().value(),
                n.id(),
                n.kind(),
                n.subject(),
                n.platform(),
                n.label(),
                n.endsAt(),
                n.daysBefore(),
                n.raisedAt(),
                n.dismissedAt().orElse(null))
        == 1;
  }

  @Override
  public Optional<Notice> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(SELECT + "and id = ?", PostgresNotices::read, seller.value(), id);
  }

  @Override
  public List<Notice> open(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "and dismissed_at is null order by raised_at desc, id",
            PostgresNotices::read,
            seller.value());
  }

  @Override
  public void dismiss(SellerId seller, UUID id, Instant at) {
    tenancy
        .as(seller)
        .run(
            "update access.notice set dismissed_at = ? where seller_id = ? and id = ?",
            at,
            seller.value(),
            id);
  }

  @Override
  public boolean mayMail(SellerId seller, UUID id, UUID account) {
    return !tenancy
        .as(seller)
        .exists(
            """
            select 1 from access.notice_mail
            where seller_id = ? and notice_id = ? and account_id = ?
            """,
            seller.value(),
            id,
            account);
  }

  @Override
  public void mailed(SellerId seller, UUID id, UUID account, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            insert into access.notice_mail (seller_id, notice_id, account_id, sent_at)
            values (?, ?, ?, ?) on conflict do nothing
            """,
            seller.value(),
            id,
            account,
            at);
  }

  @Override
  public List<SellerId> sellersWithEnds(Instant before) {
    return tenancy
        .ofNobody()
        .list(
            "select id from credentials.sellers_with_ends(?) as id",
            row -> new SellerId(Sql.uuid(row, "id")),
            before);
  }

  private static Notice read(ResultSet row) throws SQLException {
    return new Notice(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        Notice.Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getString("platform"),
        row.getString("label"),
        Sql.instant(row, "ends_at"),
        row.getInt("days_before"),
        Sql.instant(row, "raised_at"),
        Sql.optionalInstant(row, "dismissed_at"));
  }
}
