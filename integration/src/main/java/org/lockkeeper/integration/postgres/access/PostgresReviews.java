package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.people.Review;
import org.lockkeeper.compliance.access.people.Reviews;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Access reviews in {@code access.review} and {@code access.review_item}. */
@ApplicationScoped
class PostgresReviews implements Reviews {

  private static final String SELECT =
      """
      select id, opened_by, opened_at, due_at, closed_at, jws, jwk
      from access.review where seller_id = ?
      """;

  private static final String ITEMS =
      """
      select id, review_id, kind, subject, person, of_seller, what, since, last_used_at, ends_at,
        decision, reason, decided_by, decided_at, carried_out_at
      from access.review_item where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresReviews(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  @Override
  public boolean open(Review fresh, List<Review.Item> picture) {
    if (sql()
            .run(
                """
                insert into access.review (seller_id, id, opened_by, opened_at, due_at)
                values (?, ?, ?, ?, ?) on conflict (seller_id) where closed_at is null do nothing
                """,
                ours(),
                fresh.id(),
                fresh.openedBy(),
                fresh.openedAt(),
                fresh.dueAt())
        == 0) {
      return false;
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Review.Item item : picture) {
      rows.add(
          new @Nullable Object[] {
            ours(),
            item.id(),
            item.review(),
            item.kind(),
            item.subject(),
            item.person(),
            item.seller().map(SellerId::value),
            item.what(),
            item.since(),
            item.lastUsedAt(),
            item.endsAt()
          });
    }
    sql()
        .batch(
            """
            insert into access.review_item (seller_id, id, review_id, kind, subject, person,
              of_seller, what, since, last_used_at, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            rows);
    return true;
  }

  @Override
  public Optional<Review> open() {
    return sql()
        .first(SELECT + " and closed_at is null for update", PostgresReviews::review, ours());
  }

  @Override
  public Optional<Review> find(UUID id) {
    return sql().first(SELECT + " and id = ?", PostgresReviews::review, ours(), id);
  }

  @Override
  public List<Review> newest(int limit) {
    return sql()
        .list(
            SELECT + " order by opened_at desc, id limit ?",
            PostgresReviews::review,
            ours(),
            limit);
  }

  @Override
  public List<Review.Item> items(UUID review) {
    return sql()
        .list(
            ITEMS + " and review_id = ? order by kind, what, id",
            PostgresReviews::item,
            ours(),
            review);
  }

  @Override
  public Optional<Review.Item> item(UUID id) {
    return sql().first(ITEMS + " and id = ?", PostgresReviews::item, ours(), id);
  }

  @Override
  public boolean decide(
      UUID item, Review.Decision decision, String reason, Optional<UUID> by, Instant at) {
    return sql()
            .run(
                """
                update access.review_item set decision = ?, reason = ?, decided_by = ?,
                  decided_at = ?
                where seller_id = ? and id = ? and decision is null
                """,
                decision,
                reason,
                by,
                at,
                ours(),
                item)
        == 1;
  }

  @Override
  public void carriedOut(UUID item, Instant at) {
    sql()
        .run(
            "update access.review_item set carried_out_at = ? where seller_id = ? and id = ?",
            at,
            ours(),
            item);
  }

  @Override
  public void close(UUID id, Instant at) {
    sql()
        .run(
            """
            update access.review set closed_at = ?
            where seller_id = ? and id = ? and closed_at is null
            """,
            at,
            ours(),
            id);
  }

  @Override
  public boolean signed(UUID id, String jws, String jwk) {
    return sql()
            .run(
                """
                update access.review set jws = ?, jwk = ?
                where seller_id = ? and id = ? and closed_at is not null and jws is null
                """,
                jws,
                jwk,
                ours(),
                id)
        == 1;
  }

  @Override
  public List<String> keys() {
    return sql()
        .list(
            """
            select distinct jwk from access.review
            where seller_id = ? and jwk is not null order by jwk
            """,
            row -> row.getString("jwk"),
            ours());
  }

  private static Review review(ResultSet row) throws SQLException {
    return new Review(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "opened_by"),
        Sql.instant(row, "opened_at"),
        Sql.instant(row, "due_at"),
        Sql.optionalInstant(row, "closed_at"),
        Sql.optionalText(row, "jws"),
        Sql.optionalText(row, "jwk"));
  }

  private static Review.Item item(ResultSet row) throws SQLException {
    return new Review.Item(
        Sql.uuid(row, "id"),
        Sql.uuid(row, "review_id"),
        Review.Kind.valueOf(row.getString("kind")),
        Sql.uuid(row, "subject"),
        Optional.ofNullable(row.getObject("person", UUID.class)),
        Optional.ofNullable(row.getObject("of_seller", UUID.class)).map(SellerId::new),
        row.getString("what"),
        Sql.instant(row, "since"),
        Sql.optionalInstant(row, "last_used_at"),
        Sql.optionalInstant(row, "ends_at"),
        Sql.optionalText(row, "decision").map(Review.Decision::valueOf),
        Sql.optionalText(row, "reason").orElse(""),
        Optional.ofNullable(row.getObject("decided_by", UUID.class)),
        Sql.optionalInstant(row, "decided_at"),
        Sql.optionalInstant(row, "carried_out_at"));
  }
}
