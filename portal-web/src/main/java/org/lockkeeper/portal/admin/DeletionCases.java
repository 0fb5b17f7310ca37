package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.disposal.AgreeToDeletion;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.cases.CaseView;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.OpenDeletionCase;
import org.lockkeeper.retention.Trigger;

/**
 * {@code /admin/deletion-cases}: every duty to delete with its clock and its stores; and the ones
 * that two admins open together, for the end of a contract or because Amazon asks.
 */
@Named
@RequestScoped
public class DeletionCases {

  private final DeletionCasesReader reader;
  private final SellerChoice choice;
  private final OpenDeletionCase open;
  private final AgreeToDeletion agree;
  private final DecideDeletionCase decide;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Toast toast;
  private final Texts texts;
  private final Clocks clocks;
  private final Clock clock;
  private @Nullable List<CaseView> cases;
  private @Nullable String seller;
  private @Nullable String reason;

  @Inject
  DeletionCases(
      DeletionCasesReader reader,
      SellerChoice choice,
      OpenDeletionCase open,
      AgreeToDeletion agree,
      DecideDeletionCase decide,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Toast toast,
      Texts texts,
      Clocks clocks,
      Clock clock) {
    this.reader = reader;
    this.choice = choice;
    this.open = open;
    this.agree = agree;
    this.decide = decide;
    this.signedIn = signedIn;
    this.actor = actor;
    this.toast = toast;
    this.texts = texts;
    this.clocks = clocks;
    this.clock = clock;
  }

  /** The latest cases of all sellers. */
  public List<CaseView> all() {
    List<CaseView> read = cases;
    if (read == null) {
      read =
          reader.latest().stream()
              .map(one -> new CaseView(one.read(), one.seller(), texts, clocks, clock.instant()))
              .toList();
      cases = read;
    }
    return read;
  }

  public boolean moving() {
    return all().stream().anyMatch(CaseView::moving);
  }

  /** Why two admins open a case. */
  public Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Trigger trigger : List.of(Trigger.CONTRACT_ENDED, Trigger.AMAZON_REQUEST)) {
      reasons.put(
          texts.get(
              "common.case-trigger."
                  + (trigger == Trigger.CONTRACT_ENDED ? "contract-ended" : "amazon-request")),
          trigger.name());
    }
    return reasons;
  }

  /** Proposes a case. */
  public void propose() {
    signedIn.needFresh(Permission.RETENTION_WORK);
    Optional<SellerId> chosen = choice.of(seller);
    if (chosen.isEmpty()) {
      toast.warn(texts.get("admin.deletion-cases.message.unknown"));
      return;
    }
    SellerId of = chosen.get();
    actor.as(
        signedIn.actor(),
        () ->
            open.propose(
                of,
                new CaseScope.WholeSeller(),
                Trigger.AMAZON_REQUEST.name().equals(reason)
                    ? Trigger.AMAZON_REQUEST
                    : Trigger.CONTRACT_ENDED,
                List.of(),
                signedIn.account().id()));
    cases = null;
    seller = null;
    toast.say(texts.get("admin.deletion-cases.message.proposed"));
  }

  /** Agrees to what another admin proposed. */
  public void confirm(CaseView one) {
    signedIn.needFresh(Permission.RETENTION_WORK);
    decided(
        actor.as(
            signedIn.actor(),
            () ->
                agree.confirm(
                    signedIn.account(), SellerId.of(one.sellerId()), DeletionCaseId.of(one.id()))),
        "admin.deletion-cases.message.confirmed");
  }

  /** Takes back what was proposed. */
  public void refuse(CaseView one) {
    signedIn.need(Permission.RETENTION_WORK);
    decided(
        actor.as(
            signedIn.actor(),
            () -> decide.withdraw(SellerId.of(one.sellerId()), DeletionCaseId.of(one.id()))),
        "admin.deletion-cases.message.refused");
  }

  private void decided(boolean done, String message) {
    cases = null;
    if (done) {
      toast.say(texts.get(message));
    } else {
      toast.warn(texts.get("admin.deletion-cases.message.not-you"));
    }
  }

  public String getSeller() {
    return seller == null ? "" : seller;
  }

  public void setSeller(@Nullable String seller) {
    this.seller = seller;
  }

  public String getReason() {
    return reason == null ? "" : reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }
}
