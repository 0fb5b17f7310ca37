package org.lockkeeper.compliance.encryption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A care of keys whose outcome is told by the test. */
public final class ToldKeyCare extends KeyCare {

  private final List<String> calls = new ArrayList<>();
  private Closed next = closed(List.of(), List.of());

  public ToldKeyCare() {
    this(new SealingWorld());
  }

  private ToldKeyCare(SealingWorld world) {
    super(
        world.custodian,
        world.cohorts,
        world.sellerKeys,
        world.orderKeys,
        world.tokens,
        world.recipients,
        world.volumes,
        world.ring,
        world.envelope,
        world.audit,
        world.actor,
        world.own,
        world.clock);
  }

  /** What was asked, in its order. */
  public List<String> calls() {
    return calls;
  }

  /** What the next closing finds. */
  public void finds(List<Cohort> refused, List<Cohort> keyLost) {
    next = closed(refused, keyLost);
  }

  private static Closed closed(List<Cohort> refused, List<Cohort> keyLost) {
    return new Closed(List.of(), List.of(), refused, keyLost, List.of());
  }

  @Override
  public Rolled rollProvisional(Instant now) {
    calls.add("roll provisional " + now);
    return new Rolled(0, 0, List.of());
  }

  @Override
  public Rolled rollHeld(Instant now) {
    calls.add("roll held " + now);
    return new Rolled(0, 0, List.of());
  }

  @Override
  public Closed closeCohorts(Instant now) {
    calls.add("close " + now);
    return next;
  }
}
