package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** Reads one order with its history, in one transaction of one seller. */
@ApplicationScoped
class OrderReader {

  private final OrderBoard board;
  private final BuyerRetentions retentions;
  private final AuditStore audit;
  private final MaskedBuyers buyers;
  private final Accounts accounts;

  @Inject
  OrderReader(
      OrderBoard board,
      BuyerRetentions retentions,
      AuditStore audit,
      MaskedBuyers buyers,
      Accounts accounts) {
    this.board = board;
    this.retentions = retentions;
    this.audit = audit;
    this.buyers = buyers;
    this.accounts = accounts;
  }

  /** All there is to show. */
  record Found(
      Order.Snapshot order,
      Buyer buyer,
      Optional<BuyerRetention> retention,
      List<AuditEntry> history,
      Set<UUID> colleagues) {}

  @Transactional
  Optional<Found> find(SellerId seller, OrderId id) {
    return board.withIds(seller, Set.of(id)).stream()
        .filter(order -> order.seller().equals(seller))
        .findFirst()
        .map(
            order ->
                new Found(
                    order,
                    buyers.of(order),
                    retentions.find(seller, id),
                    audit.about(seller, "order:" + id),
                    accounts.all(seller).stream().map(Account::id).collect(Collectors.toSet())));
  }
}
