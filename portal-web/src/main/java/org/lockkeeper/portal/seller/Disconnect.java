package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Ending;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RevokeAuthorization;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.session.BrowserSession;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.PreviewDeletion;

/**
 * {@code /seller/disconnect}: what would happen, how much of it, and by when; and then, if the
 * seller types the account's name, that it happens. Whoever does this needs no more than the
 * seller's role; a fresh second factor is to be asked for in {@link #now}, and only there.
 */
@Named
@RequestScoped
public class Disconnect {

  private static final Set<Status> UNDER_WAY = Set.of(Status.ROUTED, Status.SHIPPED);

  private final ChannelsReader reader;
  private final CaseReader cases;
  private final RevokeAuthorization revoke;
  private final BrowserSession session;
  private final AuditTrail audit;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final Texts texts;
  private final Clock clock;
  private Optional<Authorization.Snapshot> grant = Optional.empty();
  private boolean looked;
  private PreviewDeletion.@Nullable Preview preview;
  private @Nullable String typed;
  private boolean mistyped;

  @Inject
  Disconnect(
      ChannelsReader reader,
      CaseReader cases,
      RevokeAuthorization revoke,
      BrowserSession session,
      AuditTrail audit,
      SignedIn signedIn,
      ActorOfTheThread actor,
      HttpServletRequest request,
      Redirect redirect,
      Texts texts,
      Clock clock) {
    this.reader = reader;
    this.cases = cases;
    this.revoke = revoke;
    this.session = session;
    this.audit = audit;
    this.signedIn = signedIn;
    this.actor = actor;
    this.request = request;
    this.redirect = redirect;
    this.texts = texts;
    this.clock = clock;
  }

  private Optional<Authorization.Snapshot> grant() {
    if (!looked) {
      grant =
          connection()
              .flatMap(id -> reader.one(signedIn.seller(), id))
              .filter(Authorization.Snapshot::listening);
      looked = true;
    }
    return grant;
  }

  private Optional<ConnectionId> connection() {
    try {
      return Optional.ofNullable(request.getParameter("connection")).map(ConnectionId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Answers as if there were no such page, unless the connection is this seller's and open. */
  public void check() {
    if (here()) {
      return;
    }
    connection()
        .ifPresent(
            unknown ->
                audit.recordFirst(
                    signedIn.seller(),
                    signedIn.actor(),
                    "access.denied",
                    "connection:" + unknown,
                    Map.of()));
    redirect.nowhere();
  }

  public boolean here() {
    return grant().isPresent();
  }

  private Authorization.Snapshot it() {
    return grant().orElseThrow(() -> new IllegalStateException("nothing to disconnect"));
  }

  public String id() {
    return it().id().toString();
  }

  public String name() {
    return ChannelNames.name(it().platform().value());
  }

  public String account() {
    return it().account();
  }

  /** What has to be typed. */
  public String word() {
    return it().label();
  }

  private boolean isAmazon() {
    return it().platform().equals(Platform.AMAZON);
  }

  /** What becomes of orders that have not gone to Amazon. */
  public String whatWaits() {
    return texts.with(
        isAmazon() ? "seller.disconnect.step.waiting-for-amazon" : "seller.disconnect.step.waiting",
        count(Set.of(Status.RECEIVED), Optional.empty()));
  }

  /** What becomes of orders that Amazon has and goes on with. */
  public String whatIsUnderWay() {
    return texts.with(
        isAmazon() ? "seller.disconnect.step.unfollowed" : "seller.disconnect.step.under-way",
        count(UNDER_WAY, Optional.empty()));
  }

  /** What is deleted: with a channel its buyers, with the Amazon account what Amazon told. */
  public String whatGoes() {
    return isAmazon()
        ? texts.get("seller.disconnect.step.amazon-told")
        : texts.with("seller.disconnect.step.buyers", count(Set.of(), Optional.of(false)));
  }

  /** What the dry run cannot count; empty text if it is as always. */
  public String dryRunHelp() {
    return isAmazon() ? texts.get("seller.disconnect.help.amazon") : "";
  }

  private long count(Set<Status> statuses, Optional<Boolean> stripped) {
    return reader.count(
        signedIn.seller(),
        new OrderBoard.Filter(
            Optional.empty(),
            statuses,
            isAmazon() ? Optional.empty() : Optional.of(new ChannelName(it().platform().value())),
            false,
            Optional.empty(),
            stripped,
            Optional.empty()));
  }

  /** What would be deleted, counted by the queries that prove it afterwards. */
  public PreviewDeletion.Preview preview() {
    PreviewDeletion.Preview read = preview;
    if (read == null) {
      read = cases.preview(signedIn.seller(), new CaseScope.OneAccount(List.of(it().id())));
      preview = read;
    }
    return read;
  }

  /** The day by which the data would be gone. */
  public Instant deletionDueBy() {
    return clock.instant().plus(Ending.DELETION_WITHIN);
  }

  /** How the platform is told. */
  public String atThePlatform() {
    return texts.with(
        isAmazon() ? "seller.disconnect.step.by-seller" : "seller.disconnect.step.ended", name());
  }

  public boolean mistyped() {
    return mistyped;
  }

  /** Disconnects, if the name was typed. */
  public void now() {
    signedIn.needFresh(Permission.CHANNELS_WORK);
    if (typed == null || !typed.strip().equalsIgnoreCase(word())) {
      mistyped = true;
      return;
    }
    Authorization.Snapshot ending = it();
    actor.as(
        signedIn.actor(),
        () -> {
          revoke.of(signedIn.seller(), ending.id());
          return true;
        });
    session.leave(
        new BrowserSession.News("disconnected", ending.platform().value(), ending.label()));
    redirect.to("/seller/channels");
  }

  public String getTyped() {
    return typed == null ? "" : typed;
  }

  public void setTyped(@Nullable String typed) {
    this.typed = typed;
  }
}
