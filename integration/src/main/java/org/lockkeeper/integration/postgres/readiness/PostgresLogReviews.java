package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.logreview.LogFigure;
import org.lockkeeper.compliance.logreview.LogReviews;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Reviews of the log in {@code audit.log_review}. */
@ApplicationScoped
class PostgresLogReviews implements LogReviews {

  private static final JsonProvider JSON = JsonProvider.provider();

  private final Tenancy tenancy;

  @Inject
  PostgresLogReviews(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  /** The first id that an entry of that millisecond could have (RFC 9562 section 5.7). */
  private static UUID first(Instant at) {
    return new UUID(at.toEpochMilli() << 16, 0);
  }

  @Override
  public void serialize() {
    sql().exists("select pg_advisory_xact_lock(hashtext('audit.log_review'))");
  }

  @Override
  public void add(LogReview fresh) {
    JsonObjectBuilder figures = JSON.createObjectBuilder();
    fresh.figures().forEach((figure, count) -> figures.add(figure.name(), count));
    sql()
        .run(
            """
            insert into audit.log_review (seller_id, id, from_at, until_at, figures, words,
              signed_by, signed_at)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """,
            ours(),
            fresh.id(),
            fresh.from(),
            fresh.until(),
            figures.build().toString(),
            fresh.words(),
            fresh.signedBy(),
            fresh.signedAt());
  }

  @Override
  public List<LogReview> newest(int most) {
    return sql()
        .list(
            """
            select id, from_at, until_at, figures::text as figures, words, signed_by, signed_at
            from audit.log_review where seller_id = ? order by until_at desc, id desc limit ?
            """,
            row ->
                new LogReview(
                    Sql.uuid(row, "id"),
                    Sql.instant(row, "from_at"),
                    Sql.instant(row, "until_at"),
                    figures(row.getString("figures")),
                    row.getString("words"),
                    Sql.uuid(row, "signed_by"),
                    Sql.instant(row, "signed_at")),
            ours(),
            most);
  }

  /** Kinds of figures that are not counted any more are left out. */
  private static Map<LogFigure, Long> figures(String text) {
    JsonObject said = JSON.createReader(new StringReader(text)).readObject();
    Map<LogFigure, Long> figures = new EnumMap<>(LogFigure.class);
    for (LogFigure figure : LogFigure.values()) {
      if (said.get(figure.name()) instanceof JsonNumber count) {
        figures.put(figure, count.longValue());
      }
    }
    return figures;
  }

  @Override
  public Map<String, Long> actions(Instant from, Instant until) {
    return sql()
        .list(
            "select action, times from audit.actions_between(?, ?)",
            row -> Map.entry(row.getString("action"), row.getLong("times")),
            first(from),
            first(until))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Instant beginning() {
    return sql()
        .first(
            "select created_at from access.seller where seller_id = ?",
            row -> Sql.instant(row, "created_at"),
            ours())
        .orElseThrow();
  }
}
