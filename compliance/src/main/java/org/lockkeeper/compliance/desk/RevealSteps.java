package org.lockkeeper.compliance.desk;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.compliance.encryption.OpenField;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Recipient;

/** The steps of a reveal under the seller whose buyer it is. */
@UseCase
public class RevealSteps {

  private final OrderBoard board;
  private final OpenField open;

  @Inject
  public RevealSteps(OrderBoard board, OpenField open) {
    this.board = board;
    this.open = open;
  }

  /** What of the buyer is held. */
  sealed interface Held {

    record NoOrder() implements Held {}

    record Stripped(Instant at) implements Held {}

    record Withheld() implements Held {}

    record Fields(Set<BuyerField> fields) implements Held {
      public Fields {
        fields = Set.copyOf(fields);
      }
    }
  }

  Held held(SellerId seller, OrderId id) {
    return order(seller, id)
        .map(
            order ->
                switch (order.recipient()) {
                  case Recipient.Stripped gone -> new Held.Stripped(gone.at());
                  case Recipient.Withheld none -> new Held.Withheld();
                  case Recipient.Sealed closed -> new Held.Fields(OpenField.fieldsOf(closed));
                })
        .orElseGet(Held.NoOrder::new);
  }

  /** The field, audited before it is given; empty if it went meanwhile. */
  Optional<String> open(SellerId seller, OrderId id, BuyerField field, Map<String, String> why) {
    return order(seller, id)
        .map(Order.Snapshot::recipient)
        .filter(Recipient.Sealed.class::isInstance)
        .map(Recipient.Sealed.class::cast)
        .flatMap(closed -> open.of(seller, id, closed, field, why));
  }

  private Optional<Order.Snapshot> order(SellerId seller, OrderId id) {
    return board.withIds(seller, Set.of(id)).stream()
        .filter(order -> order.seller().equals(seller))
        .findFirst();
  }
}
