package org.lockkeeper.integration.postgres.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport.Method;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How errands and budgets go. An errand that is just being run goes once it has ended. */
@ApplicationScoped
class JobStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  JobStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 15;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        new ErrandsOf(tenancy, "jobs.scheduled_tasks"),
        new ErrandsOf(tenancy, "jobs.dead_errand"),
        TableStore.rows(tenancy, "jobs.call_budget", DataKind.CALL_LOG, TableStore.ofSeller()));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of();
  }

  /**
   * Errands that work on orders and connections, by the ids in their names. Those by which a case
   * itself is run, certified and told of are not of what is erased, nor is the one that ends the
   * grant at its platform: the case waits for it.
   */
  private record ErrandsOf(Tenancy tenancy, String store) implements StoreEraser {

    /** Their names are {@code seller|order}, with more behind it. */
    private static final String OF_ORDERS =
        "task_name in ('route-order', 'track-order', 'report-parcel')";

    /** Their names have a connection in them. */
    private static final String OF_CONNECTIONS =
        """
        task_name in ('sync-order', 'compare-channel', 'end-suspected', 'end-lapsed', \
        'listen-to-channel', 'renew-tokens')\
        """;

    private static final String OF_SELLERS = "task_name in ('wake-orders')";

    @Override
    public DataKind kind() {
      return DataKind.DELIVERY;
    }

    @Override
    public Method method() {
      return Method.ROWS_DELETED;
    }

    @Override
    public boolean concerns(CaseScope scope) {
      return !(scope instanceof CaseScope.Buyers);
    }

    private static Condition condition(SellerId seller, Extent extent) {
      Condition orders = TableStore.ofOrders(seller, extent, "substr(task_instance, 38, 36)::uuid");
      Condition mine = Condition.all().and("task_instance like ?", seller + "|%");
      if (extent.scope() instanceof CaseScope.OneAccount account) {
        List<@Nullable Object> values = new ArrayList<>(mine.values());
        values.addAll(orders.values());
        values.add(TableStore.connections(account));
        return new Condition(
            mine.text()
                + " and case when "
                + OF_ORDERS
                + " then "
                + orders.text()
                + " when "
                + OF_CONNECTIONS
                + " then exists (select from unnest(?) c where strpos(task_instance, c::text) > 0)"
                + " else false end",
            values);
      }
      Condition all = orders.text().isEmpty() ? new Condition("true", List.of()) : orders;
      List<@Nullable Object> values = new ArrayList<>(mine.values());
      values.addAll(all.values());
      return new Condition(
          mine.text()
              + " and case when "
              + OF_ORDERS
              + " then "
              + all.text()
              + " else "
              + OF_CONNECTIONS
              + " or "
              + OF_SELLERS
              + " end",
          values);
    }

    @Override
    public String query(CaseScope scope) {
      return count(condition(SellerId.PLATFORM, Extent.whole(scope)));
    }

    private String count(Condition condition) {
      return "select count(*) from " + store + " where " + condition.text();
    }

    @Override
    public long held(SellerId seller, Extent extent) {
      if (extent.allHeld()) {
        return 0;
      }
      Condition condition = condition(seller, extent);
      return tenancy.as(seller).count(count(condition), condition.values().toArray());
    }

    @Override
    public Erased erase(SellerId seller, Extent extent, int limit) {
      if (extent.allHeld()) {
        return Erased.rows(0);
      }
      Condition condition = condition(seller, extent);
      List<@Nullable Object> values = new ArrayList<>(condition.values());
      values.add(limit);
      return Erased.rows(
          tenancy
              .as(seller)
              .run(
                  "delete from "
                      + store
                      + " where ctid = any (array(select ctid from "
                      + store
                      + " where "
                      + condition.text()
                      + (store.equals("jobs.scheduled_tasks") ? " and not picked" : "")
                      + " limit ?))",
                  values.toArray()));
    }
  }
}
