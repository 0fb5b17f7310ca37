package org.lockkeeper.compliance.rights;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.orders.ForgetBuyers;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.Trigger;

/** The seller passes on that a buyer wants to be forgotten: a deletion case of their own. */
@UseCase
public class PassOnWish {

  private final OrderBoard board;
  private final ForgetBuyers forget;
  private final FindAuthorization authorizations;
  private final OpenDeletionCase open;

  @Inject
  public PassOnWish(
      OrderBoard board,
      ForgetBuyers forget,
      FindAuthorization authorizations,
      OpenDeletionCase open) {
    this.board = board;
    this.forget = forget;
    this.authorizations = authorizations;
    this.open = open;
  }

  /**
   * Opens the case for those of the orders that are this seller's and still have a buyer.
   *
   * @return the case; empty if there is nothing to forget
   */
  public Optional<DeletionCaseId> of(SellerId seller, Set<OrderId> asked, Actor actor) {
    List<Order.Snapshot> held =
        asked.isEmpty()
            ? List.of()
            : board.withIds(seller, asked).stream()
                .filter(order -> order.seller().equals(seller))
                .filter(order -> !(order.recipient() instanceof Recipient.Stripped))
                .toList();
    List<OrderId> orders =
        forget.of(seller, held.stream().map(Order.Snapshot::channelOrder).toList());
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    Set<ConnectionId> connections =
        held.stream().map(Order.Snapshot::connection).collect(Collectors.toSet());
    List<String> channels =
        authorizations.all(seller).stream()
            .filter(grant -> connections.contains(grant.id()))
            .map(grant -> grant.platform() + "/" + grant.account())
            .distinct()
            .sorted()
            .toList();
    return Optional.of(
        open.of(seller, new CaseScope.Buyers(orders), Trigger.BUYER_REQUEST, channels, actor));
  }
}
