package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.SellerView;
import org.lockkeeper.compliance.desk.ViewAsSeller;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.portal.seller.ChannelNames;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /support/seller}: a seller's channels and health, to be read and never changed. */
@Named
@RequestScoped
public class SellerCard {

  private static final Duration LATE_AFTER = Duration.ofDays(2);

  private final DeskReader reader;
  private final Desk desk;
  private final ViewAsSeller views;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Clock clock;
  private final HttpServletRequest request;
  private String error = "";
  private DeskReader.@Nullable Standing standing;

  @Inject
  SellerCard(
      DeskReader reader,
      Desk desk,
      ViewAsSeller views,
      SignedIn signedIn,
      Redirect redirect,
      Toast toast,
      Texts texts,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.desk = desk;
    this.views = views;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.clock = clock;
    this.request = request;
  }

  /** A channel or Amazon account. */
  public record Connection(
      String platform, String account, String standing, String look, @Nullable Instant consent) {}

  /** Orders that stand still for one cause. */
  public record Cause(String cause, String owner, long orders) {}

  /** Answers that there is no such page without a seller of one's own. */
  public void check() {
    desk.checkChosen();
  }

  private DeskReader.Standing standing() {
    DeskReader.Standing known = standing;
    if (known == null) {
      known = reader.standing(desk.seller().orElseThrow(), clock.instant(), LATE_AFTER);
      standing = known;
    }
    return known;
  }

  public List<Connection> connections() {
    return standing().grants().stream()
        .map(
            grant ->
                new Connection(
                    ChannelNames.name(grant.platform().toString()),
                    grant.label(),
                    texts.get("support.seller.standing." + word(grant)),
                    grant.usable() ? "delivered" : grant.listening() ? "exception" : "cancelled",
                    grant.consentUntil().orElse(null)))
        .toList();
  }

  private static String word(Authorization.Snapshot grant) {
    return grant.standing().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  public OrderBoard.Today today() {
    return standing().today();
  }

  public long orders() {
    return standing().orders();
  }

  public @Nullable Instant closedAt() {
    return standing().closedAt().orElse(null);
  }

  /** What stands still, the most first. */
  public List<Cause> causes() {
    return today().byCause().entrySet().stream()
        .sorted(Map.Entry.<ExceptionClass, Long>comparingByValue().reversed())
        .map(
            each ->
                new Cause(
                    texts.of(each.getKey()), texts.of(each.getKey().owner()), each.getValue()))
        .toList();
  }

  /** Why one may look at the seller's pages. */
  public List<Words.Choice> reasons() {
    return Words.choices(SellerView.Reason.values(), "support.view.reason.", texts);
  }

  /** The look that is open now, if it is one at this seller. */
  private Optional<SellerView> open() {
    return views
        .of(signedIn.account(), signedIn.session())
        .filter(view -> desk.seller().equals(Optional.of(view.viewed())));
  }

  /** Until when the look at this seller's pages lasts; null if there is none. */
  public @Nullable Instant looksUntil() {
    return open().map(SellerView::endsAt).orElse(null);
  }

  /** For how many minutes a look lasts. */
  public long minutes() {
    return ViewAsSeller.LASTS.toMinutes();
  }

  /** Begins a look at the seller's pages, and goes there. */
  public void look() {
    signedIn.need(Permission.DESK_WORK);
    Optional<SellerId> seller = desk.forAction();
    if (seller.isEmpty()) {
      return;
    }
    ViewAsSeller.Begun begun =
        views.begin(
            signedIn.account(),
            signedIn.session(),
            seller.get(),
            Words.read(SellerView.Reason.values(), sent("view-reason")).orElse(null),
            sent("view-ticket"));
    switch (begun) {
      case YES -> redirect.to("/seller/orders");
      case NO_TICKET -> error = texts.get("common.reveal.message.no-ticket");
      case NOT_ASSIGNED -> redirect.nowhere();
    }
  }

  /** Ends the look before its time. */
  public void leave() {
    signedIn.need(Permission.DESK_WORK);
    views.leave(signedIn.account(), signedIn.session());
    toast.say(texts.get("support.view.message.ended"));
  }

  /** Why no look began; empty text if one did, or nobody wanted one. */
  public String error() {
    return error;
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }
}
