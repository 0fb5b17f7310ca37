package org.lockkeeper.integration.postgres.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/**
 * Pages of {@code audit.audit_event} by the order of its ids. Over all sellers the two functions
 * answer, which give ids and nothing else.
 */
@ApplicationScoped
class PostgresAuditRecords implements AuditRecords {

  /** The last id there can be. */
  private static final UUID LAST = new UUID(-1L, -1L);

  private final Tenancy tenancy;

  @Inject
  PostgresAuditRecords(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Place> places(Filter filter, Optional<UUID> before, int most) {
    Bounds bounds = Bounds.of(filter, before);
    Sql sql = tenancy.ofNobody();
    return filter
        .object()
        .map(
            object ->
                sql.list(
                    "select seller_id, id from audit.places_about(?, ?, ?, ?, ?, ?, ?)",
                    PostgresAuditRecords::place,
                    object,
                    bounds.from(),
                    bounds.before(),
                    bounds.actor(),
                    bounds.like(),
                    bounds.unlike(),
                    most))
        .orElseGet(
            () ->
                sql.list(
                    "select seller_id, id from audit.places(?, ?, ?, ?, ?, ?)",
                    PostgresAuditRecords::place,
                    bounds.from(),
                    bounds.before(),
                    bounds.actor(),
                    bounds.like(),
                    bounds.unlike(),
                    most));
  }

  @Override
  public List<Place> places(SellerId seller, Filter filter, Optional<UUID> before, int most) {
    Bounds bounds = Bounds.of(filter, before);
    return tenancy
        .as(seller)
        .list(
            """
            select seller_id, id from audit.audit_event
            where seller_id = ? and id >= ? and id < ? and actor like ?
              and action ~ all (?) and action !~ all (?)
              and (?::text is null or object = ?)
            order by id desc limit ?
            """,
            PostgresAuditRecords::place,
            seller.value(),
            bounds.from(),
            bounds.before(),
            bounds.actor(),
            bounds.like(),
            bounds.unlike(),
            filter.object(),
            filter.object(),
            most);
  }

  @Override
  public List<AuditEntry> entries(SellerId seller, Collection<UUID> ids) {
    return tenancy
        .as(seller)
        .list(
            """
            select id, at, actor, action, object, facts from audit.audit_event
            where seller_id = ? and id = any (?) order by id desc
            """,
            row -> PostgresAuditStore.entry(seller, row),
            seller.value(),
            ids.toArray(UUID[]::new));
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(new SellerId(Sql.uuid(row, "seller_id")), Sql.uuid(row, "id"));
  }

  /** A filter as the statements take it. */
  private record Bounds(
      UUID from, UUID before, String actor, List<String> likes, List<String> unlikes) {

    static Bounds of(Filter filter, Optional<UUID> before) {
      List<String> like = new ArrayList<>();
      List<String> unlike = new ArrayList<>();
      filter.topic().map(AuditTopic::actions).ifPresent(like::add);
      filter
          .result()
          .ifPresent(
              result -> {
                switch (result) {
                  case DONE -> {
                    unlike.add(AuditResult.REFUSED.endings());
                    unlike.add(AuditResult.ALARM.endings());
                  }
                  case REFUSED, ALARM -> like.add(result.endings());
                }
              });
      UUID end = filter.until().map(PostgresAuditRecords::firstOf).orElse(LAST);
      return new Bounds(
          firstOf(filter.since()),
          before.filter(id -> isBefore(id, end)).orElse(end),
          filter
              .person()
              .map(id -> "person:" + id)
              .or(() -> filter.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT) + ":%"))
              .orElse("%"),
          like,
          unlike);
    }

    String[] like() {
      return likes.toArray(String[]::new);
    }

    String[] unlike() {
      return unlikes.toArray(String[]::new);
    }
  }

  /** The smallest id of a millisecond. */
  private static UUID firstOf(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }

  /** As PostgreSQL compares: without signs. */
  private static boolean isBefore(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high < 0
        || (high == 0
            && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                < 0);
  }
}
