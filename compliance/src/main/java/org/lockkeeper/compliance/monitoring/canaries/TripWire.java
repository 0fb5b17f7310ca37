package org.lockkeeper.compliance.monitoring.canaries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.encryption.CanaryTrap;
import org.lockkeeper.compliance.encryption.CurrentActor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * The trap: knows which orders are canaries, and has each reach for one recorded. There is one way
 * around the record, and no way around the refusal: within {@link #rehearse}, which only the test
 * of the trap calls, springs are counted instead.
 */
@ApplicationScoped
public class TripWire implements CanaryTrap {

  private static final ThreadLocal<@Nullable List<String>> REHEARSAL = new ThreadLocal<>();

  private final CanaryOrders canaries;
  private final RecordTrip trips;
  private final CurrentActor actor;

  @Inject
  TripWire(CanaryOrders canaries, RecordTrip trips, CurrentActor actor) {
    this.canaries = canaries;
    this.trips = trips;
    this.actor = actor;
  }

  @Override
  public boolean springs(SellerId seller, OrderId order, String way) {
    if (!guards(seller, order)) {
      return false;
    }
    List<String> counted = REHEARSAL.get();
    if (counted == null) {
      trips.of(seller, order, actor.actor(), way);
    } else {
      counted.add(way);
    }
    return true;
  }

  @Override
  public boolean guards(SellerId seller, OrderId order) {
    return canaries.ids(seller).contains(order);
  }

  /** The ways by which the trap sprang while {@code step} ran in this thread. */
  List<String> rehearse(Runnable step) {
    List<String> counted = new ArrayList<>();
    REHEARSAL.set(counted);
    try {
      step.run();
    } finally {
      REHEARSAL.remove();
    }
    return List.copyOf(counted);
  }
}
