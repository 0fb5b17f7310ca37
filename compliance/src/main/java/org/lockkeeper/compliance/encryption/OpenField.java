package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;

/**
 * Opens one field of one recipient for a person to see; the others stay sealed. The
 * audit log has it, with the reason, before the caller has the text; if the log cannot be written,
 * the caller gets nothing.
 */
@ApplicationScoped
public class OpenField {

  private final RecipientEnvelope envelope;
  private final CanaryTrap trap;
  private final AuditTrail audit;
  private final CurrentActor actor;

  @Inject
  OpenField(RecipientEnvelope envelope, CanaryTrap trap, AuditTrail audit, CurrentActor actor) {
    this.envelope = envelope;
    this.trap = trap;
    this.audit = audit;
    this.actor = actor;
  }

  /** The fields that there are. */
  public static Set<BuyerField> fieldsOf(Recipient.Sealed sealed) {
    Set<BuyerField> fields = EnumSet.of(BuyerField.NAME, BuyerField.ADDRESS);
    sealed.phone().ifPresent(c -> fields.add(BuyerField.PHONE));
    sealed.email().ifPresent(c -> fields.add(BuyerField.EMAIL));
    return fields;
  }

  /**
   * The field in clear; an address as lines.
   *
   * @param why reason and ticket, as the audit entry keeps them; no personal data
   * @return empty if there is no such field
   * @throws RecipientVault.SealingUnavailable if the key service does not answer
   * @throws RecipientVault.NotAuthentic if the bytes are not what was sealed, or the buyer is a
   *     canary; audited
   */
  @Transactional(
      dontRollbackOn = {RecipientVault.NotAuthentic.class, RecipientVault.SealingUnavailable.class})
  public Optional<String> of(
      SellerId seller,
      OrderId order,
      Recipient.Sealed sealed,
      BuyerField field,
      Map<String, String> why) {
    if (!fieldsOf(sealed).contains(field)) {
      return Optional.empty();
    }
    if (trap.springs(seller, order, "reveal:" + field)) {
      throw new RecipientVault.NotAuthentic("order " + order + " does not open");
    }
    try (OrderKey key = envelope.keyOf(seller, order)) {
      String value = envelope.field(key, sealed, field.sealed());
      Map<String, String> facts = new TreeMap<>(why);
      facts.put("field", field.sealed().toString());
      audit.recordFirst(seller, actor.actor(), "recipient.revealed", "order:" + order, facts);
      return Optional.of(value);
    }
  }
}
