package org.lockkeeper.integration.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreKeeper;

/** A table of which something stays after a deletion. */
public record KeptRows(
    Tenancy tenancy, String store, String reason, Span span, TableStore.Reach reach)
    implements StoreKeeper {

  @Override
  public long count(SellerId seller, CaseScope scope) {
    return reach
        .of(seller, Extent.whole(scope))
        .map(
            found -> {
              List<@Nullable Object> values = new ArrayList<>();
              values.add(seller.value());
              values.addAll(found.values());
              return tenancy
                  .as(seller)
                  .count(
                      "select count(*) from "
                          + store
                          + " where seller_id = ?"
                          + (found.text().isEmpty() ? "" : " and " + found.text()),
                      values.toArray());
            })
        .orElse(0L);
  }
}
