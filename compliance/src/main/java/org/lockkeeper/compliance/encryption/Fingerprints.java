package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;

/**
 * Makes the fingerprints of what is stored now, for comparison with the audit log's last {@code
 * recipient.sealed} or {@code recipient.rekeyed} of the order: if they differ, or if a version of
 * an order ever went back, a whole old row was put back. Opens nothing.
 */
@ApplicationScoped
public class Fingerprints {

  private final OrderKeys orderKeys;
  private final SellerKeyRing ring;
  private final RecipientEnvelope envelope;

  @Inject
  Fingerprints(OrderKeys orderKeys, SellerKeyRing ring, RecipientEnvelope envelope) {
    this.orderKeys = orderKeys;
    this.ring = ring;
    this.envelope = envelope;
  }

  /**
   * The facts that an audit entry about these bytes has, were it written now.
   *
   * @throws RecipientVault.NotAuthentic if the order has no key
   * @throws RecipientVault.SealingUnavailable if the key service does not answer
   */
  @Transactional(
      dontRollbackOn = {RecipientVault.NotAuthentic.class, RecipientVault.SealingUnavailable.class})
  public Map<String, String> of(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    SellerKey key =
        orderKeys
            .find(seller, order)
            .flatMap(row -> ring.find(seller, row.cohort()))
            .orElseThrow(() -> new RecipientVault.NotAuthentic("order " + order + " has no key"));
    return envelope.fingerprints(key, sealed);
  }
}
