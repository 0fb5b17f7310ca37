package org.lockkeeper.integration.postgres.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/** What is left of orders when their buyers have long gone, and the ids of deliveries. */
final class AgedOrderRecords {

  private AgedOrderRecords() {}

  /** What Amazon told us of an order: its parcels. They go first; orders wait for them. */
  @ApplicationScoped
  static class Parcels implements AgedRecords {

    private final Tenancy tenancy;

    @Inject
    Parcels(Tenancy tenancy) {
      this.tenancy = tenancy;
    }

    @Override
    public String holder() {
      return "orders.parcel";
    }

    @Override
    public AgeRule rule(RetentionSchedule schedule) {
      return schedule.rule(DataKind.AMAZON);
    }

    @Override
    public Set<DataKind> kinds() {
      return Set.of(DataKind.AMAZON);
    }

    @Override
    public int dispose(
        SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
      return tenancy
          .as(seller)
          .run(
              """
              delete from orders.parcel where (seller_id, order_id, number) in (
                select p.seller_id, p.order_id, p.number from orders.parcel p
                join orders.sales_order o on o.seller_id = p.seller_id and o.id = p.order_id
                where p.seller_id = ? and o.received_at <= ?
                  and not retention.held(o.seller_id, o.id, 'AMAZON', ?)
                order by o.received_at limit ?)
              """,
              seller.value(),
              lastToGo,
              now,
              limit);
    }
  }

  /** Orders whose buyer is gone, with their lines and their former dates; tombstones stay. */
  @ApplicationScoped
  static class SalesOrders implements AgedRecords {

    private final Tenancy tenancy;

    @Inject
    SalesOrders(Tenancy tenancy) {
      this.tenancy = tenancy;
    }

    @Override
    public String holder() {
      return "orders.sales_order";
    }

    @Override
    public AgeRule rule(RetentionSchedule schedule) {
      return schedule.rule(DataKind.ORDER);
    }

    @Override
    public Set<DataKind> kinds() {
      return Set.of(DataKind.ORDER);
    }

    @Override
    public int dispose(
        SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
      return tenancy
          .as(seller)
          .run(
              """
              delete from orders.sales_order where (seller_id, id) in (
                select o.seller_id, o.id from orders.sales_order o
                where o.seller_id = ? and o.received_at <= ?
                  and num_nonnulls(o.sealed_name, o.sealed_address, o.sealed_phone, o.sealed_email,
                    o.sealed_masked) = 0
                  and not exists (
                    select from keys.order_key k where k.seller_id = o.seller_id and k.order_id = o.id)
                  and not exists (
                    select from orders.parcel p where p.seller_id = o.seller_id and p.order_id = o.id)
                  and not retention.held(o.seller_id, o.id, 'ORDER', ?)
                order by o.received_at limit ? for update skip locked)
              """,
              seller.value(),
              lastToGo,
              now,
              limit);
    }
  }

  /** Ids of deliveries. */
  @ApplicationScoped
  static class DeliveryIds implements AgedRecords {

    private final Tenancy tenancy;

    @Inject
    DeliveryIds(Tenancy tenancy) {
      this.tenancy = tenancy;
    }

    @Override
    public String holder() {
      return "orders.delivery";
    }

    @Override
    public AgeRule rule(RetentionSchedule schedule) {
      return schedule.rule(DataKind.DELIVERY);
    }

    @Override
    public Set<DataKind> kinds() {
      return Set.of(DataKind.DELIVERY);
    }

    @Override
    public int dispose(
        SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
      // Whoever holds deliveries holds all of a seller's: they are known by nothing narrower.
      if (!holds.isEmpty()) {
        return 0;
      }
      int unreadable =
          tenancy
              .as(seller)
              .run(
                  """
                  delete from orders.unreadable_delivery
                  where (seller_id, channel, delivery_id) in (
                    select seller_id, channel, delivery_id from orders.unreadable_delivery
                    where seller_id = ? and received_at <= ? limit ?)
                  """,
                  seller.value(),
                  lastToGo,
                  limit);
      return unreadable == limit
          ? limit
          : unreadable
              + tenancy
                  .as(seller)
                  .run(
                      """
                      delete from orders.delivery where (seller_id, channel, delivery_id) in (
                        select seller_id, channel, delivery_id from orders.delivery
                        where seller_id = ? and received_at <= ? order by received_at limit ?)
                      """,
                      seller.value(),
                      lastToGo,
                      limit - unreadable);
    }
  }
}
