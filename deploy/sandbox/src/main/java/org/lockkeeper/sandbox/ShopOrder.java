package org.lockkeeper.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One order of a pretend shop, at one moment: a change makes a new one.
 *
 * @param buyerId the shop's number for this buyer
 * @param updatedAt grows with every change, even while the clock stands still
 */
record ShopOrder(
    long id,
    String shop,
    int number,
    long buyerId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant cancelledAt,
    @Nullable String cancelReason,
    Buyer buyer,
    List<Line> lines,
    List<Fulfillment> fulfillments) {

  /**
   * @param quantity units as first sold (or as raised later)
   * @param current units still wanted
   * @param fulfilled units that went out
   */
  record Line(
      long id, String sku, String title, String price, int quantity, int current, int fulfilled) {

    int unfulfilled() {
      return Math.max(0, current - fulfilled);
    }

    Line wanting(int units) {
      return new Line(id, sku, title, price, Math.max(quantity, units), units, fulfilled);
    }

    Line fulfilling(int units) {
      return new Line(id, sku, title, price, quantity, current, fulfilled + units);
    }
  }

  /** What one {@code fulfillmentCreate} made. */
  record Fulfillment(
      long id,
      Instant createdAt,
      Instant updatedAt,
      List<Tracking> tracking,
      List<Part> parts,
      List<Step> steps) {

    Optional<Instant> firstAt(String status) {
      return steps.stream()
          .filter(step -> step.status().equals(status))
          .map(Step::happenedAt)
          .findFirst();
    }
  }

  record Tracking(@Nullable String company, @Nullable String number, @Nullable String url) {}

  record Part(long id, long lineId, int quantity) {}

  record Step(
      long id, String status, Instant happenedAt, Instant createdAt, @Nullable String message) {}

  @JsonIgnore
  String name() {
    return "#" + number;
  }

  @JsonIgnore
  boolean isCancelled() {
    return cancelledAt != null;
  }

  /** The order's one fulfillment order carries a number of its own. */
  @JsonIgnore
  long fulfillmentOrderId() {
    return id + FULFILLMENT_ORDER_OFFSET;
  }

  private static final long FULFILLMENT_ORDER_OFFSET = 1_000_000_000_000L;

  /** The order that a fulfillment order belongs to. */
  static long orderOf(long fulfillmentOrderId) {
    return fulfillmentOrderId - FULFILLMENT_ORDER_OFFSET;
  }

  @JsonIgnore
  BigDecimal total() {
    return lines.stream()
        .map(line -> new BigDecimal(line.price()).multiply(BigDecimal.valueOf(line.current())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @JsonIgnore
  String displayFulfillmentStatus() {
    boolean anyOut = lines.stream().anyMatch(line -> line.fulfilled() > 0);
    boolean anyLeft = lines.stream().anyMatch(line -> line.unfulfilled() > 0);
    if (!anyOut) {
      return "UNFULFILLED";
    }
    return anyLeft ? "PARTIALLY_FULFILLED" : "FULFILLED";
  }

  /** The words of {@code FulfillmentOrderStatus}. */
  @JsonIgnore
  String fulfillmentOrderStatus() {
    if (isCancelled()) {
      return "CANCELLED";
    }
    return switch (displayFulfillmentStatus()) {
      case "FULFILLED" -> "CLOSED";
      case "PARTIALLY_FULFILLED" -> "IN_PROGRESS";
      default -> "OPEN";
    };
  }

  ShopOrder cancelled(String reason, Instant now) {
    List<Line> none = lines.stream().map(line -> line.wanting(line.fulfilled())).toList();
    return new ShopOrder(
        id,
        shop,
        number,
        buyerId,
        createdAt,
        later(now),
        later(now),
        reason,
        buyer,
        none,
        fulfillments);
  }

  ShopOrder changed(Buyer newBuyer, List<Line> newLines, Instant now) {
    return new ShopOrder(
        id,
        shop,
        number,
        buyerId,
        createdAt,
        later(now),
        cancelledAt,
        cancelReason,
        newBuyer,
        List.copyOf(newLines),
        fulfillments);
  }

  ShopOrder with(Fulfillment fulfillment, Instant now) {
    List<Line> after = new ArrayList<>();
    for (Line line : lines) {
      int out =
          fulfillments.stream().anyMatch(known -> known.id() == fulfillment.id())
              ? 0
              : fulfillment.parts().stream()
                  .filter(part -> part.lineId() == line.id())
                  .mapToInt(Part::quantity)
                  .sum();
      after.add(line.fulfilling(out));
    }
    List<Fulfillment> all = new ArrayList<>(fulfillments);
    all.removeIf(known -> known.id() == fulfillment.id());
    all.add(fulfillment);
    return new ShopOrder(
        id,
        shop,
        number,
        buyerId,
        createdAt,
        later(now),
        cancelledAt,
        cancelReason,
        buyer,
        List.copyOf(after),
        List.copyOf(all));
  }

  private Instant later(Instant now) {
    return now.isAfter(updatedAt) ? now : updatedAt.plusSeconds(1);
  }

  @Override
  public String toString() {
    return "ShopOrder[" + id + "]";
  }
}
