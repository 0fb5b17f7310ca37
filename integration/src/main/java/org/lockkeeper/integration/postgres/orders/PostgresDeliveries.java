package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Deliveries;
import org.lockkeeper.orders.SalesChannel;

/** Deliveries in {@code orders.delivery} and {@code orders.unreadable_delivery}. */
@ApplicationScoped
class PostgresDeliveries implements Deliveries {

  private final Tenancy tenancy;

  @Inject
  PostgresDeliveries(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean note(SellerId seller, ChannelName channel, SalesChannel.Head head, Instant at) {
    return tenancy
            .as(seller)
            .run(
                """
                insert into orders.delivery (seller_id, channel, delivery_id, topic, received_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                seller.value(),
                channel.value(),
                head.deliveryId(),
                head.topic(),
                at)
        == 1;
  }

  @Override
  public void noteUnreadable(SellerId seller, Unreadable unreadable) {
    tenancy
        .as(seller)
        .run(
            """
            insert into orders.unreadable_delivery
              (seller_id, channel, delivery_id, connection_id, topic, reason, received_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            seller.value(),
            unreadable.channel().value(),
            unreadable.deliveryId(),
            unreadable.connection().value(),
            unreadable.topic(),
            unreadable.reason(),
            unreadable.at());
  }

  @Override
  public List<Unreadable> unreadable(SellerId seller, int limit) {
    return tenancy
        .as(seller)
        .list(
            """
            select channel, connection_id, delivery_id, topic, reason, received_at
            from orders.unreadable_delivery where seller_id = ?
            order by received_at desc, delivery_id limit ?
            """,
            row ->
                new Unreadable(
                    new ChannelName(row.getString("channel")),
                    new ConnectionId(Sql.uuid(row, "connection_id")),
                    row.getString("delivery_id"),
                    row.getString("topic"),
                    row.getString("reason"),
                    Sql.instant(row, "received_at")),
            seller.value(),
            limit);
  }

  @Override
  public Optional<Instant> comparedUpTo(SellerId seller, ConnectionId connection) {
    return tenancy
        .as(seller)
        .first(
            """
            select compared_up_to from orders.comparison
            where seller_id = ? and connection_id = ?
            """,
            row -> Sql.instant(row, "compared_up_to"),
            seller.value(),
            connection.value());
  }

  @Override
  public void compared(SellerId seller, ConnectionId connection, Instant upTo) {
    tenancy
        .as(seller)
        .run(
            """
            insert into orders.comparison (seller_id, connection_id, compared_up_to)
            values (?, ?, ?)
            on conflict (seller_id, connection_id) do update
              set compared_up_to = excluded.compared_up_to
            """,
            seller.value(),
            connection.value(),
            upTo);
  }
}
