package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.compliance.desk.GrantReveals;
import org.lockkeeper.compliance.desk.RevealField;
import org.lockkeeper.compliance.desk.RevealReason;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.PersonalData;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/**
 * The panel of an order's page that shows one field of the buyer for a minute, at the desk and to
 * the seller's own people. The field lives in the answer to one request; the page takes it away
 * again by itself.
 */
@Named
@RequestScoped
public class Reveal {

  private final RevealField reveal;
  private final GrantReveals grant;
  private final Budget budget;
  private final SettingsInForce settings;
  private final AccessPolicy policy;
  private final Desk desk;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final HttpServletRequest request;
  @PersonalData private @Nullable String value;
  private String label = "";
  private long seconds;
  private String sentence = "";
  private boolean beyond;
  private boolean factor;

  @Inject
  Reveal(
      RevealField reveal,
      GrantReveals grant,
      Budget budget,
      SettingsInForce settings,
      AccessPolicy policy,
      Desk desk,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Toast toast,
      Texts texts,
      Times times,
      HttpServletRequest request) {
    this.reveal = reveal;
    this.grant = grant;
    this.budget = budget;
    this.settings = settings;
    this.policy = policy;
    this.desk = desk;
    this.signedIn = signedIn;
    this.actor = actor;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.request = request;
  }

  /** Whether this person may see any field at all. */
  public boolean offered() {
    return signedIn.may(Permission.BUYERS_REVEAL) && !fields().isEmpty();
  }

  /** The fields that this person's role sees one at a time. */
  public List<Words.Choice> fields() {
    return Words.choices(
        Arrays.stream(BuyerField.values())
            .filter(
                f -> policy.sight(signedIn.account().role(), RevealField.group(f)) == Sight.FULL)
            .toArray(BuyerField[]::new),
        "common.reveal.field.",
        texts);
  }

  public List<Words.Choice> reasons() {
    return Words.choices(accepted(), "common.reveal.reason.", texts);
  }

  /** The reasons that our admins have left. */
  private RevealReason[] accepted() {
    return Arrays.stream(RevealReason.values())
        .filter(reason -> settings.has(Setting.REVEAL_REASONS, reason.name()))
        .toArray(RevealReason[]::new);
  }

  /** What is left today, in a sentence. */
  public String left() {
    Budget.Standing standing = budget.of(signedIn.account());
    return texts.with("common.reveal.message.left", standing.left(), standing.mostReveals());
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  private Optional<SellerId> seller() {
    return signedIn.account().role().ofSeller() ? Optional.of(signedIn.seller()) : desk.forAction();
  }

  /** Shows the field that the form names. */
  public void show() {
    signedIn.need(Permission.BUYERS_REVEAL);
    Optional<BuyerField> field = Words.read(BuyerField.values(), sent("reveal-field"));
    Optional<RevealReason> reason = Words.read(accepted(), sent("reveal-reason"));
    Optional<OrderId> order =
        Optional.of(sent("id")).filter(id -> Desk.ID.matcher(id).matches()).map(OrderId::of);
    Optional<SellerId> seller = seller();
    if (seller.isEmpty()) {
      return;
    }
    if (field.isEmpty() || reason.isEmpty() || order.isEmpty()) {
      sentence = texts.get("common.reveal.message.choose");
      return;
    }
    label = texts.get("common.reveal.field." + Words.word(field.get()));
    answer(
        actor.as(
            signedIn.actor(),
            () ->
                reveal.of(
                    signedIn.account(),
                    seller.get(),
                    order.get(),
                    field.get(),
                    reason.get(),
                    sent("reveal-ticket"),
                    fresh())));
  }

  private boolean fresh() {
    return signedIn.fresh();
  }

  private void answer(RevealField.Answer answer) {
    switch (answer) {
      case RevealField.Answer.Shown shown -> {
        value = shown.value();
        seconds = shown.lasts().toSeconds();
      }
      case RevealField.Answer.Stripped gone ->
          sentence = texts.with("common.reveal.message.stripped", times.day(gone.at()));
      case RevealField.Answer.NotHeld n -> sentence = texts.get("common.reveal.message.not-held");
      case RevealField.Answer.NoOrder n -> sentence = texts.get("common.reveal.message.not-held");
      case RevealField.Answer.NotForRole n ->
          sentence = texts.get("common.reveal.message.not-for-role");
      case RevealField.Answer.NoTicket n -> sentence = texts.get("common.reveal.message.no-ticket");
      case RevealField.Answer.OverBudget o -> {
        beyond = !signedIn.account().role().ofSeller();
        sentence =
            texts.with(
                beyond
                    ? "common.reveal.message.over-budget"
                    : "common.reveal.message.over-budget-seller",
                times.exact(budget.nextDay()));
      }
      case RevealField.Answer.NeedsFactor n -> {
        factor = true;
        sentence = texts.get("common.reveal.message.needs-factor");
      }
      case RevealField.Answer.TooFast t -> sentence = texts.get("common.reveal.message.too-fast");
      case RevealField.Answer.NotReadable r ->
          sentence = texts.get("common.reveal.message.not-readable");
      case RevealField.Answer.Altered a -> sentence = texts.get("common.reveal.message.altered");
    }
  }

  /** Asks another person for more, with the reason and ticket of the form. */
  public void ask() {
    signedIn.need(Permission.BUYERS_REVEAL);
    Optional<RevealReason> reason = Words.read(accepted(), sent("reveal-reason"));
    Optional<SellerId> seller = seller();
    if (seller.isEmpty() || reason.isEmpty()) {
      return;
    }
    GrantReveals.Asked asked =
        grant.ask(signedIn.account(), seller.get(), reason.get(), sent("reveal-ticket"));
    switch (asked) {
      case ASKED -> toast.say(texts.get("common.reveal.message.asked"));
      case WAITS -> toast.say(texts.get("common.reveal.message.waits"));
      case NO_TICKET -> {
        beyond = true;
        sentence = texts.get("common.reveal.message.no-ticket");
      }
      case NOT_FOR_ROLE -> sentence = texts.get("common.reveal.message.not-for-role");
    }
  }

  /** The field in clear; empty text if none is shown. */
  public String value() {
    String shown = value;
    return shown == null ? "" : shown;
  }

  /** The ticket that was sent, so that it need not be typed again. */
  public String ticket() {
    return sent("reveal-ticket");
  }

  /** The word for the field that is shown. */
  public String label() {
    return label;
  }

  /** For how long it is shown. */
  public long seconds() {
    return seconds;
  }

  /** Why nothing is shown; empty text if something is, or nobody asked. */
  public String sentence() {
    return sentence;
  }

  /** Whether another person may be asked for more. */
  public boolean beyond() {
    return beyond;
  }

  /** Whether a second factor is wanted first. */
  public boolean wantsFactor() {
    return factor;
  }
}
