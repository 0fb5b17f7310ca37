package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.FieldGroup;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.compliance.desk.FindOrders;
import org.lockkeeper.compliance.desk.SupportCase;
import org.lockkeeper.compliance.desk.WorkCases;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.OrderTrouble;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.RetryOrder;
import org.lockkeeper.portal.seller.BuyerView;
import org.lockkeeper.portal.seller.ChannelNames;
import org.lockkeeper.portal.seller.Statuses;
import org.lockkeeper.portal.seller.TimelineEntry;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/** {@code /support/order}: one order with its buyer masked, and what one may do for it. */
@Named
@RequestScoped
public class DeskOrder {

  private final DeskReader reader;
  private final ReadAuditLog log;
  private final FindOrders find;
  private final Budget budget;
  private final WorkCases cases;
  private final RetryOrder retry;
  private final AccessPolicy policy;
  private final AuditTrail audit;
  private final Desk desk;
  private final Hits hits;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final Clocks clocks;
  private final Clock clock;
  private final HttpServletRequest request;
  private final Optional<OrderId> id;
  private @Nullable LookUp lookUp;
  private Hits.Shown others = Hits.Shown.NOTHING;
  private String caseError = "";
  private Budget.Opened opened = Budget.Opened.YES;

  @Inject
  DeskOrder(
      DeskReader reader,
      ReadAuditLog log,
      FindOrders find,
      Budget budget,
      WorkCases cases,
      RetryOrder retry,
      AccessPolicy policy,
      AuditTrail audit,
      Desk desk,
      Hits hits,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Redirect redirect,
      Toast toast,
      Texts texts,
      Times times,
      Clocks clocks,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.log = log;
    this.find = find;
    this.budget = budget;
    this.cases = cases;
    this.retry = retry;
    this.policy = policy;
    this.audit = audit;
    this.desk = desk;
    this.hits = hits;
    this.signedIn = signedIn;
    this.actor = actor;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.clocks = clocks;
    this.clock = clock;
    this.request = request;
    this.id =
        Optional.ofNullable(request.getParameter("id"))
            .filter(text -> Desk.ID.matcher(text).matches())
            .map(OrderId::of);
  }

  /** The address of an order's card. */
  static String path(SellerId seller, OrderId id) {
    return "/support/order?seller=" + seller + "&id=" + id;
  }

  private record LookUp(Optional<DeskReader.Found> answer) {}

