package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.certificates.IssueCertificate;
import org.lockkeeper.compliance.drills.RunDrills;
import org.lockkeeper.compliance.encryption.CurrentActor;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.followups.WorkFollowUps;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.response.LookAtIncident;
import org.lockkeeper.compliance.response.TellResponders;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationLapsed;
import org.lockkeeper.credentials.AuthorizationRenewed;
import org.lockkeeper.credentials.AuthorizationRevoked;
import org.lockkeeper.credentials.ChangeEndpoint;
import org.lockkeeper.credentials.ConnectionPaused;
import org.lockkeeper.credentials.ConnectionResumed;
import org.lockkeeper.credentials.EndLapsed;
import org.lockkeeper.credentials.EndingSteps;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RenewalSteps;
import org.lockkeeper.credentials.RevokeAuthorization;
import org.lockkeeper.credentials.SellerAuthorized;
import org.lockkeeper.credentials.rotation.ApplicationSecretMoved;
import org.lockkeeper.credentials.rotation.CredentialSuspected;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentMoved;
import org.lockkeeper.incidents.IncidentSounded;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Comparison;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderEvent;
import org.lockkeeper.orders.Orders;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.SalesChannels;
import org.lockkeeper.orders.WaitingOrders;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.BackupsUnreadable;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCaseJoined;
import org.lockkeeper.retention.DeletionCaseMoved;
import org.lockkeeper.retention.DeletionCaseOpened;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.ErasureVerified;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.RetentionStarted;
import org.lockkeeper.retention.SpanChanged;
import org.lockkeeper.retention.SpanProposed;
import org.lockkeeper.retention.StartBuyerRetention;
import org.lockkeeper.retention.Trigger;

/**
 * What one context's news means for another: the only file in which a context starts another. It
 * all runs in the transaction of the news, so a delivery without a retention date cannot commit.
 */
@ApplicationScoped
class Reactions {

  private final StartBuyerRetention retention;
  private final KeyCare keys;
  private final Orders orders;
  private final Comparison comparison;
  private final SalesChannels channels;
  private final FindAuthorization grants;
  private final TellPeople tell;
  private final RenewalSteps renewals;
  private final ChangeEndpoint endpoints;
  private final EndingSteps endings;
  private final WaitingOrders waiting;
  private final Errands errands;
  private final OpenDeletionCase deletions;
  private final DecideDeletionCase decisions;
  private final DeletionCases cases;
  private final Sellers sellers;
  private final RevokeAuthorization revoke;
  private final TellResponders responders;
  private final RunDrills drills;
  private final FindIncident incidents;
  private final WorkFollowUps followUps;
  private final AuditTrail audit;
  private final CurrentActor actor;

  @Inject
  Reactions(
      StartBuyerRetention retention,
      KeyCare keys,
      Orders orders,
      Comparison comparison,
      SalesChannels channels,
      FindAuthorization grants,
      TellPeople tell,
      RenewalSteps renewals,
      ChangeEndpoint endpoints,
      EndingSteps endings,
      WaitingOrders waiting,
      Errands errands,
      OpenDeletionCase deletions,
      DecideDeletionCase decisions,
      DeletionCases cases,
      Sellers sellers,
      RevokeAuthorization revoke,
      TellResponders responders,
      RunDrills drills,
      FindIncident incidents,
      WorkFollowUps followUps,
      AuditTrail audit,
      CurrentActor actor) {
    this.retention = retention;
    this.keys = keys;
    this.orders = orders;
    this.comparison = comparison;
    this.channels = channels;
    this.grants = grants;
    this.tell = tell;
    this.renewals = renewals;
    this.endpoints = endpoints;
    this.endings = endings;
    this.waiting = waiting;
    this.errands = errands;
    this.deletions = deletions;
    this.decisions = decisions;
    this.cases = cases;
    this.sellers = sellers;
    this.revoke = revoke;
    this.responders = responders;
    this.drills = drills;
    this.incidents = incidents;
    this.followUps = followUps;
    this.audit = audit;
    this.actor = actor;
  }

