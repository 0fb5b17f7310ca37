package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.ChannelSpan;
import org.lockkeeper.retention.ChannelSpans;

/** Sellers' spans in {@code retention.channel_span}. Days are 24 hours: no time zone is asked. */
@ApplicationScoped
class PostgresChannelSpans implements ChannelSpans {

  private final Tenancy tenancy;

  @Inject
  PostgresChannelSpans(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<ChannelSpan> of(SellerId seller) {
    return tenancy
        .as(seller)
        .first(
            """
            select days, since, applied_at, proposed_days, proposed_by, proposed_at
            from retention.channel_span where seller_id = ?
            """,
            row -> {
              Optional<Instant> proposedAt = Sql.optionalInstant(row, "proposed_at");
              Duration proposed = Duration.ofDays(row.getInt("proposed_days"));
              UUID by = Sql.uuid(row, "proposed_by");
              return new ChannelSpan(
                  seller,
                  Duration.ofDays(row.getInt("days")),
                  Sql.instant(row, "since"),
                  Sql.optionalInstant(row, "applied_at"),
                  proposedAt.map(at -> new ChannelSpan.Proposal(proposed, by, at)));
            },
            seller.value());
  }

  @Override
  public void save(ChannelSpan span) {
    tenancy
        .as(span.seller())
        .run(
            """
            insert into retention.channel_span
              (seller_id, days, since, applied_at, proposed_days, proposed_by, proposed_at)
            values (?, ?, ?, ?::timestamptz, ?::integer, ?::uuid, ?::timestamptz)
            on conflict (seller_id) do update set
              days = excluded.days, since = excluded.since, applied_at = excluded.applied_at,
              proposed_days = excluded.proposed_days, proposed_by = excluded.proposed_by,
              proposed_at = excluded.proposed_at
            """,
            span.seller().value(),
            Math.toIntExact(span.span().toDays()),
            span.since(),
            span.appliedAt().orElse(null),
            span.proposal().map(p -> Math.toIntExact(p.span().toDays())).orElse(null),
            span.proposal().map(ChannelSpan.Proposal::by).orElse(null),
            span.proposal().map(ChannelSpan.Proposal::at).orElse(null));
  }

  @Override
  public Effect effect(SellerId seller, Map<Anchor, Duration> keep, Instant now) {
    return tenancy
        .as(seller)
        .first(
            """
            with kept as (select * from unnest(?::text[], ?::integer[]) as k (anchor, hours)),
            next as (
              select r.anchored_at, r.anchored_at + k.hours * interval '1 hour' as ends_at
              from retention.buyer_retention r join kept k on k.anchor = r.anchor
              where r.seller_id = ? and r.ended_at is null
                and r.anchored_at + k.hours * interval '1 hour' < r.ends_at)
            select count(*) as shortened,
              count(*) filter (where ends_at <= ?) as at_once,
              count(*) filter (where ends_at <= ?::timestamptz + interval '168 hours') as within7,
              count(*) filter (where ends_at <= ?::timestamptz + interval '720 hours') as within30,
              min(anchored_at) filter (where ends_at <= ?) as oldest
            from next
            """,
            row ->
                new Effect(
                    row.getLong("shortened"),
                    row.getLong("at_once"),
                    row.getLong("within7"),
                    row.getLong("within30"),
                    Sql.optionalInstant(row, "oldest")),
            anchors(keep),
            hours(keep),
            seller.value(),
            now,
            now,
            now,
            now)
        .orElseThrow();
  }

  @Override
  public List<Shortened> shorten(SellerId seller, Map<Anchor, Duration> keep, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            with kept as (select * from unnest(?::text[], ?::integer[]) as k (anchor, hours)),
            next as (
              select r.order_id, r.anchored_at + k.hours * interval '1 hour' as ends_at
              from retention.buyer_retention r join kept k on k.anchor = r.anchor
              where r.seller_id = ? and r.ended_at is null
                and r.anchored_at + k.hours * interval '1 hour' < r.ends_at
              order by r.order_id limit ? for update of r)
            update retention.buyer_retention r set ends_at = next.ends_at from next
            where r.seller_id = ? and r.order_id = next.order_id and r.ended_at is null
            returning r.order_id, r.anchor, r.ends_at
            """,
            row ->
                new Shortened(
                    new OrderId(Sql.uuid(row, "order_id")),
                    Anchor.valueOf(row.getString("anchor")),
                    Sql.instant(row, "ends_at")),
            anchors(keep),
            hours(keep),
            seller.value(),
            limit,
            seller.value());
  }

  @Override
  public List<SellerId> shorterThan(Duration span, int limit) {
    return tenancy
        .ofNobody()
        .list(
            "select * from retention.sellers_with_span_below(?, ?)",
            row -> new SellerId(row.getObject(1, UUID.class)),
            Math.toIntExact(span.toDays()),
            limit);
  }

  private static String[] anchors(Map<Anchor, Duration> keep) {
    return keep.keySet().stream().map(Enum::name).toArray(String[]::new);
  }

  private static Integer[] hours(Map<Anchor, Duration> keep) {
    return keep.values().stream()
        .map(span -> Math.toIntExact(span.toHours()))
        .toArray(Integer[]::new);
  }
}
