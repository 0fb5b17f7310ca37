package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderBoard.Status;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.Progress;
import org.lockkeeper.orders.RetryOrder;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.BuyerRetention;
import org.lockkeeper.retention.RetentionSchedule;

/** {@code /seller/order}: one order, its buyer's clock, and everything that happened to it. */
@Named("order")
@RequestScoped
public class OrderPage {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final OrderReader reader;
  private final RetryOrder retry;
  private final AuditTrail audit;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final Clocks clocks;
  private final RetentionSchedule schedule;
  private final Clock clock;
  private final Optional<OrderId> id;
  private @Nullable LookUp lookUp;

  @Inject
  OrderPage(
      OrderReader reader,
      RetryOrder retry,
      AuditTrail audit,
      SignedIn signedIn,
      Redirect redirect,
      Toast toast,
      Texts texts,
      Times times,
      Clocks clocks,
      RetentionSchedule schedule,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.retry = retry;
    this.audit = audit;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.clocks = clocks;
    this.schedule = schedule;
    this.clock = clock;
    this.id =
        Optional.ofNullable(request.getParameter("id"))
            .filter(text -> ID.matcher(text).matches())
            .map(OrderId::of);
  }

  /** The address of an order's page. */
  static String path(OrderId id) {
    return "/seller/order?id=" + id;
  }

  /**
   * Looks the order up as the signed-in seller's. Whether the id is malformed, unknown or another
   * seller's, the answer is the same; a well-formed one leaves an audit entry.
   */
  public void check() {
    if (here()) {
      return;
    }
    id.ifPresent(
        unknown ->
            audit.recordFirst(
                signedIn.seller(),
                signedIn.actor(),
                "access.denied",
                "order:" + unknown,
                Map.of()));
    redirect.nowhere();
  }

  /** Whether there is something to show; if not, no part of the page takes anything in either. */
  public boolean here() {
    return read().isPresent();
  }

  private Optional<OrderReader.Found> read() {
    LookUp done = lookUp;
    if (done == null) {
      done = new LookUp(id.flatMap(order -> reader.find(signedIn.seller(), order)));
      lookUp = done;
    }
    return done.answer();
  }

  /** A look-up that was made. */
  private record LookUp(Optional<OrderReader.Found> answer) {}

  private OrderReader.Found found() {
    return read()
        .orElseThrow(() -> new IllegalStateException("the page shows nothing without an order"));
  }

  public Order.Snapshot it() {
    return found().order();
  }

  public String channel() {
    return ChannelNames.name(it().channelOrder().channel());
  }

  public Status status() {
    return Statuses.of(it().progress());
  }

  /** The style class of the status. */
  public String look() {
    return OrderFilter.word(status());
  }

  public String path() {
    return path(it().id());
  }

  /** The order's name at Amazon; empty text if there is none yet. */
  public String fulfilment() {
    return it().progress().fulfilmentId().map(Object::toString).orElse("");
  }

  public BuyerView buyer() {
    return BuyerView.of(found().buyer(), texts, times);
  }

  /** Whether anything is left to try. */
  public boolean mayRetry() {
    return !it().progress().ended();
  }

  /** Why the button does nothing; empty text if it does something. */
  public String whyNotRetry() {
    return mayRetry() ? "" : texts.with("seller.order.help.ended", texts.of(status()));
  }

  /** Has the order tried again at once, if it still is this seller's. */
  public void tryAgain() {
    signedIn.need(Permission.ORDERS_WORK);
    if (!here()) {
      return;
    }
    boolean asked = retry.now(signedIn.seller(), it().id());
    toast.say(
        texts.with(
            asked ? "seller.order.message.asked" : "seller.order.message.nothing-to-try",
            it().label()));
    lookUp = null;
  }

  /** What keeps the order from going on. */
  public @Nullable OrderTrouble trouble() {
    return it().trouble().orElse(null);
  }

  /** A package as it is shown. */
  public record ParcelView(
      String carrier,
      String tracking,
      String status,
      String look,
      boolean reported,
      @Nullable Instant settledAt) {}

  public List<ParcelView> parcels() {
    return it().parcels().stream()
        .sorted(Comparator.comparingInt(Parcel::number))
        .map(
            parcel ->
                new ParcelView(
                    parcel.carrier().orElse(""),
                    parcel.tracking().orElse(""),
                    texts.get("ParcelStatus." + parcel.status().name()),
                    look(parcel.status()),
                    parcel.reported().isPresent() && parcel.reported().equals(parcel.tracking()),
                    parcel.settledAt().orElse(null)))
        .toList();
  }

  private static String look(Parcel.Status status) {
    return switch (status) {
      case PLANNED -> "received";
      case IN_TRANSIT -> "shipped";
      case DELIVERED -> "delivered";
      case RETURNED, LOST -> "lost";
      case CANCELLED -> "cancelled";
    };
  }

  /** Whether what Amazon told of the order went with the Amazon account. */
  public boolean unfollowed() {
    return it().progress() instanceof Progress.Unfollowed;
  }

  /** How long the buyer's data may stay. */
  public Clocks.@Nullable Ring ring() {
    return found()
        .retention()
        .map(r -> clocks.ring(r.anchoredAt(), r.endsAt(), r.endedAt()))
        .orElse(null);
  }

  /** Why that date, in a sentence. */
  public String reason() {
    return found().retention().map(this::reason).orElse("");
  }

  private String reason(BuyerRetention retention) {
    Duration kept = Duration.between(retention.anchoredAt(), retention.endsAt());
    return texts.with(
        "seller.order.reason." + OrderFilter.word(retention.anchor()),
        kept.toDays(),
        times.day(retention.anchoredAt()));
  }

  /** The promise behind it, such as {@code R-37}, and the edition of the policy. */
  public String source() {
    return found()
        .retention()
        .map(
            r ->
                texts.with(
                    "seller.order.label.source",
                    schedule.rule(r.anchor()).source(),
                    r.edition().toString()))
        .orElse("");
  }

  /**
   * Until when a claim for a parcel can be made, beside the clock of the buyer; empty if none left.
   */
  public String claim() {
    Optional<Instant> until =
        found().history().stream()
            .filter(entry -> entry.action().equals("order.shipped"))
            .map(AuditEntry::at)
            .findFirst()
            .map(left -> left.plus(schedule.term(RetentionSchedule.Term.CLAIM_WINDOW)));
    if (until.isEmpty()) {
      return "";
    }
    String day = times.day(until.get());
    if (!clock.instant().isBefore(until.get())) {
      return texts.with("seller.order.claim.over", day);
    }
    Optional<Instant> gone =
        found().retention().map(r -> r.endedAt().orElse(r.endsAt())).filter(until.get()::isAfter);
    return texts.with("seller.order.claim.open", day)
        + gone.filter(clock.instant()::isBefore)
            .map(end -> " " + texts.with("seller.order.claim.first", times.day(end)))
            .orElse("");
  }

  /** The entry that proves the stripping. */
  public String proof() {
    return found().history().stream()
        .map(AuditEntry::action)
        .filter("recipient.stripped"::equals)
        .findFirst()
        .map(action -> "#stripped")
        .orElse("");
  }

  /** Everything that happened, the latest first. */
  public List<TimelineEntry> timeline() {
    return found().history().reversed().stream()
        .map(
            entry ->
                TimelineEntry.of(
                    entry, signedIn.account().id(), found().colleagues(), texts, times))
        .toList();
  }
}
