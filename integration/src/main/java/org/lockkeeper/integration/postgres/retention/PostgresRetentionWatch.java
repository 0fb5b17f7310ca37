package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.disposal.RetentionWatch;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;

/** Counts of ends in {@code retention.buyer_retention}. */
@ApplicationScoped
class PostgresRetentionWatch implements RetentionWatch {

  private final Tenancy tenancy;

  @Inject
  PostgresRetentionWatch(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Instant> oldestDue(Instant now) {
    return tenancy
        .ofNobody()
        .first("select retention.oldest_due(?) as at", row -> Sql.optionalInstant(row, "at"), now)
        .flatMap(found -> found);
  }

  @Override
  public List<SellerId> sellersWithEnds(Instant from, Instant to, List<Anchor> anchors) {
    return tenancy
        .ofNobody()
        .list(
            "select * from retention.sellers_with_ends(?, ?, ?)",
            row -> new SellerId(row.getObject(1, UUID.class)),
            from,
            to,
            words(anchors));
  }

  @Override
  public long ends(SellerId seller, Instant from, Instant to, List<Anchor> anchors) {
    return tenancy
        .as(seller)
        .count(
            """
            select count(*) from retention.buyer_retention
            where seller_id = ? and ended_at is null and ends_at >= ? and ends_at < ?
              and anchor = any (?)
            """,
            seller.value(),
            from,
            to,
            words(anchors));
  }

  private static String[] words(List<Anchor> anchors) {
    return anchors.stream().map(Enum::name).toArray(String[]::new);
  }
}
