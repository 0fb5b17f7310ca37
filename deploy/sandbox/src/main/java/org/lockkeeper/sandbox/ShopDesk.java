package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.INFO;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a pretend shop: orders are placed, changed and cancelled, and webhooks go out.
 */
final class ShopDesk {

  private static final System.Logger LOG = System.getLogger(ShopDesk.class.getName());

  private final Settings settings;
  private final Catalogue catalogue;
  private final World world;
  private final SandboxClock clock;
  private final WebhookSender sender;

  ShopDesk(
      Settings settings,
      Catalogue catalogue,
      World world,
      SandboxClock clock,
      WebhookSender sender) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.world = world;
    this.clock = clock;
    this.sender = sender;
  }

  /** The request makes no sense; the message says why to the person who sent it. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  record Wanted(String sku, int quantity) {}

  /**
   * @param delivery null if no webhook was wanted
   */
  record Placed(ShopOrder order, @Nullable Delivery delivery) {}

  /**
   * @param lines empty for one unit of the first product on the shelf
   * @param buyer null for one of the invented ones
   * @param turn which of the invented ones: 0 is the first, and after the last comes the first
   */
  Placed place(
      String domain, List<Wanted> lines, @Nullable Buyer buyer, int turn, boolean deliver) {
    Settings.Shop shop =
        settings.shop(domain).orElseThrow(() -> new Refused("There is no shop " + domain + "."));
    List<Wanted> wanted =
        lines.isEmpty() ? List.of(new Wanted(catalogue.soldIn(domain).getFirst().sku(), 1)) : lines;
    Instant now = now();
    List<ShopOrder.Line> sold = new ArrayList<>();
    for (Wanted line : wanted) {
      sold.add(line(domain, line));
    }
    int number = Math.toIntExact(world.next("shop:" + domain));
    Buyer goesTo = buyer != null ? buyer : Buyer.INVENTED.get(turn % Buyer.INVENTED.size());
    ShopOrder order =
        new ShopOrder(
            world.next("thing"),
            shop.domain(),
            number,
            world.next("thing"),
            now,
            now,
            null,
            null,
            goesTo,
            List.copyOf(sold),
            List.of());
    world.put(order);
    LOG.log(System.Logger.Level.DEBUG, "order.placed order={0} shop={1}", order.id(), domain);
    return new Placed(order, deliver ? tell(order, "orders/create") : null);
  }

  Placed cancel(long id, String reason) {
    return changed(id, "orders/cancelled", order -> order.cancelled(reason, now()));
  }

  /**
   * @param lines the wanted units of some lines; 0 takes a line out, an unknown SKU adds one
   * @param buyer null leaves the address as it is
   */
  Placed update(long id, List<Wanted> lines, @Nullable Buyer buyer) {
    return changed(
        id,
        "orders/updated",
        order -> {
          List<ShopOrder.Line> after = new ArrayList<>(order.lines());
          for (Wanted wanted : lines) {
            int at = indexOf(after, wanted.sku());
            if (wanted.quantity() < 0) {
              throw new Refused("A quantity cannot be below 0.");
            }
            if (at < 0) {
              after.add(line(order.shop(), wanted));
            } else if (wanted.quantity() < after.get(at).fulfilled()) {
              throw new Refused("Some units of " + wanted.sku() + " went out already.");
            } else {
              after.set(at, after.get(at).wanting(wanted.quantity()));
            }
          }
          return order.changed(buyer != null ? buyer : order.buyer(), after, now());
        });
  }

  /** Sends a webhook again, as an impatient Shopify would: at once, several times, in parallel. */
  List<Delivery> redeliver(long orderId, int copies, Optional<String> topic, boolean newWebhookId) {
    ShopOrder order = order(orderId);
    Delivery like =
        world
            .latestDelivery(orderId, topic)
            .orElseGet(() -> fresh(order, topic.orElse("orders/create")));
    return copies(like, copies, newWebhookId);
  }

  List<Delivery> copies(Delivery like, int copies, boolean newWebhookId) {
    if (copies < 1 || copies > 1000) {
      throw new Refused("Between 1 and 1000 copies, please.");
    }
    List<Delivery> sent = new ArrayList<>();
    for (int n = 0; n < copies; n++) {
      sent.add(
          new Delivery(
              world.next("delivery"),
              like.shop(),
              like.topic(),
              like.orderId(),
              like.orderName(),
              newWebhookId ? UUID.randomUUID().toString() : like.webhookId(),
              like.eventId(),
              like.triggeredAt(),
              like.payload(),
              Delivery.State.WAITING,
              0,
              null,
              null,
              null));
    }
    sent.forEach(sender::send);
    return List.copyOf(sent);
  }

  private Placed changed(long id, String topic, UnaryOperator<ShopOrder> change) {
    ShopOrder after =
        world.locked(
            () -> {
              ShopOrder before = order(id);
              if (before.isCancelled()) {
                throw new Refused("The order is cancelled already.");
              }
              ShopOrder changed = change.apply(before);
              world.put(changed);
              return changed;
            });
    LOG.log(INFO, "order.changed order={0} topic={1}", id, topic);
    return new Placed(after, tell(after, topic));
  }

  private ShopOrder order(long id) {
    return world.order(id).orElseThrow(() -> new Refused("There is no order " + id + "."));
  }

  private ShopOrder.Line line(String domain, Wanted wanted) {
    if (wanted.quantity() < 1) {
      throw new Refused("A quantity is at least 1.");
    }
    Catalogue.Product product =
        catalogue
            .inShop(domain, wanted.sku())
            .orElseThrow(
                () -> new Refused(domain + " sells nothing with the SKU " + wanted.sku() + "."));
    return new ShopOrder.Line(
        world.next("thing"),
        product.sku(),
        product.title(),
        product.price(),
        wanted.quantity(),
        wanted.quantity(),
        0);
  }

  private Delivery tell(ShopOrder order, String topic) {
    Delivery delivery = fresh(order, topic);
    sender.send(delivery);
    return delivery;
  }

  private Delivery fresh(ShopOrder order, String topic) {
    return new Delivery(
        world.next("delivery"),
        order.shop(),
        topic,
        order.id(),
        order.name(),
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        clock.now(),
        OrderPayload.of(order),
        Delivery.State.WAITING,
        0,
        null,
        null,
        null);
  }

  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static int indexOf(List<ShopOrder.Line> lines, String sku) {
    for (int n = 0; n < lines.size(); n++) {
      if (lines.get(n).sku().equals(sku)) {
        return n;
      }
    }
    return -1;
  }
}
