package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.compliance.desk.SupportCase;
import org.lockkeeper.compliance.desk.WorkCases;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /support/case}: one case, its notes, and what comes next. */
@Named
@RequestScoped
public class CasePage {

  private final WorkCases work;
  private final Desk desk;
  private final AuditTrail audit;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Clocks clocks;
  private final HttpServletRequest request;
  private @Nullable LookUp lookUp;
  private String error = "";

  @Inject
  CasePage(
      WorkCases work,
      Desk desk,
      AuditTrail audit,
      SignedIn signedIn,
      Redirect redirect,
      Toast toast,
      Texts texts,
      Clocks clocks,
      HttpServletRequest request) {
    this.work = work;
    this.desk = desk;
    this.audit = audit;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.clocks = clocks;
    this.request = request;
  }

  static String path(SellerId seller, UUID id) {
    return "/support/case?seller=" + seller + "&case=" + id;
  }

  private record LookUp(Optional<WorkCases.Listed> answer) {}

  private Optional<UUID> named() {
    return Optional.ofNullable(request.getParameter("case"))
        .filter(text -> Desk.ID.matcher(text).matches())
        .map(UUID::fromString);
  }

  private Optional<WorkCases.Listed> read() {
    LookUp done = lookUp;
    if (done == null) {
      done =
          new LookUp(desk.seller().flatMap(seller -> named().flatMap(id -> work.find(seller, id))));
      lookUp = done;
    }
    return done.answer();
  }

  public boolean here() {
    return read().isPresent();
  }

  /** Answers as if there were no such page if the case is not there, or another seller's. */
  public void check() {
    if (here()) {
      return;
    }
    if (!desk.chosen()) {
      desk.checkChosen();
      return;
    }
    named()
        .ifPresent(
            unknown ->
                audit.recordFirst(
                    signedIn.seller(),
                    signedIn.actor(),
                    "access.denied",
                    "case:" + unknown,
                    Map.of()));
    redirect.nowhere();
  }

  private WorkCases.Listed listed() {
    return read().orElseThrow(() -> new IllegalStateException("nothing is shown without a case"));
  }

  public SupportCase it() {
    return listed().it();
  }

  public String label() {
    return listed().label();
  }

  public String subject() {
    return texts.get("support.case.subject." + Words.word(it().subject()));
  }

  public String next() {
    return texts.get("support.case.next." + Words.word(it().next()));
  }

  public String waitingOn() {
    return texts.get("support.case.waiting." + Words.word(it().waitingOn()));
  }

  /** Who goes on with it. */
  public String heldBy() {
    return it().heldBy()
        .map(this::person)
        .orElseGet(() -> texts.get("support.case.message.nobody"));
  }

  private String person(UUID account) {
    return account.equals(signedIn.account().id())
        ? texts.get("seller.order.label.you")
        : texts.with("common.staff.support", Budget.pseudonym(account));
  }

  /** The order's card; empty text if the case is about none. */
  public String orderPath() {
    return it().order().map(order -> DeskOrder.path(it().seller(), order)).orElse("");
  }

  public Clocks.@Nullable Ring deadline() {
    return Cases.ring(it(), clocks);
  }

  /** A note as it is shown. */
  public record NoteView(Instant at, String by, String text) {}

  /** The newest first. */
  public List<NoteView> notes() {
    return it().notes().reversed().stream()
        .map(note -> new NoteView(note.at(), person(note.by()), note.text()))
        .toList();
  }

  public List<Words.Choice> nexts() {
    return Words.choices(SupportCase.NextStep.values(), "support.case.next.", texts);
  }

  public List<Words.Choice> waitings() {
    return Words.choices(SupportCase.WaitingOn.values(), "support.case.waiting.", texts);
  }

  /** Why nothing was written; empty text if something was. */
  public String error() {
    return error;
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  /** Says what comes next, with a note. */
  public void move() {
    signedIn.need(Permission.DESK_WORK);
    if (desk.forAction().isEmpty() || !here()) {
      return;
    }
    answer(
        work.move(
            signedIn.account(),
            it().seller(),
            it().id(),
            Words.read(SupportCase.NextStep.values(), sent("case-next")).orElse(it().next()),
            Words.read(SupportCase.WaitingOn.values(), sent("case-waiting"))
                .orElse(it().waitingOn()),
            sent("case-note")),
        "support.case.message.moved");
  }

  /** Closes it. */
  public void close() {
    signedIn.need(Permission.DESK_WORK);
    if (desk.forAction().isEmpty() || !here()) {
      return;
    }
    answer(work.close(signedIn.account(), it().seller(), it().id()), "support.case.message.closed");
  }

  private void answer(WorkCases.Result result, String message) {
    switch (result) {
      case WorkCases.Result.Done done -> toast.say(texts.get(message));
      case WorkCases.Result.Gone gone -> toast.warn(texts.get("support.case.message.gone"));
      case WorkCases.Result.Refused refused ->
          error = texts.get("support.note.fault." + Words.word(refused.fault()));
    }
    lookUp = null;
  }
}
