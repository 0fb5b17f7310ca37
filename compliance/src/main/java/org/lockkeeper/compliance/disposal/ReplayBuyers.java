package org.lockkeeper.compliance.disposal;

import jakarta.inject.Inject;
import java.util.Map;
import org.lockkeeper.compliance.disposal.ErasureLedger.Scope;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.UseCase;

/** Erases the buyers of orders again. */
@UseCase
public class ReplayBuyers implements ReplayErasure {

  private static final Actor ACTOR = new Actor.Task("replay-erasures");

  private final EraseBuyers erase;

  @Inject
  ReplayBuyers(EraseBuyers erase) {
    this.erase = erase;
  }

  @Override
  public boolean isFor(Scope scope) {
    return scope instanceof Scope.Buyers;
  }

  @Override
  public void again(ErasureLedger.Line line) {
    if (line.scope() instanceof Scope.Buyers buyers) {
      erase.again(
          line.seller(),
          buyers.orders(),
          ACTOR,
          Map.of("ledger_line", String.valueOf(line.position())));
    }
  }

  @Override
  public long held(ErasureLedger.Line line) {
    return line.scope() instanceof Scope.Buyers buyers
        ? erase.held(line.seller(), buyers.orders())
        : 0;
  }
}
