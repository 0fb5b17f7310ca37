package org.lockkeeper.retention;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * A law that keeps data from being deleted. It suspends what it names and nothing else, and always
 * ends.
 *
 * @param kinds what it suspends, at least one
 * @param reason why, in the words of the owner
 * @param basis the law or the demand
 * @param owner the account that answers for it
 * @param endsAt the first instant at which it holds no longer
 */
public record LegalHold(
    UUID id,
    SellerId seller,
    Scope scope,
    Set<DataKind> kinds,
    String reason,
    String basis,
    UUID owner,
    Instant beganAt,
    Instant endsAt) {

  public LegalHold {
    kinds = Set.copyOf(kinds);
  }

  /** What a hold covers. */
  public sealed interface Scope {
    /** Everything of the seller. */
    record WholeSeller() implements Scope {}

    /** What came over one connection. */
    record OneConnection(ConnectionId connection) implements Scope {}

    /** One order. */
    record OneOrder(OrderId order) implements Scope {}
  }
}