  void on(@Observes OrderEvent event) {
    switch (event) {
      case OrderEvent.OrderReceived e -> {
        record(
            e,
            "order.received",
            Map.of(
                "channel",
                e.channel().value(),
                "lines",
                String.valueOf(e.lines()),
                "units",
                String.valueOf(e.units())));
        retention.from(e.seller(), e.order(), Anchor.RECEIVED, e.at());
      }
      case OrderEvent.OrderChanged e -> record(e, "order.changed", Map.of("what", e.what()));
      case OrderEvent.ShippingDecided e -> {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("speed", e.speed().name());
        e.latestArrival().ifPresent(at -> facts.put("latest_arrival", at.toString()));
        e.fee().ifPresent(fee -> facts.put("fee", fee));
        record(e, "order.decided", facts);
      }
      case OrderEvent.PlacingBegun e ->
          record(e, "order.placing", Map.of("fulfilment", e.fulfilment().value()));
      case OrderEvent.OrderRouted e ->
          record(e, "order.routed", Map.of("fulfilment", e.fulfilment().value()));
      case OrderEvent.OrderSetAside e -> {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cause", e.cause().name());
        e.detail().ifPresent(detail -> facts.put("detail", detail));
        e.nextTry().ifPresent(at -> facts.put("next_try", at.toString()));
        record(e, "order.set-aside", facts);
        if (e.cause() == ExceptionClass.UNFULFILLABLE_AFTER_ACCEPT) {
          retention.from(e.seller(), e.order(), Anchor.UNFULFILLABLE, e.at());
        }
      }
      case OrderEvent.TroubleCleared e ->
          record(e, "order.trouble-cleared", Map.of("cause", e.cause().name()));
      case OrderEvent.OrderShipped e -> {
        record(e, "order.shipped", Map.of("parcels", String.valueOf(e.parcels())));
        retention.from(e.seller(), e.order(), Anchor.SHIPPED, e.at());
      }
      case OrderEvent.ParcelMoved e ->
          record(
              e,
              "parcel.moved",
              Map.of("parcel", String.valueOf(e.parcel()), "status", e.status().name()));
      case OrderEvent.ParcelReported e ->
          record(e, "parcel.reported", Map.of("parcel", String.valueOf(e.parcel())));
      case OrderEvent.OrderDelivered e -> {
        record(e, "order.delivered", Map.of("delivered_at", e.at().toString()));
        retention.from(e.seller(), e.order(), Anchor.DELIVERED, e.at());
      }
      case OrderEvent.OrderCancelled e -> {
        record(e, "order.cancelled", Map.of("by", e.by()));
        retention.from(e.seller(), e.order(), Anchor.CANCELLED, e.at());
      }
      case OrderEvent.CancelDeclined e -> record(e, "order.cancel-declined", Map.of());
      case OrderEvent.ForgetRequested e -> {
        record(e, "recipient.forget-requested", Map.of());
        retention.endNow(e.seller(), e.order());
      }
      case OrderEvent.OrderLost e -> {
        record(e, "order.lost", Map.of("lost_at", e.at().toString()));
        retention.from(e.seller(), e.order(), Anchor.LOST, e.at());
      }
      case OrderEvent.OrderReturned e -> {
        record(e, "order.returned", Map.of("returned_at", e.at().toString()));
        retention.from(e.seller(), e.order(), Anchor.RETURNED, e.at());
      }
      case OrderEvent.OrderUnfollowed e -> record(e, "order.unfollowed", Map.of());
    }
  }

  void on(@Observes IncidentMoved event) {
    audit.record(
        event.seller(),
        event.actor(),
        "incident." + event.word(),
        "incident:" + event.incident(),
        event.facts());
    if (event.word().equals("reported")) {
      errands.soon(LookAtIncident.errand(event.incident()));
    }
    if (event.word().equals("closed")) {
      drills.closed(event.incident());
      incidents
          .of(event.incident())
          .flatMap(Incident.Snapshot::review)
          .ifPresent(
              review ->
                  followUps.lookAtPlan(
                      "incident:" + event.incident(), review.planChange(), event.actor()));
    }
  }

