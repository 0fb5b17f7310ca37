package org.lockkeeper.retention;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;

/**
 * How far one erasure reaches: a scope, without what a legal hold suspends.
 *
 * @param evenUnderWay whether orders that Amazon still works on go as well
 * @param heldOrders orders that stay
 * @param heldConnections connections that stay, with all that came over them
 * @param allHeld whether everything stays
 */
public record Extent(
    CaseScope scope,
    boolean evenUnderWay,
    Set<OrderId> heldOrders,
    Set<ConnectionId> heldConnections,
    boolean allHeld) {

  public Extent {
    heldOrders = Set.copyOf(heldOrders);
    heldConnections = Set.copyOf(heldConnections);
  }

  /** The whole scope. */
  public static Extent whole(CaseScope scope) {
    return new Extent(scope, true, Set.of(), Set.of(), false);
  }

  /** The scope without orders that Amazon still works on. */
  public Extent settledOnly() {
    return new Extent(scope, false, heldOrders, heldConnections, allHeld);
  }

  /** The scope without what these holds suspend of one kind of data. */
  public Extent without(List<LegalHold> holds, DataKind kind) {
    Set<OrderId> orders = new HashSet<>(heldOrders);
    Set<ConnectionId> connections = new HashSet<>(heldConnections);
    boolean all = allHeld;
    for (LegalHold hold : holds) {
      if (suspends(hold, kind)) {
        switch (hold.scope()) {
          case LegalHold.Scope.WholeSeller w -> all = true;
          case LegalHold.Scope.OneConnection c -> connections.add(c.connection());
          case LegalHold.Scope.OneOrder o -> orders.add(o.order());
        }
      }
    }
    return new Extent(scope, evenUnderWay, orders, connections, all);
  }

  /** Whether a hold keeps this kind; a buyer that is held keeps the order it stands in. */
  public static boolean suspends(LegalHold hold, DataKind kind) {
    return hold.kinds().contains(kind)
        || (kind == DataKind.ORDER && hold.kinds().contains(DataKind.BUYER));
  }
}
