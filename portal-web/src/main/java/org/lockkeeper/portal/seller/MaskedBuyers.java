package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;

/** Opens the masked form of buyers, inside the caller's transaction. */
@ApplicationScoped
public class MaskedBuyers {

  private final RecipientVault vault;

  @Inject
  MaskedBuyers(RecipientVault vault) {
    this.vault = vault;
  }

  /** What may be seen of the buyer of an order. */
  public Buyer of(Order.Snapshot order) {
    return switch (order.recipient()) {
      case Recipient.Stripped stripped -> new Buyer.Stripped(stripped.at());
      case Recipient.Withheld withheld -> new Buyer.Withheld();
      case Recipient.Sealed closed -> open(order, closed);
    };
  }

  private Buyer open(Order.Snapshot order, Recipient.Sealed closed) {
    try {
      return new Buyer.Masked(vault.masked(order.seller(), order.id(), closed));
    } catch (RecipientVault.NotAuthentic e) {
      return new Buyer.Unavailable();
    } catch (RecipientVault.SealingUnavailable e) {
      return new Buyer.NotReadable();
    }
  }
}
