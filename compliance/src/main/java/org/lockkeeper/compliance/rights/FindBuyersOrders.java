package org.lockkeeper.compliance.rights;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockkeeper.compliance.encryption.FindByRecipient;
import org.lockkeeper.compliance.encryption.Search;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.BuyerContact;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Recipient;

/**
 * Finds the orders of one buyer who has a wish, by an order's number, the whole e-mail address or
 * the phone number (R-40). By a number it is that order alone; by the others every order whose
 * buyer is still held. Each look at a buyer is in the audit log.
 */
@UseCase
public class FindBuyersOrders {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final int SHORTEST = 3;
  private static final int MOST_BY_NUMBER = 100;

  private final OrderBoard board;
  private final FindByRecipient recipients;

  @Inject
  public FindBuyersOrders(OrderBoard board, FindByRecipient recipients) {
    this.board = board;
    this.recipients = recipients;
  }

  /** What comes of it. */
  public sealed interface Answer {

    /** The text is too short, or an incomplete address: it would meet others as well. */
    record TooShort() implements Answer {}

    /** No order of this seller has that number, and of no buyer who is held is it the address. */
    record Nothing() implements Answer {}

    /**
     * There are such orders, and the buyer has gone from all of them.
     *
     * @param orders newest first
     */
    record Stripped(List<Order.Snapshot> orders) implements Answer {
      public Stripped {
        orders = List.copyOf(orders);
      }
    }

    /**
     * Orders whose buyer is held.
     *
     * @param orders newest first
     * @param complete whether all were looked at; if not, there may be more
     */
    record Found(List<Order.Snapshot> orders, boolean complete) implements Answer {
      public Found {
        orders = List.copyOf(orders);
      }
    }
  }

  /**
   * Looks the orders up.
   *
   * @param said what the buyer told: personal data, which is kept nowhere
   * @param country where a phone number without country code belongs, ISO 3166-1 alpha-2
   * @throws org.lockkeeper.orders.RecipientVault.SealingUnavailable if the key service does not
   *     answer; nothing is told then, because "nothing" would be wrong
   */
  public Answer of(SellerId seller, String said, String country) {
    String text = said.strip();
    boolean address = text.indexOf('@') >= 0;
    if (bare(text).length() < SHORTEST || (address && !EMAIL.matcher(text).matches())) {
      return new Answer.TooShort();
    }
    if (!address) {
      List<Order.Snapshot> numbered = numbered(seller, text);
      if (!numbered.isEmpty()) {
        return answer(numbered, true);
      }
    }
    Optional<Search> search =
        Search.read(text, country).filter(asked -> !(asked instanceof Search.ByName));
    if (search.isEmpty()) {
      return new Answer.Nothing();
    }
    FindByRecipient.Found found = recipients.of(seller, search.get());
    Set<OrderId> ids = new HashSet<>(found.orders());
    return answer(ids.isEmpty() ? List.of() : board.withIds(seller, ids), found.complete());
  }

  /**
   * All orders of the buyer whom a channel wants to be forgotten, of every channel of the seller:
   * those whose buyer is held and has exactly that address or number.
   *
   * @throws org.lockkeeper.orders.RecipientVault.SealingUnavailable if the key service does not
   *     answer; the channel is to ask again
   * @throws IllegalStateException if there are more candidates than are looked at: somebody might
   *     be left out
   */
  public List<Order.Snapshot> of(SellerId seller, BuyerContact buyer) {
    Set<OrderId> ids = new HashSet<>();
    Stream.concat(
            buyer.email().<Search>map(Search.ByEmail::new).stream(),
            // The number has its country in it.
            buyer.phone().map(phone -> new Search.ByPhone(phone, "ZZ")).stream())
        .forEach(
            search -> {
              FindByRecipient.Found found = recipients.of(seller, search);
              if (!found.complete()) {
                throw new IllegalStateException("not all candidates were looked at");
              }
              ids.addAll(found.orders());
            });
    return ids.isEmpty()
        ? List.of()
        : board.withIds(seller, ids).stream()
            .filter(order -> !(order.recipient() instanceof Recipient.Stripped))
            .toList();
  }

  private static Answer answer(List<Order.Snapshot> orders, boolean complete) {
    List<Order.Snapshot> all = new ArrayList<>(orders);
    all.sort(Comparator.comparing(Order.Snapshot::placedAt).reversed());
    List<Order.Snapshot> held =
        all.stream().filter(order -> !(order.recipient() instanceof Recipient.Stripped)).toList();
    if (!held.isEmpty()) {
      return new Answer.Found(held, complete);
    }
    return all.isEmpty() ? new Answer.Nothing() : new Answer.Stripped(all);
  }

  private List<Order.Snapshot> numbered(SellerId seller, String text) {
    OrderBoard.Filter filter =
        new OrderBoard.Filter(
            Optional.of(text),
            Set.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return board.page(seller, filter, OrderBoard.Sort.LABEL, false, 0, MOST_BY_NUMBER).stream()
        .filter(
            order ->
                bare(order.label()).equalsIgnoreCase(bare(text))
                    || order.channelOrder().number().equals(text))
        .toList();
  }

  private static String bare(String label) {
    return label.startsWith("#") ? label.substring(1) : label;
  }
}
