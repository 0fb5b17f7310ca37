package org.lockkeeper.compliance.encryption;

import java.util.List;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault;

/** Buyers who are really sealed, for tests of what sellers may do with them. */
public final class RightsWorld {

  public static final SellerId SELLER = SealingWorld.SELLER;
  public static final SellerId OTHER = SealingWorld.OTHER_SELLER;

  private final SealingWorld world = new SealingWorld();

  public static RecipientDetails ada() {
    return SealingWorld.ada();
  }

  public OrderId receive(SellerId seller, RecipientDetails details) {
    return world.receive(seller, details);
  }

  public Recipient.Sealed stored(OrderId order) {
    return world.stored(order);
  }

  public FindByRecipient finder() {
    return world.finder();
  }

  public RecipientVault vault() {
    return world.vault;
  }

  public OpenField opener() {
    return new OpenField(world.envelope, world.trap, world.audit, world.actor);
  }

  public java.time.Clock clock() {
    return world.clock;
  }

  public org.lockkeeper.kernel.Ids ids() {
    return world.ids;
  }

  public void passes(java.time.Duration time) {
    world.passes(time);
  }

  public AuditTrail audit() {
    return world.audit;
  }

  public void keysAreGone() {
    world.restart();
    world.custodian.weather = FakeKeyCustodian.Weather.DOWN;
  }

  public void auditFails() {
    world.auditFails = true;
  }

  /** The facts of the entries with this action, in order. */
  public List<String> told(String action) {
    return world.auditOf(action).stream()
        .map(entry -> entry.object() + " " + entry.orderedFacts())
        .toList();
  }
}
