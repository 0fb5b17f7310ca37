package org.lockkeeper.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.rights.FindBuyersOrders;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.FindEndpoint;
import org.lockkeeper.credentials.NoteConsentEnd;
import org.lockkeeper.credentials.RevokeAuthorization;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.AcceptDelivery;
import org.lockkeeper.orders.BuyerContact;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ChannelOrderId;
import org.lockkeeper.orders.Comparison;
import org.lockkeeper.orders.ForgetBuyers;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.TakeDataRequest;
import org.lockkeeper.retention.Trigger;

/** One delivery in one transaction: whose it is, whether it is true, and what it asks of whom. */
@ApplicationScoped
public class DeliveryIntake {

  private final FindEndpoint endpoints;
  private final AcceptDelivery accept;
  private final RevokeAuthorization revoke;
  private final NoteConsentEnd consentEnd;
  private final ForgetBuyers forget;
  private final FindBuyersOrders buyers;
  private final OpenDeletionCase deletions;
  private final TakeDataRequest wishes;
  private final FindAuthorization grants;
  private final Comparison comparison;
  private final Orders orders;
  private final ActorOfTheThread actor;
  private final AuditTrail audit;

  @Inject
  DeliveryIntake(
      FindEndpoint endpoints,
      AcceptDelivery accept,
      RevokeAuthorization revoke,
      NoteConsentEnd consentEnd,
      ForgetBuyers forget,
      FindBuyersOrders buyers,
      OpenDeletionCase deletions,
      TakeDataRequest wishes,
      FindAuthorization grants,
      Comparison comparison,
      Orders orders,
      ActorOfTheThread actor,
      AuditTrail audit) {
    this.endpoints = endpoints;
    this.accept = accept;
    this.revoke = revoke;
    this.consentEnd = consentEnd;
    this.forget = forget;
    this.buyers = buyers;
    this.deletions = deletions;
    this.wishes = wishes;
    this.grants = grants;
    this.comparison = comparison;
    this.orders = orders;
    this.actor = actor;
    this.audit = audit;
  }

  /** Takes a delivery in; when this returns, it is committed. */
  @Transactional(rollbackOn = Exception.class)
  public AcceptDelivery.Answer take(
      ChannelName channel, EndpointToken token, ChannelDelivery delivery) {
    Optional<Authorization.Snapshot> grant =
        endpoints.by(token).filter(g -> g.platform().value().equals(channel.value()));
    if (grant.isEmpty()) {
      return AcceptDelivery.Answer.NOT_AUTHENTIC;
    }
    return actor.as(new Actor.Channel(channel), () -> take(channel, grant.get(), delivery));
  }

  /** Takes a delivery in for one grant, whose account the channel has signed for. */
  @Transactional(rollbackOn = Exception.class)
  public AcceptDelivery.Answer takeFor(
      ChannelName channel, Authorization.Snapshot grant, ChannelDelivery delivery) {
    return actor.as(new Actor.Channel(channel), () -> take(channel, grant, delivery));
  }

  private AcceptDelivery.Answer take(
      ChannelName channel, Authorization.Snapshot grant, ChannelDelivery delivery) {
    AcceptDelivery.Outcome outcome =
        accept.accept(grant.seller(), grant.id(), channel, grant.account(), delivery);
    outcome
        .request()
        .ifPresent(
            request -> {
              switch (request) {
                case AcceptDelivery.Request.Uninstalled u -> revoke.of(grant.seller(), grant.id());
                case AcceptDelivery.Request.GrantEnding ending ->
                    consentEnd.of(grant.seller(), grant.id(), ending.at());
                case AcceptDelivery.Request.Redact redact ->
                    forget(
                        grant,
                        redact.orders().isEmpty()
                            ? ordersOf(grant, redact.buyer())
                            : redact.orders());
                case AcceptDelivery.Request.RedactShop r -> forgetShop(grant);
                case AcceptDelivery.Request.Tell tell ->
                    wishes.take(
                        grant.seller(),
                        grant.platform().value(),
                        tell.request(),
                        known(grant.seller(), tell.orders()),
                        tell.orders().size());
              }
            });
    if (outcome.answer() == AcceptDelivery.Answer.NOT_AUTHENTIC) {
      // Whoever knows the address and not the secret is seen by the watch.
      audit.recordFirst(
          grant.seller(),
          new Actor.Channel(channel),
          "delivery.signature-refused",
          "connection:" + grant.id(),
          Map.of());
    }
    return outcome.answer();
  }

  private void forget(Authorization.Snapshot grant, List<ChannelOrderId> ids) {
    List<OrderId> known = forget.of(grant.seller(), ids);
    if (!known.isEmpty()) {
      open(grant, new CaseScope.Buyers(known), Trigger.BUYER_REDACT);
    }
  }

  /**
   * The orders of a buyer that came over this account: of other channels the buyer has not spoken.
   */
  private List<ChannelOrderId> ordersOf(Authorization.Snapshot grant, BuyerContact buyer) {
    Set<ConnectionId> account =
        grants.all(grant.seller()).stream()
            .filter(other -> other.platform().equals(grant.platform()))
            .filter(other -> other.account().equals(grant.account()))
            .map(Authorization.Snapshot::id)
            .collect(Collectors.toSet());
    return buyers.of(grant.seller(), buyer).stream()
        .filter(order -> account.contains(order.connection()))
        .map(Order.Snapshot::channelOrder)
        .toList();
  }

  /**
   * Shopify asks for this 48 hours after an uninstallation. For a shop that is connected it speaks
   * of an installation of before, whose case was opened when it ended: nothing of the present one
   * goes. Whether Shopify still serves us is found out by asking it.
   */
  private void forgetShop(Authorization.Snapshot grant) {
    if (grant.listening()) {
      comparison.now(grant.seller(), new ChannelName(grant.platform().value()), grant.id());
    }
    List<ConnectionId> ended =
        grants.all(grant.seller()).stream()
            .filter(other -> !other.listening())
            .filter(other -> other.platform().equals(grant.platform()))
            .filter(other -> other.account().equals(grant.account()))
            .map(Authorization.Snapshot::id)
            .toList();
    if (!ended.isEmpty()) {
      open(grant, new CaseScope.OneAccount(ended), Trigger.SHOP_REDACT);
    }
  }

  private void open(Authorization.Snapshot grant, CaseScope scope, Trigger trigger) {
    deletions.of(
        grant.seller(),
        scope,
        trigger,
        List.of(grant.platform() + "/" + grant.account()),
        actor.actor());
  }

  private List<OrderId> known(SellerId seller, List<ChannelOrderId> ids) {
    return ids.stream()
        .flatMap(id -> orders.findForUpdate(seller, id).stream())
        .map(Order::id)
        .toList();
  }
}
