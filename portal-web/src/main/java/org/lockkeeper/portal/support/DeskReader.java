package org.lockkeeper.portal.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.portal.seller.Buyer;
import org.lockkeeper.portal.seller.MaskedBuyers;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.BuyerRetentions;

/** Reads for the desk; each call is one transaction for one seller, or for ids alone. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class DeskReader {

  private static final int TROUBLED = 50;

  private final Assignments assignments;
  private final Sellers sellers;
  private final Accounts accounts;
  private final OrderBoard board;
  private final BuyerRetentions retentions;
  private final AuditStore audit;
  private final MaskedBuyers buyers;
  private final FindAuthorization grants;

  @Inject
  DeskReader(
      Assignments assignments,
      Sellers sellers,
      Accounts accounts,
      OrderBoard board,
      BuyerRetentions retentions,
      AuditStore audit,
      MaskedBuyers buyers,
      FindAuthorization grants) {
    this.assignments = assignments;
    this.sellers = sellers;
    this.accounts = accounts;
    this.board = board;
    this.retentions = retentions;
    this.audit = audit;
    this.buyers = buyers;
    this.grants = grants;
  }

  /** All there is to show of an order. */
  record Found(
      Order.Snapshot order,
      Buyer buyer,
      Optional<BuyerRetention> retention,
      List<AuditEntry> history,
      Set<UUID> colleagues) {}

  /** A seller's standing. */
  record Standing(
      List<Authorization.Snapshot> grants,
      OrderBoard.Today today,
      Optional<Instant> closedAt,
      long orders) {}

  /** The sellers of one of ours. */
  public List<SellerId> sellersOf(UUID staff, Instant now) {
    return assignments.sellersOf(staff, now);
  }

  /** Whether one of ours works for that seller. */
  public boolean assigned(UUID staff, SellerId seller, Instant now) {
    return assignments.assigned(staff, seller, now);
  }

  public Optional<String> name(SellerId seller) {
    return sellers.name(seller);
  }

  /** An account, of whichever organisation. */
  public Optional<Account> person(UUID id) {
    return accounts.byId(id);
  }

  public Optional<Found> order(SellerId seller, OrderId id) {
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

  /** The masked buyers of orders, in their order. */
  public List<Buyer> masked(SellerId seller, List<Order.Snapshot> orders) {
    Set<OrderId> own =
        board
            .withIds(seller, orders.stream().map(Order.Snapshot::id).collect(Collectors.toSet()))
            .stream()
            .map(Order.Snapshot::id)
            .collect(Collectors.toCollection(HashSet::new));
    return orders.stream().filter(order -> own.contains(order.id())).map(buyers::of).toList();
  }

  /** Orders that stand still for one of the causes, the oldest first; at most fifty of each. */
  public List<Order.Snapshot> troubled(SellerId seller, Set<ExceptionClass> causes) {
    return causes.stream()
        .flatMap(
            cause ->
                board
                    .page(
                        seller,
                        new OrderBoard.Filter(
                            Optional.empty(),
                            Set.of(),
                            Optional.empty(),
                            true,
                            Optional.of(cause),
                            Optional.empty(),
                            Optional.empty()),
                        OrderBoard.Sort.RECEIVED,
                        false,
                        0,
                        TROUBLED)
                    .stream())
        .sorted(Comparator.comparing(Order.Snapshot::receivedAt))
        .toList();
  }

  public Standing standing(SellerId seller, Instant now, java.time.Duration lateAfter) {
    return new Standing(
        grants.all(seller),
        board.today(seller, now, lateAfter),
        sellers.closedAt(seller),
        board.count(seller, OrderBoard.Filter.ALL));
  }
}