  void on(@Observes IncidentSounded event) {
    responders.of(event.incident(), event.mark());
  }

  void on(@Observes RetentionStarted event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "retention.started",
        "order:" + event.order(),
        Map.of(
            "anchor",
            event.anchor().name(),
            "ends_at",
            event.endsAt().toString(),
            "source",
            event.source()));
    switch (event.anchor()) {
      // The end is not known well enough, or is now: the key stays where it is.
      case RECEIVED, UNFULFILLABLE, SHIPPED, CANCELLED -> {}
      case DELIVERED, LOST, RETURNED -> moveKey(event.seller(), event.order(), event);
    }
  }

  void on(@Observes SpanProposed event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "span.proposed",
        "seller:" + event.seller(),
        Map.of(
            "days",
            Long.toString(event.span().toDays()),
            "at_once",
            Long.toString(event.atOnce())));
  }

  void on(@Observes SpanChanged event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "span.changed",
        "seller:" + event.seller(),
        Map.of(
            "from",
            Long.toString(event.before().toDays()),
            "days",
            Long.toString(event.after().toDays()),
            "at_once",
            Long.toString(event.atOnce())));
  }

  private void moveKey(SellerId seller, OrderId id, RetentionStarted event) {
    if (orders.find(seller, id).map(Order::recipient).orElse(null)
        instanceof Recipient.Sealed closed) {
      keys.toExpiry(seller, id, closed, event.endsAt());
    }
  }

  void on(@Observes SellerAuthorized event) {
    renewals.forget(event.seller(), event.connection());
    grants
        .known(event.seller(), event.connection())
        .ifPresent(grant -> decisions.cameBack(event.seller(), ended(grant)));
    audit.record(
        event.seller(),
        actor.actor(),
        "grant.given",
        "connection:" + event.connection(),
        Map.of("platform", event.platform().value()));
    if (!event.platform().equals(Platform.AMAZON)) {
      ChannelName channel = new ChannelName(event.platform().value());
      if (channels.named(channel).isPresent()) {
        comparison.begin(event.seller(), channel, event.connection());
        // An address that somebody configured is looked after by whoever configured it.
        if (!endpoints.any(event.seller(), event.connection())) {
          errands.soon(Listening.errand(event.seller(), event.connection()));
        }
      }
    }
    wake(event.seller(), event.platform());
  }

  void on(@Observes AuthorizationRenewed event) {
    renewals.forget(event.seller(), event.connection());
    note(event.seller(), "grant.renewed", event.connection(), event.platform());
    goesOn(event.seller(), event.platform(), event.connection());
    if (!event.platform().equals(Platform.AMAZON)) {
      errands.now(Listening.errand(event.seller(), event.connection()));
    }
  }

  void on(@Observes ConnectionPaused event) {
    note(event.seller(), "grant.paused", event.connection(), event.platform());
  }

  void on(@Observes ConnectionResumed event) {
    note(event.seller(), "grant.resumed", event.connection(), event.platform());
    goesOn(event.seller(), event.platform(), event.connection());
  }

  /** What waited for the connection goes on, and what was missed meanwhile is found. */
  private void goesOn(SellerId seller, Platform platform, ConnectionId connection) {
    ChannelName channel = new ChannelName(platform.value());
    if (!platform.equals(Platform.AMAZON) && channels.named(channel).isPresent()) {
      comparison.now(seller, channel, connection);
    }
    wake(seller, platform);
  }

  private void wake(SellerId seller, Platform platform) {
    waiting.wake(
        seller,
        platform.equals(Platform.AMAZON)
            ? WaitingOrders.For.FULFILMENT
            : WaitingOrders.For.CHANNEL);
  }

  private void note(SellerId seller, String action, ConnectionId connection, Platform platform) {
    audit.record(
        seller,
        actor.actor(),
        action,
        "connection:" + connection,
        Map.of("platform", platform.value()));
  }

  void on(@Observes AuthorizationRevoked event) {
    renewals.forget(event.seller(), event.connection());
    audit.record(
        event.seller(),
        actor.actor(),
        "grant.revoked",
        "connection:" + event.connection(),
        Map.of("platform", event.platform().value()));
    endings.begin(event.seller(), event.connection(), event.at());
    grants
        .known(event.seller(), event.connection())
        .ifPresent(
            grant ->
                deletions.of(
                    event.seller(),
                    new CaseScope.OneAccount(ended(grant)),
                    actor.actor() instanceof Actor.Person
                        ? Trigger.SELLER_REVOKED
                        : Trigger.PLATFORM_REVOKED,
                    List.of(grant.platform() + "/" + grant.account()),
                    actor.actor(),
                    event.accessEndedAt()));
  }

  /** The connections on the same account that have ended, oldest first. */
  private List<ConnectionId> ended(Authorization.Snapshot grant) {
    return grants.all(grant.seller()).stream()
        .filter(other -> !other.listening())
        .filter(other -> other.platform().equals(grant.platform()))
        .filter(other -> other.account().equals(grant.account()))
        .map(Authorization.Snapshot::id)
        .toList();
  }

  void on(@Observes DeletionCaseOpened event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "deletion-case.opened",
        "deletion-case:" + event.id(),
        Map.of(
            "trigger",
            event.trigger().name(),
            "scope",
            event.scope().getClass().getSimpleName(),
            "due_by",
            event.dueBy().toString()));
  }

  void on(@Observes DeletionCaseJoined event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "deletion-case.joined",
        "deletion-case:" + event.id(),
        Map.of("trigger", event.trigger().name()));
  }

  void on(@Observes DeletionCaseMoved event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "deletion-case." + event.step().name().toLowerCase(Locale.ROOT),
        "deletion-case:" + event.id(),
        Map.of());
    if (event.step() == DeletionCaseMoved.Step.ERASING
        && cases
            .find(event.seller(), event.id())
            .filter(it -> it.snapshot().scope() instanceof CaseScope.WholeSeller)
            .isPresent()) {
      sellers.close(event.seller(), event.at());
      for (Authorization.Snapshot grant : grants.all(event.seller())) {
        revoke.of(event.seller(), grant.id());
      }
    }
  }

  void on(@Observes AuthorizationLapsed event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "grant.lapsed",
        "connection:" + event.connection(),
        Map.of("platform", event.platform().value(), "cause", event.cause().name()));
    // A channel says itself that it was removed, and when its data has to go; Amazon does not.
    if (event.platform().equals(Platform.AMAZON) && EndLapsed.isTakenBack(event.cause())) {
      errands.after(EndLapsed.GRACE, EndLapsed.errand(event.seller(), event.connection()));
    }
    grants
        .known(event.seller(), event.connection())
        .ifPresent(
            grant ->
                tell.of(
                    event.seller(),
                    Notice.Kind.valueOf("LAPSED_" + event.cause().name()),
                    "connection:" + event.connection(),
                    event.platform().value(),
                    grant.label(),
                    event.at(),
                    0));
  }

  void on(@Observes CredentialSuspected event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "credential.suspected",
        event
            .connection()
            .map(connection -> "connection:" + connection)
            .orElse("application:" + event.platform()),
        Map.of("platform", event.platform().value()));
  }

  void on(@Observes ApplicationSecretMoved event) {
    audit.record(
        event.seller(),
        actor.actor(),
        "application-secret." + event.step().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "application:" + event.platform(),
        Map.of());
  }

  void on(@Observes ErasureVerified event) {
    errands.soon(IssueCertificate.errand(event.seller(), event.id(), CertificateStage.LIVE_ERASED));
  }

  void on(@Observes BackupsUnreadable event) {
    errands.soon(
        IssueCertificate.errand(event.seller(), event.id(), CertificateStage.BACKUPS_UNREADABLE));
  }

  private void record(OrderEvent event, String action, Map<String, String> facts) {
    audit.record(event.seller(), actor.actor(), action, "order:" + event.order(), facts);
  }
}
