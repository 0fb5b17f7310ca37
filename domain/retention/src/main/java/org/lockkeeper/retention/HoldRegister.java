package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** All legal holds, those that have ended included. Works in the caller's transaction. */
public interface HoldRegister {

  void add(LegalHold hold);

  /** The hold, for a change of it. */
  Optional<LegalHold> find(SellerId seller, UUID id);

  /** Gives a hold another end. */
  void endsAt(SellerId seller, UUID id, Instant endsAt);

  /** The holds of all sellers, the latest begun first; ids only. */
  List<Entry> all(int limit);

  /** What a hold of buyers in this scope would keep back until its end, counted now. */
  Suspended suspended(SellerId seller, LegalHold.Scope scope, Instant now, Instant endsAt);

  /** Whether there is what the scope names. */
  boolean exists(SellerId seller, LegalHold.Scope scope);

  /** How many buyers of all sellers are due and held back. */
  long heldBack(Instant now);

  /** One hold's place. */
  record Entry(SellerId seller, UUID id) {}

  /**
   * What a hold keeps back.
   *
   * @param buyers orders in its scope whose buyer is here
   * @param dueBefore those of them whose date comes before the hold's end
   */
  record Suspended(long buyers, long dueBefore) {}
}
