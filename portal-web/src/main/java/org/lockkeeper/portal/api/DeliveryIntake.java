package org.lockkeeper.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.credentials.FindEndpoint;
import org.lockkeeper.credentials.NoteConsentEnd;
import org.lockkeeper.credentials.RevokeAuthorization;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.AcceptDelivery;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.ForgetBuyers;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/** One delivery in one transaction: whose it is, whether it is true, and what it asks of whom. */
@ApplicationScoped
public class DeliveryIntake {

  private final FindEndpoint endpoints;
  private final AcceptDelivery accept;
  private final RevokeAuthorization revoke;
  private final NoteConsentEnd consentEnd;
  private final ForgetBuyers forget;
  private final ActorOfTheThread actor;

  @Inject
  DeliveryIntake(
      FindEndpoint endpoints,
      AcceptDelivery accept,
      RevokeAuthorization revoke,
      NoteConsentEnd consentEnd,
      ForgetBuyers forget,
      ActorOfTheThread actor) {
    this.endpoints = endpoints;
    this.accept = accept;
    this.revoke = revoke;
    this.consentEnd = consentEnd;
    this.forget = forget;
    this.actor = actor;
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
                    forget.of(grant.seller(), redact.orders());
              }
            });
    return outcome.answer();
  }
}
