package org.lockkeeper.integration.tiktokshop;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.orders.OrderLine;

/**
 * TikTok's lines: each is a single unit with an id of its own, or a bundle of several. They are
 * gathered into lines with a quantity on the way in, and taken apart again on the way out.
 */
final class UnitLines {

  private UnitLines() {}

  /**
   * One line of TikTok's.
   *
   * @param contents which SKUs, and how many units of each, the line stands for
   * @param shippedAt when the seller's side marked it as shipped
   */
  record Unit(
      String id,
      String title,
      Map<String, Integer> contents,
      boolean cancelled,
      Optional<String> tracking,
      Optional<String> packageId,
      Optional<Instant> shippedAt) {

    boolean open() {
      return !cancelled && tracking.isEmpty() && shippedAt.isEmpty();
    }

    boolean isBundle() {
      return contents.values().stream().mapToInt(Integer::intValue).sum() > 1;
    }
  }

  static List<Unit> of(JsonObject order) {
    List<Unit> units = new ArrayList<>();
    for (JsonObject line : TikTokJson.objects(order, "line_items")) {
      String status = line.getString("display_status", "").toUpperCase(Locale.ROOT);
      units.add(
          new Unit(
              TikTokJson.text(line, "id").orElseThrow(TikTokOrderJson.missing("line_items.id")),
              TikTokJson.text(line, "product_name").orElse(""),
              contents(line),
              status.startsWith("CANCEL"),
              TikTokJson.text(line, "tracking_number"),
              TikTokJson.text(line, "package_id"),
              TikTokJson.instant(line, "rts_time")));
    }
    return units;
  }

  private static Map<String, Integer> contents(JsonObject line) {
    Map<String, Integer> contents = new TreeMap<>();
    for (JsonObject part : TikTokJson.objects(line, "combined_listing_skus")) {
      int count = TikTokJson.number(part, "sku_count").orElse(1L).intValue();
      contents.merge(
          TikTokJson.text(part, "seller_sku").orElse(""), Math.max(1, count), Integer::sum);
    }
    if (contents.isEmpty()) {
      contents.put(TikTokJson.text(line, "seller_sku").orElse(""), 1);
    }
    return contents;
  }

  /** The open lines, gathered by SKU in the order in which the SKUs first appear. */
  static List<OrderLine> gathered(List<Unit> units) {
    Map<String, OrderLine> lines = new LinkedHashMap<>();
    for (Unit unit : units) {
      int part = 0;
      for (Map.Entry<String, Integer> content : unit.contents().entrySet()) {
        String id = part == 0 ? unit.id() : unit.id() + "-" + part;
        part++;
        if (unit.open()) {
          lines.merge(
              content.getKey(),
              new OrderLine(id, content.getKey(), unit.title(), content.getValue()),
              (known, more) ->
                  new OrderLine(
                      known.channelLineId(),
                      known.sku(),
                      known.title(),
                      known.quantity() + more.quantity()));
        }
      }
    }
    return List.copyOf(lines.values());
  }

  /**
   * Which open lines go with a parcel: those that it holds whole; if there is none, the first
   * bundle of which it holds a part, since TikTok takes each line once.
   *
   * @param contents what is in the parcel; empty if nobody knows, and then it is everything
   */
  static List<Unit> inParcel(List<Unit> units, Map<String, Integer> contents) {
    List<Unit> open = units.stream().filter(Unit::open).toList();
    if (contents.isEmpty()) {
      return open;
    }
    Map<String, Integer> left = new TreeMap<>(contents);
    List<Unit> whole = new ArrayList<>();
    for (Unit unit : open) {
      boolean holds =
          unit.contents().entrySet().stream()
              .allMatch(need -> left.getOrDefault(need.getKey(), 0) >= need.getValue());
      if (holds) {
        unit.contents().forEach((sku, count) -> left.merge(sku, -count, Integer::sum));
        whole.add(unit);
      }
    }
    return whole.isEmpty()
        ? open.stream().filter(unit -> overlaps(unit, contents)).limit(1).toList()
        : whole;
  }

  /** Whether a line holds something of what is in the parcel. */
  static boolean overlaps(Unit unit, Map<String, Integer> contents) {
    return unit.contents().keySet().stream().anyMatch(contents::containsKey);
  }
}
