package org.lockkeeper.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What happens in a pretend TikTok shop, each step with the message that tells of it. */
final class TikTokDesk {

  private static final int ORDER_STATUS_CHANGE = 1;
  private static final int RECIPIENT_ADDRESS_UPDATE = 3;
  private static final int SELLER_DEAUTHORIZATION = 6;
  private static final int UPCOMING_EXPIRATION = 7;
  private static final int CANCELLATION_STATUS_CHANGE = 11;

  /** From when on a shipped parcel's number stays as it is. */
  static final Duration CHANGES_WITHIN = Duration.ofDays(3);

  private final TikTokSettings settings;
  private final Settings outside;
  private final Catalogue catalogue;
  private final TikTokState state;
  private final TikTokSender sender;
  private final SandboxClock clock;

  TikTokDesk(
      TikTokSettings settings,
      Settings outside,
      Catalogue catalogue,
      TikTokState state,
      TikTokSender sender,
      SandboxClock clock) {
    this.settings = settings;
    this.outside = outside;
    this.catalogue = catalogue;
    this.state = state;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * A wish for lines.
   *
   * @param bundle what one of them stands for; empty for a single unit
   */
  record Wanted(String sku, int quantity, Map<String, Integer> bundle) {}

  /** What cannot be done, in one sentence. */
  static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Impossible(String message) {
      super(message);
    }
  }

  TikTokOrder place(
      String shopId,
      List<Wanted> wanted,
      Buyer buyer,
      TikTokOrder.Status status,
      String shippingType,
      boolean masked,
      boolean sample,
      boolean tell) {
    TikTokSettings.Shop shop =
        settings
            .shop(shopId)
            .orElseThrow(() -> new ShopDesk.Refused("There is no TikTok shop " + shopId + "."));
    List<Catalogue.Product> shelf = shelf(shop);
    List<Wanted> lines =
        wanted.isEmpty() ? List.of(new Wanted(shelf.getFirst().sku(), 1, Map.of())) : wanted;
    List<TikTokOrder.Unit> units = new ArrayList<>();
    for (Wanted line : lines) {
      Set<String> skus = new HashSet<>(line.bundle().keySet());
      if (skus.isEmpty()) {
        skus.add(line.sku());
      }
      for (String sku : skus) {
        if (shelf.stream().noneMatch(product -> product.sku().equals(sku))) {
          throw new ShopDesk.Refused(shop.name() + " sells nothing with the SKU " + sku + ".");
        }
      }
      for (int n = 0; n < line.quantity(); n++) {
        units.add(
            new TikTokOrder.Unit(
                state.next(),
                line.sku(),
                line.sku(),
                "18.00",
                line.bundle(),
                null,
                null,
                null,
                null));
      }
    }
    Instant now = now();
    TikTokOrder order =
        state.put(
            new TikTokOrder(
                state.next(),
                shopId,
                status,
                now,
                now,
                buyer,
                units,
                shippingType,
                masked,
                sample,
                null));
    if (tell) {
      tellStatus(order);
    }
    return order;
  }

  List<Catalogue.Product> shelf(TikTokSettings.Shop shop) {
    String seller = shop.seller() == null ? outside.sellers().getFirst().id() : shop.seller();
    return catalogue.keptBy(seller);
  }

  TikTokOrder move(long id, TikTokOrder.Status to) {
    TikTokOrder after = change(id, order -> order.to(to, now()));
    tellStatus(after);
    return after;
  }

  TikTokOrder mask(long id, boolean masked) {
    return change(
        id,
        order ->
            order.changed(
                order.status(), order.buyer(), order.units(), masked, order.wish(), now()));
  }

  TikTokOrder readdress(long id, Buyer buyer) {
    TikTokOrder after =
        change(
            id,
            order ->
                order.changed(
                    order.status(), buyer, order.units(), order.masked(), order.wish(), now()));
    sender.send(
        after.shop(),
        RECIPIENT_ADDRESS_UPDATE,
        "RECIPIENT_ADDRESS_UPDATE",
        Json.object()
            .put("order_id", Long.toString(id))
            .put("update_time", after.updatedAt().getEpochSecond()));
    return after;
  }

  TikTokOrder askToCancel(long id) {
    TikTokOrder after =
        change(
            id,
            order -> {
              if (order.status().compareTo(TikTokOrder.Status.AWAITING_COLLECTION) >= 0) {
                throw new Impossible("It is too late to ask for that.");
              }
              return wished(
                  order,
                  new TikTokOrder.Wish(state.next(), TikTokOrder.Wish.PENDING, now(), null),
                  order.status());
            });
    tellWish(after, "BUYER");
    return after;
  }

  TikTokOrder settleWish(
      long wish, String status, @Nullable String reason, TikTokOrder.@Nullable Status to) {
    TikTokOrder found =
        state.orders().stream()
            .filter(order -> order.wish() != null && order.wish().id() == wish)
            .findFirst()
            .orElseThrow(() -> new Impossible("There is no such cancellation."));
    TikTokOrder after =
        change(
            found.id(),
            order -> {
              TikTokOrder.Wish known = order.wish();
              if (known == null || !known.isPending()) {
                throw new Impossible("The cancellation does not wait any more.");
              }
              return wished(
                  order,
                  new TikTokOrder.Wish(known.id(), status, known.askedAt(), reason),
                  to == null ? order.status() : to);
            });
    tellWish(after, "SELLER");
    if (to != null) {
      tellStatus(after);
    }
    return after;
  }

