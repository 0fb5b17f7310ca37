package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * Which SKUs Amazon knows and how many can be shipped. Kept in memory for a minute of real time:
 * the plan allows two calls each second, and the preview has the last word on stock anyway.
 */
@ApplicationScoped
class Stock {

  private static final long KEPT_NANOS = 60_000_000_000L;
  private static final int MOST_SKUS = 50;
  private static final int MOST_KEPT = 100_000;

  private final SpApi api;
  private final Map<Key, Level> levels = new ConcurrentHashMap<>();

  @Inject
  Stock(SpApi api) {
    this.api = api;
  }

  private record Key(SellerId seller, String sku) {}

  /** What can be shipped; empty if Amazon does not know the SKU. */
  private record Level(Optional<Integer> units, long readAt) {}

  /** The SKUs that Amazon knows, each with what can be shipped. */
  Map<String, Integer> of(SellerId seller, Collection<String> skus) {
    long now = System.nanoTime();
    List<String> unknown = new ArrayList<>();
    Map<String, Integer> found = new HashMap<>();
    for (String sku : skus) {
      Level level = levels.get(new Key(seller, sku));
      if (level == null || now - level.readAt() > KEPT_NANOS) {
        unknown.add(sku);
      } else {
        level.units().ifPresent(units -> found.put(sku, units));
      }
    }
    for (int i = 0; i < unknown.size(); i += MOST_SKUS) {
      List<String> asked = unknown.subList(i, Math.min(i + MOST_SKUS, unknown.size()));
      Map<String, Integer> read = read(seller, asked);
      found.putAll(read);
      if (levels.size() > MOST_KEPT) {
        levels.clear();
      }
      for (String sku : asked) {
        levels.put(new Key(seller, sku), new Level(Optional.ofNullable(read.get(sku)), now));
      }
    }
    return found;
  }

  private Map<String, Integer> read(SellerId seller, List<String> skus) {
    String marketplace = api.marketplace(seller, SpApi.Operation.INVENTORY);
    String path =
        "/fba/inventory/v1/summaries?details=true&granularityType=Marketplace&granularityId="
            + marketplace
            + "&marketplaceIds="
            + marketplace
            + "&sellerSkus="
            + URLEncoder.encode(String.join(",", skus), StandardCharsets.UTF_8);
    SpApi.Answer answer =
        api.call(seller, SpApi.Operation.INVENTORY, "GET", path, Optional.empty());
    Map<String, Integer> found = new HashMap<>();
    if (!(answer instanceof SpApi.Answer.Ok ok)) {
      throw new PlatformTrouble(SpApi.Operation.INVENTORY.text(), PlatformTrouble.Kind.REFUSED);
    }
    JsonObject payload = ok.body().getJsonObject("payload");
    if (payload == null || payload.getJsonArray("inventorySummaries") == null) {
      return found;
    }
    for (JsonValue value : payload.getJsonArray("inventorySummaries")) {
      JsonObject summary = value.asJsonObject();
      JsonObject details = summary.getJsonObject("inventoryDetails");
      found.merge(
          summary.getString("sellerSku", ""),
          details == null
              ? summary.getInt("totalQuantity", 0)
              : details.getInt("fulfillableQuantity", 0),
          Integer::sum);
    }
    return found;
  }
}
