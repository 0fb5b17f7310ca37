package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.rights.FindBuyersOrders;
import org.lockkeeper.compliance.rights.PassOnWish;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.orders.Order;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.PreviewDeletion;

/**
 * The part of {@code /seller/privacy} in which a seller passes on that one buyer wants to be
 * forgotten. What the buyer said comes in the body of a request and is not shown again.
 */
@Named
@RequestScoped
public class BuyerWish {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Where a phone number without country code belongs; most buyers are there. */
  private static final String COUNTRY = "US";

  private static final int MOST = 500;

  private final FindBuyersOrders find;
  private final PassOnWish passOn;
  private final CaseReader cases;
  private final MaskedBuyers buyers;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final HttpServletRequest request;
  @PersonalData private @Nullable String said;
  private List<Match> matches = List.of();
  private PreviewDeletion.@Nullable Preview preview;
  private boolean complete = true;
  private String sentence = "";

  @Inject
  BuyerWish(
      FindBuyersOrders find,
      PassOnWish passOn,
      CaseReader cases,
      MaskedBuyers buyers,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Toast toast,
      Texts texts,
      Times times,
      HttpServletRequest request) {
    this.find = find;
    this.passOn = passOn;
    this.cases = cases;
    this.buyers = buyers;
    this.signedIn = signedIn;
    this.actor = actor;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.request = request;
  }

  /** An order that was found. */
  public record Match(
      String id, String label, String channel, Instant placedAt, String path, BuyerView buyer) {

    static Match of(Order.Snapshot order, BuyerView buyer) {
      return new Match(
          order.id().toString(),
          order.label(),
          ChannelNames.name(order.channelOrder().channel()),
          order.placedAt(),
          OrderPage.path(order.id()),
          buyer);
    }
  }

  /** Looks for the orders of the buyer. */
  public void look() {
    signedIn.need(Permission.PRIVACY_WORK);
    String text = said == null ? "" : said;
    said = null;
    FindBuyersOrders.Answer answer;
    try {
      answer = actor.as(signedIn.actor(), () -> find.of(signedIn.seller(), text, COUNTRY));
    } catch (RecipientVault.SealingUnavailable e) {
      sentence = texts.get("seller.privacy.forget.message.not-readable");
      return;
    }
    switch (answer) {
      case FindBuyersOrders.Answer.TooShort s ->
          sentence = texts.get("seller.privacy.forget.message.too-short");
      case FindBuyersOrders.Answer.Nothing n ->
          sentence = texts.get("seller.privacy.forget.message.nothing");
      case FindBuyersOrders.Answer.Stripped gone ->
          sentence =
              texts.with(
                  "seller.privacy.forget.message.stripped", gone.orders().getFirst().label());
      case FindBuyersOrders.Answer.Found found -> show(found);
    }
  }

  private void show(FindBuyersOrders.Answer.Found found) {
    complete = found.complete();
    matches =
        found.orders().stream()
            .map(order -> Match.of(order, BuyerView.of(buyers.of(order), texts, times)))
            .toList();
    preview =
        cases.preview(
            signedIn.seller(),
            new CaseScope.Buyers(found.orders().stream().map(Order.Snapshot::id).toList()));
  }

  /** What was found; empty before a look and after one that found nothing. */
  public List<Match> matches() {
    return matches;
  }

  /** How many orders were found, in a sentence. */
  public String count() {
    return texts.with("seller.privacy.forget.message.found", matches.size());
  }

  /** Whether there may be more orders than were looked at. */
  public boolean complete() {
    return complete;
  }

  /** Why nothing is shown; empty text if something is, or nobody looked. */
  public String sentence() {
    return sentence;
  }

  /** What would go and what would stay. */
  public PreviewDeletion.@Nullable Preview preview() {
    return preview;
  }

  /** Has the buyer of the ticked orders forgotten. */
  public void forget() {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    Set<OrderId> ticked = ticked();
    boolean opened =
        actor.as(
            signedIn.actor(),
            () -> passOn.of(signedIn.seller(), ticked, signedIn.actor()).isPresent());
    if (opened) {
      toast.say(texts.get("seller.privacy.forget.message.opened"));
    } else {
      toast.warn(texts.get("seller.privacy.forget.message.none-ticked"));
    }
  }

  private Set<OrderId> ticked() {
    String[] sent = request.getParameterValues("forget-order");
    Set<OrderId> ids = new LinkedHashSet<>();
    Arrays.stream(sent == null ? new String[0] : sent)
        .limit(MOST)
        .filter(text -> ID.matcher(text).matches())
        .map(OrderId::of)
        .forEach(ids::add);
    return ids;
  }

  /** Never tells what was typed: it is not sent back. */
  public String getSaid() {
    return "";
  }

  public void setSaid(@Nullable String said) {
    this.said = said;
  }
}