  private TikTokOrder wished(TikTokOrder order, TikTokOrder.Wish wish, TikTokOrder.Status to) {
    return order.changed(to, order.buyer(), order.units(), order.masked(), wish, now());
  }

  /** Marks lines as shipped in a package of their own; returns its id. */
  String ship(long id, Set<String> lines, String tracking, String provider) {
    String packageId = Long.toString(state.next());
    TikTokOrder after =
        change(
            id,
            order -> {
              if (order.wantsCancel()) {
                throw new Impossible("The buyer's cancellation has to be answered first.");
              }
              boolean open =
                  order.status() == TikTokOrder.Status.AWAITING_SHIPMENT
                      || order.status() == TikTokOrder.Status.PARTIALLY_SHIPPING;
              if (!open) {
                throw new Impossible("The order cannot be shipped in this state.");
              }
              List<TikTokOrder.Unit> units = new ArrayList<>();
              int found = 0;
              for (TikTokOrder.Unit unit : order.units()) {
                boolean meant = lines.contains(Long.toString(unit.id()));
                if (meant && unit.tracking() != null) {
                  throw new Impossible("A line is shipped already.");
                }
                found += meant ? 1 : 0;
                units.add(meant ? unit.shipped(packageId, tracking, provider, now()) : unit);
              }
              if (found != lines.size()) {
                throw new Impossible("A line is not of this order.");
              }
              boolean all = units.stream().allMatch(unit -> unit.tracking() != null);
              return order.changed(
                  all ? TikTokOrder.Status.IN_TRANSIT : TikTokOrder.Status.PARTIALLY_SHIPPING,
                  order.buyer(),
                  units,
                  order.masked(),
                  order.wish(),
                  now());
            });
    tellStatus(after);
    return packageId;
  }

  /** Changes the number of the lines that are meant, within three days. */
  void reship(
      long id,
      java.util.function.Predicate<TikTokOrder.Unit> meant,
      String tracking,
      String provider) {
    change(
        id,
        order -> {
          List<TikTokOrder.Unit> units = new ArrayList<>();
          boolean any = false;
          for (TikTokOrder.Unit unit : order.units()) {
            Instant shipped = unit.shippedAt();
            String packageId = unit.packageId();
            if (shipped == null || packageId == null || !meant.test(unit)) {
              units.add(unit);
              continue;
            }
            if (!now().isBefore(shipped.plus(CHANGES_WITHIN))) {
              throw new Impossible("The time for changes is over.");
            }
            any = true;
            units.add(unit.shipped(packageId, tracking, provider, shipped));
          }
          if (!any) {
            throw new Impossible("Nothing of it is shipped.");
          }
          return order.changed(
              order.status(), order.buyer(), units, order.masked(), order.wish(), now());
        });
  }

  /** The seller takes the shop away from the app. */
  void deauthorize(String shop) {
    if (state.end(shop)) {
      sender.send(
          shop,
          SELLER_DEAUTHORIZATION,
          "SELLER_DEAUTHORIZATION",
          Json.object().put("message", "Shop " + shop + " is deauthorized from the app"));
    }
  }

  void warnOfExpiration(String shop, Instant at) {
    sender.send(
        shop,
        UPCOMING_EXPIRATION,
        "UPCOMING_AUTHORIZATION_EXPIRATION",
        Json.object()
            .put("message", "The authorization will expire")
            .put("expiration_time", Long.toString(at.getEpochSecond())));
  }

  private TikTokOrder change(long id, UnaryOperator<TikTokOrder> step) {
    synchronized (state) {
      TikTokOrder before =
          state.order(id).orElseThrow(() -> new ShopDesk.Refused("There is no order " + id + "."));
      return state.put(step.apply(before));
    }
  }

  void tellStatus(TikTokOrder order) {
    sender.send(
        order.shop(),
        ORDER_STATUS_CHANGE,
        "ORDER_STATUS_CHANGE",
        Json.object()
            .put("order_id", Long.toString(order.id()))
            .put(
                "order_status",
                // The message spells it differently from the API.
                order.status() == TikTokOrder.Status.CANCELLED ? "CANCEL" : order.status().name())
            .put("is_on_hold_order", order.status() == TikTokOrder.Status.ON_HOLD)
            .put("update_time", order.updatedAt().getEpochSecond()));
  }

  private void tellWish(TikTokOrder order, String role) {
    TikTokOrder.Wish wish = order.wish();
    if (wish != null) {
      sender.send(
          order.shop(),
          CANCELLATION_STATUS_CHANGE,
          "CANCELLATION_STATUS_CHANGE",
          Json.object()
              .put("order_id", Long.toString(order.id()))
              .put("cancellations_role", role)
              .put("cancel_status", wish.status())
              .put("cancel_id", Long.toString(wish.id()))
              .put("create_time", wish.askedAt().getEpochSecond()));
    }
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
