package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/**
 * Seals recipients under a key of their own order and opens them for a purpose.
 *
 * <p>Everything that can fail for want of a key comes before the first write, so a seal that is
 * refused has left nothing. A reveal is in the audit log before the caller has the text.
 */
@ApplicationScoped
public class SealedRecipientVault implements RecipientVault {

  private final RecipientEnvelope envelope;
  private final SellerKeyRing ring;
  private final OrderKeys orderKeys;
  private final LookUpTokens tokens;
  private final CanaryTrap trap;
  private final AuditTrail audit;
  private final CurrentActor actor;
  private final Clock clock;
  private final SecureRandom random;

  @Inject
  SealedRecipientVault(
      RecipientEnvelope envelope,
      SellerKeyRing ring,
      OrderKeys orderKeys,
      LookUpTokens tokens,
      CanaryTrap trap,
      AuditTrail audit,
      CurrentActor actor,
      Clock clock,
      SecureRandom random) {
    this.envelope = envelope;
    this.ring = ring;
    this.orderKeys = orderKeys;
    this.tokens = tokens;
    this.trap = trap;
    this.audit = audit;
    this.actor = actor;
    this.clock = clock;
    this.random = random;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Recipient.Sealed seal(
      SellerId seller, OrderId order, int version, RecipientDetails details) {
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1");
    }
    Optional<OrderKeys.Row> held = orderKeys.find(seller, order);
    if (held.isPresent()) {
      try (OrderKey key = envelope.keyOf(held.get())) {
        SellerKey sellerKey = ring.toSeal(seller, held.get().cohort());
        return write(sellerKey, key, Optional.empty(), version, details);
      }
    }
    SellerKey sellerKey = ring.toSeal(seller, Cohort.provisional(clock.instant()));
    try (OrderKey key = OrderKey.fresh(seller, order, random)) {
      return write(sellerKey, key, Optional.of(key.wrap(sellerKey, 1)), version, details);
    }
  }

  @Override
  @Transactional(dontRollbackOn = {NotAuthentic.class, SealingUnavailable.class})
  public RecipientDetails open(
      SellerId seller, OrderId order, Recipient.Sealed sealed, Purpose purpose) {
    boolean audited =
        switch (purpose) {
          case FULFILMENT, CUSTOMER_SERVICE, DATA_REQUEST, LOOK_UP -> true;
          case KEY_CARE, CANARY_TEST -> false;
          case MASKED_VIEW, WEBHOOK_CHECK, API_CALL, SIGN_IN, BREAK_GLASS ->
              throw new IllegalArgumentException(purpose + " is no reason to open a recipient");
        };
    if (audited) {
      refuseCanary(seller, order, "open:" + purpose);
    }
    try (OrderKey key = envelope.keyOf(seller, order)) {
      RecipientDetails details = envelope.open(key, sealed);
      if (audited) {
        audit.recordFirst(
            seller,
            actor.actor(),
            "recipient.opened",
            "order:" + order,
            Map.of("purpose", purpose.name(), "fields", envelope.fieldsOf(sealed)));
      }
      return details;
    }
  }

  @Override
  @Transactional(dontRollbackOn = {NotAuthentic.class, SealingUnavailable.class})
  public String masked(SellerId seller, OrderId order, Recipient.Sealed sealed) {
    refuseCanary(seller, order, "masked");
    try (OrderKey key = envelope.keyOf(seller, order)) {
      return envelope.masked(key, sealed);
    }
  }

  /** A canary looks like a recipient that does not open; who reached for it is on record. */
  private void refuseCanary(SellerId seller, OrderId order, String way) {
    if (trap.springs(seller, order, way)) {
      throw new NotAuthentic("order " + order + " does not open");
    }
  }

  private Recipient.Sealed write(
      SellerKey sellerKey,
      OrderKey key,
      Optional<OrderKeys.Row> fresh,
      int version,
      RecipientDetails details) {
    SellerId seller = key.seller();
    OrderId order = key.order();
    Recipient.Sealed sealed = envelope.seal(key, version, details);
    List<LookUpTokens.Token> found = BlindIndex.tokens(sellerKey, details);
    Map<String, String> fingerprints = envelope.fingerprints(sellerKey, sealed);
    if (fresh.isPresent() && !orderKeys.insert(fresh.get())) {
      throw new IllegalStateException("order " + order + " was sealed twice at once; try again");
    }
    tokens.replaceAll(seller, order, sellerKey.cohort(), found);
    audit.record(seller, actor.actor(), "recipient.sealed", "order:" + order, fingerprints);
    return sealed;
  }
}
