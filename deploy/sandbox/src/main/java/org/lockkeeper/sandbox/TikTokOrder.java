package org.lockkeeper.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order of a pretend TikTok shop, at one moment: a change makes a new one.
 *
 * @param shippingType SELLER or TIKTOK
 * @param masked whether the address is masked in every state
 * @param updatedAt in whole seconds; grows with every change, even while the clock stands still
 */
record TikTokOrder(
    long id,
    String shop,
    Status status,
    Instant createdAt,
    Instant updatedAt,
    Buyer buyer,
    List<Unit> units,
    String shippingType,
    boolean masked,
    boolean sample,
    @Nullable Wish wish) {

  enum Status {
    UNPAID,
    ON_HOLD,
    AWAITING_SHIPMENT,
    PARTIALLY_SHIPPING,
    AWAITING_COLLECTION,
    IN_TRANSIT,
    DELIVERED,
    COMPLETED,
    CANCELLED
  }

  /**
   * One line: a single unit or a bundle.
   *
   * @param bundle which SKUs, and how many of each; empty for a single unit
   */
  record Unit(
      long id,
      String sku,
      String title,
      String price,
      Map<String, Integer> bundle,
      @Nullable String packageId,
      @Nullable String tracking,
      @Nullable String provider,
      @Nullable Instant shippedAt) {

    Unit shipped(String newPackage, String number, String by, Instant at) {
      return new Unit(id, sku, title, price, bundle, newPackage, number, by, at);
    }
  }

  /** A buyer's wish to cancel. */
  record Wish(long id, String status, Instant askedAt, @Nullable String reason) {

    static final String PENDING = "CANCELLATION_REQUEST_PENDING";

    @JsonIgnore
    boolean isPending() {
      return status.equals(PENDING);
    }
  }

  TikTokOrder to(Status next, Instant now) {
    return changed(next, buyer, units, masked, wish, now);
  }

  TikTokOrder changed(
      Status next,
      Buyer newBuyer,
      List<Unit> newUnits,
      boolean nowMasked,
      @Nullable Wish newWish,
      Instant now) {
    Instant later = now.isAfter(updatedAt) ? now : updatedAt.plusSeconds(1);
    return new TikTokOrder(
        id,
        shop,
        next,
        createdAt,
        later,
        newBuyer,
        List.copyOf(newUnits),
        shippingType,
        nowMasked,
        sample,
        newWish);
  }

  @JsonIgnore
  boolean wantsCancel() {
    return wish != null && wish.isPending();
  }

  @Override
  public String toString() {
    return "TikTokOrder[" + id + "]";
  }
}
