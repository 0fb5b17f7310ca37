package org.lockkeeper.compliance.monitoring.canaries;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.SealedRecipients;
import org.lockkeeper.compliance.encryption.SealingOnTables;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Orders;

/** Canaries as the product keeps them, over the ports that a database test gives. */
public final class CanariesOnTables {

  /** What a test gives; {@code apart} runs a step in a transaction of another connection. */
  public record Ports(
      CanaryOrders canaries,
      Orders orders,
      SealedRecipients recipients,
      Sellers sellers,
      KeyCare keys,
      CanaryRecords recordsApart,
      AuditTrail auditApart,
      Errands errands) {}

  /** Runs a step in a transaction of the other connection. */
  public interface Apart {
    <T> T in(Supplier<T> step);
  }

  private final CanarySteps steps;

  /** Puts the trap at the doors of {@code sealing}. */
  public CanariesOnTables(
      Ports ports, Apart apart, SealingOnTables sealing, Supplier<Actor> actor, Clock clock) {
    SecureRandom random = new SecureRandom();
    Ids ids = new Ids(clock, random);
    CanaryPolicy policy = new CanaryPolicy();
    RecordTrip trips =
        new RecordTrip(ports.recordsApart(), ports.auditApart(), ports.errands(), ids, clock) {
          @Override
          public void of(SellerId seller, OrderId order, Actor by, String way) {
            apart.in(
                () -> {
                  super.of(seller, order, by, way);
                  return true;
                });
          }
        };
    TripWire wire = new TripWire(ports.canaries(), trips, actor::get);
    sealing.trap = wire;
    steps =
        new CanarySteps(
            ports.canaries(),
            policy,
            new InventBuyer(policy, random),
            sealing.vault(),
            ports.recipients(),
            sealing.openField(),
            ports.keys(),
            ports.orders(),
            ports.sellers(),
            wire,
            ids);
  }

  /** How many stand after it. */
  public int tend(SellerId seller, Instant now) {
    return steps.tend(seller, now).standing();
  }

  public void withdraw(SellerId seller) {
    steps.withdraw(seller);
  }

  public Optional<CanaryRecords.Proof> prove(SellerId seller) {
    return steps.prove(seller);
  }

  public Optional<String> address(SellerId seller) {
    return steps.address(seller);
  }
}