  /**
   * Looks the order up for the present seller, and writes that down before the page is shown.
   * Malformed, unknown and another seller's get the same answer.
   */
  public void check() {
    if (!desk.chosen()) {
      desk.checkChosen();
    } else if (here()) {
      if (request.getMethod().equals("GET")) {
        audit.recordFirst(
            it().seller(), signedIn.actor(), "desk.viewed", "order:" + it().id(), Map.of());
      }
    } else if (!stopped()) {
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
  }

  /** Whether a cap holds the person back: then nothing of the order is read. */
  public boolean stopped() {
    return !here() && opened != Budget.Opened.YES;
  }

  /** Why, and when it goes on. */
  public String stop() {
    return opened == Budget.Opened.TOO_MANY_ORDERS
        ? texts.with("support.order.message.too-many-orders", times.hour(budget.nextHour()))
        : texts.get("support.find.message.too-many-sellers");
  }

  /** Whether there is something to show; if not, no part of the page takes anything in either. */
  public boolean here() {
    return read().isPresent();
  }

  private Optional<DeskReader.Found> read() {
    LookUp done = lookUp;
    if (done == null) {
      done =
          new LookUp(
              desk.seller()
                  .flatMap(
                      seller ->
                          id.filter(order -> mayOpen(seller, order))
                              .flatMap(
                                  order ->
                                      actor.as(
                                          signedIn.actor(), () -> reader.order(seller, order)))));
      lookUp = done;
    }
    return done.answer();
  }

  private boolean mayOpen(SellerId seller, OrderId order) {
    opened = budget.open(signedIn.account(), seller, order);
    return opened == Budget.Opened.YES;
  }

  private DeskReader.Found found() {
    return read()
        .orElseThrow(() -> new IllegalStateException("the page shows nothing without an order"));
  }

  public Order.Snapshot it() {
    return found().order();
  }

  public String channel() {
    return ChannelNames.name(it().channelOrder().channel());
  }

  public String status() {
    return texts.of(Statuses.of(it().progress()));
  }

  /** The style class of the status. */
  public String look() {
    return Words.word(Statuses.of(it().progress()));
  }

  /** The order's name at Amazon; empty text if there is none yet. */
  public String fulfilment() {
    return it().progress().fulfilmentId().map(Object::toString).orElse("");
  }

  /** What keeps the order from going on. */
  public @Nullable OrderTrouble trouble() {
    return it().trouble().orElse(null);
  }

  public boolean seesBuyer() {
    return policy.sight(signedIn.account().role(), FieldGroup.BUYER_NAME) != Sight.NONE;
  }

  public BuyerView buyer() {
    return BuyerView.of(found().buyer(), texts, times);
  }

  public Clocks.@Nullable Ring ring() {
    return found()
        .retention()
        .map(r -> clocks.ring(r.anchoredAt(), r.endsAt(), r.endedAt()))
        .orElse(null);
  }

  /** A package as it is shown. */
  public record ParcelView(String carrier, String tracking, String status) {}

  public List<ParcelView> parcels() {
    return it().parcels().stream()
        .sorted(Comparator.comparingInt(Parcel::number))
        .map(
            parcel ->
                new ParcelView(
                    parcel.carrier().orElse(texts.get("seller.order.message.not-yet")),
                    parcel.tracking().orElse(texts.get("seller.order.message.not-yet")),
                    texts.get("ParcelStatus." + parcel.status().name())))
        .toList();
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

  /** Where the entry that proves the stripping stands in the sealed log; empty text if nowhere. */
  public String proof() {
    AuditRecords.Filter filter =
        new AuditRecords.Filter(
            java.time.Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(AuditTopic.BUYERS),
            Optional.of("order:" + it().id()),
            Optional.empty());
    return log.page(Optional.of(it().seller()), filter, Optional.empty(), 20).stream()
        .filter(line -> line.entry().action().equals("recipient.stripped"))
        .findFirst()
        .map(
            line ->
                line.place()
                    .map(at -> texts.with("support.order.message.proof", at.index(), at.epoch()))
                    .orElseGet(() -> texts.get("support.order.message.proof-waits")))
        .orElse("");
  }

  /** What the buyer may be told, in the reader's language and then in the other. */
  public List<BuyerWords.Told> told() {
    ZoneId zone = times.zone();
    return Texts.LANGUAGES.stream()
        .sorted(
            Comparator.comparing(
                (Locale l) -> !l.getLanguage().equals(texts.locale().getLanguage())))
        .map(Texts::new)
        .map(words -> BuyerWords.of(it(), words, new Times(clock, words, zone)))
        .toList();
  }

  /** Whether the desk may have the order tried again. */
  public boolean mayRetry() {
    return whyNotRetry().isEmpty();
  }

  /** Why the button does nothing; empty text if it does something. */
  public String whyNotRetry() {
    if (it().progress().ended()) {
      return texts.with("seller.order.help.ended", status());
    }
    return it().trouble().filter(t -> t.cause().owner() == ExceptionClass.Owner.SELLER).isPresent()
        ? texts.get("support.order.help.seller-decides")
        : "";
  }

  /** Why the desk cancels nothing. */
  public String whyNotCancel() {
    return texts.get("support.order.help.cancel");
  }

  /** Has the order tried again at once. */
  public void tryAgain() {
    signedIn.need(Permission.DESK_WORK);
    if (desk.forAction().isEmpty() || !here() || !mayRetry()) {
      return;
    }
    boolean asked = retry.now(it().seller(), it().id());
    toast.say(
        texts.with(
            asked ? "seller.order.message.asked" : "seller.order.message.nothing-to-try",
            it().label()));
    lookUp = null;
  }

  /** Looks for the other orders of the same buyer with the same seller. */
  public void lookForOthers() {
    signedIn.need(Permission.DESK_WORK);
    if (desk.forAction().isEmpty() || !here()) {
      return;
    }
    SellerId seller = it().seller();
    others =
        hits.of(
            seller,
            actor.as(
                signedIn.actor(), () -> find.sameBuyer(signedIn.account(), seller, it().id())));
  }

  public List<Hit> others() {
    return others.rows();
  }

  public String othersSentence() {
    return others.sentence();
  }

  /** A case about this order. */
  public record CaseView(String path, String subject, boolean open) {}

  public List<CaseView> casesHere() {
    return cases.about(it().seller(), it().id()).stream()
        .map(
            c ->
                new CaseView(
                    CasePage.path(c.seller(), c.id()),
                    texts.get("support.case.subject." + Words.word(c.subject())),
                    c.open()))
        .toList();
  }

  public List<Words.Choice> subjects() {
    return Words.choices(SupportCase.Subject.values(), "support.case.subject.", texts);
  }

  /** Why no case was opened; empty text if one was, or nobody wanted one. */
  public String caseError() {
    return caseError;
  }

  /** Opens a case about this order. */
  public void openCase() {
    signedIn.need(Permission.DESK_WORK);
    if (desk.forAction().isEmpty() || !here()) {
      return;
    }
    SupportCase.Subject subject =
        Words.read(SupportCase.Subject.values(), sent("case-subject"))
            .orElse(SupportCase.Subject.OTHER);
    WorkCases.Result result =
        cases.open(signedIn.account(), it().seller(), it().id(), subject, sent("case-note"));
    switch (result) {
      case WorkCases.Result.Done done -> {
        toast.say(texts.with("support.case.message.opened", it().label()));
        lookUp = null;
      }
      case WorkCases.Result.Gone gone -> redirect.nowhere();
      case WorkCases.Result.Refused refused ->
          caseError = texts.get("support.note.fault." + Words.word(refused.fault()));
    }
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }
}
