package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.disposal.MadeUpBuyers;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.OpenField;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.FulfilmentId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderLine;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.orders.ShippingSpeed;

/** What is done with the canaries of one seller, each step one transaction under that seller. */
@UseCase
public class CanarySteps implements MadeUpBuyers {

  private final CanaryOrders canaries;
  private final CanaryPolicy policy;
  private final InventBuyer invent;
  private final RecipientVault vault;
  private final SealedRecipients recipients;
  private final OpenField open;
  private final KeyCare keys;
  private final Orders orders;
  private final Sellers sellers;
  private final TripWire wire;
  private final Ids ids;

  @Inject
  CanarySteps(
      CanaryOrders canaries,
      CanaryPolicy policy,
      InventBuyer invent,
      RecipientVault vault,
      SealedRecipients recipients,
      OpenField open,
      KeyCare keys,
      Orders orders,
      Sellers sellers,
      TripWire wire,
      Ids ids) {
    this.canaries = canaries;
    this.policy = policy;
    this.invent = invent;
    this.vault = vault;
    this.recipients = recipients;
    this.open = open;
    this.keys = keys;
    this.orders = orders;
    this.sellers = sellers;
    this.wire = wire;
    this.ids = ids;
  }

  /** All sellers. */
  List<SellerId> sellers() {
    return sellers.ids();
  }

  /** How many stand, and how many should. */
  record Tended(int standing, int wanted, int planted, int removed) {}

  /** Removes whose time is over, and has as many standing as the policy says. */
  Tended tend(SellerId seller, Instant now) {
    List<CanaryOrders.Standing> before = canaries.standing(seller);
    Optional<CanaryOrders.Ground> ground = canaries.ground(seller);
    List<OrderId> over =
        before.stream()
            .filter(one -> ground.isEmpty() || !now.isBefore(one.until()))
            .map(CanaryOrders.Standing::order)
            .toList();
    remove(seller, over);
    int left = before.size() - over.size();
    int planted = 0;
    if (ground.isPresent()) {
      for (; left + planted < policy.eachSeller(); planted++) {
        plant(seller, ground.get(), now);
      }
    }
    return new Tended(
        left + planted, ground.isPresent() ? policy.eachSeller() : 0, planted, over.size());
  }

  private void plant(SellerId seller, CanaryOrders.Ground ground, Instant now) {
    OrderId order = new OrderId(ids.next());
    Duration life =
        policy.lives().minusSeconds(invent.upTo(Math.toIntExact(policy.spread().toSeconds())));
    canaries.setApart(seller, order, now, now.plus(life));
    Recipient.Sealed closed = vault.seal(seller, order, 1, invent.next());
    Instant placed = now.minusSeconds(20L + invent.upTo(90));
    // It looks like an order that is done with: nothing waits for it, and its buyer is still held.
    orders.add(
        Order.restore(
            new Order.Snapshot(
                order,
                seller,
                ground.connection(),
                new ChannelOrderId(ground.channel(), invent.number()),
                invent.label(),
                placed,
                now,
                placed,
                ShippingSpeed.STANDARD,
                List.of(
                    new OrderLine(
                        invent.number(),
                        ground.sku().orElse("MUG-11-WH"),
                        ground.title().orElse("Stoneware mug, white"),
                        1)),
                closed,
                new Progress.Delivered(FulfilmentId.of(order), now),
                Optional.empty(),
                List.of())));
  }

  private void remove(SellerId seller, List<OrderId> some) {
    if (!some.isEmpty()) {
      keys.erase(seller, some);
      canaries.remove(seller, some);
    }
  }

  @Override
  public void withdraw(SellerId seller) {
    remove(seller, canaries.standing(seller).stream().map(CanaryOrders.Standing::order).toList());
  }

  /**
   * Tries every door of one canary, none of which may open; and reads it by the one way that is for
   * the test, so that it is known to be there to be stolen.
   *
   * @return empty if none stands
   */
  Optional<CanaryRecords.Proof> prove(SellerId seller) {
    Optional<Found> found = any(seller);
    if (found.isEmpty()) {
      return canaries.standing(seller).isEmpty()
          ? Optional.empty()
          : Optional.of(CanaryRecords.Proof.OPEN);
    }
    OrderId order = found.get().order();
    Recipient.Sealed closed = found.get().closed();
    boolean readable = isReadable(seller, found.get());
    List<String> sprung =
        wire.rehearse(
            () -> {
              refused(() -> vault.masked(seller, order, closed));
              refused(() -> vault.open(seller, order, closed, Purpose.CUSTOMER_SERVICE));
              refused(() -> open.of(seller, order, closed, BuyerField.EMAIL, Map.of()));
            });
    return Optional.of(
        readable && sprung.size() == 3 ? CanaryRecords.Proof.HELD : CanaryRecords.Proof.OPEN);
  }

  private boolean isReadable(SellerId seller, Found canary) {
    try {
      return !read(seller, canary).name().isBlank();
    } catch (RecipientVault.NotAuthentic alreadyAudited) {
      return false;
    }
  }

  private static void refused(Runnable door) {
    try {
      door.run();
    } catch (RecipientVault.NotAuthentic shut) {
      return; // as it should be; a door that opens is missing among those that sprang
    }
  }

  private record Found(OrderId order, Recipient.Sealed closed) {}

  private Optional<Found> any(SellerId seller) {
    List<OrderId> all =
        canaries.standing(seller).stream().map(CanaryOrders.Standing::order).toList();
    Map<OrderId, Recipient.Sealed> held = recipients.of(seller, all);
    List<Found> readable =
        held.entrySet().stream().map(e -> new Found(e.getKey(), e.getValue())).toList();
    return readable.isEmpty()
        ? Optional.empty()
        : Optional.of(readable.get(invent.upTo(readable.size())));
  }

  private RecipientDetails read(SellerId seller, Found canary) {
    return vault.open(seller, canary.order(), canary.closed(), Purpose.CANARY_TEST);
  }

  /** By what one of them can be looked for, for trying it by hand; empty if none stands. */
  Optional<String> address(SellerId seller) {
    return any(seller).flatMap(canary -> read(seller, canary).email());
  }
}
