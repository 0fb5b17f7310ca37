package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.DecidePrivacyRequest;
import org.lockkeeper.compliance.desk.PrivacyDecision;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.cases.CaseView;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataRequest;

/**
 * {@code /support/privacy-requests}: what buyers of the assigned sellers want to know or have
 * forgotten, until when, and how far it is. To a wish to know one says that it may be answered,
 * that something has to be asked first, or that it is denied; the seller answers. A deletion goes
 * by itself.
 */
@Named
@RequestScoped
public class PrivacyRequests {

  private final CaseReader cases;
  private final DecidePrivacyRequest decide;
  private final SignedIn signedIn;
  private final Toast toast;
  private final DeskReader reader;
  private final Desk desk;
  private final Texts texts;
  private final Clocks clocks;
  private final Clock clock;
  private @Nullable List<Row> rows;
  private String ground = "";

  @Inject
  PrivacyRequests(
      CaseReader cases,
      DecidePrivacyRequest decide,
      SignedIn signedIn,
      Toast toast,
      DeskReader reader,
      Desk desk,
      Texts texts,
      Clocks clocks,
      Clock clock) {
    this.cases = cases;
    this.decide = decide;
    this.signedIn = signedIn;
    this.toast = toast;
    this.reader = reader;
    this.desk = desk;
    this.texts = texts;
    this.clocks = clocks;
    this.clock = clock;
  }

  /**
   * One request.
   *
   * @param sellerId whose, for the form; empty text where nothing is decided here
   * @param said what the desk said last; empty text if nothing
   */
  public record Row(
      String id,
      String sellerId,
      String said,
      String seller,
      String type,
      String source,
      Instant receivedAt,
      Clocks.Ring due,
      String state,
      String look,
      String stores) {}

  /** Of all assigned sellers, those that are due first come first. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      List<Row> all = new ArrayList<>();
      desk.all().forEach(seller -> all.addAll(of(seller)));
      all.sort(Comparator.comparing(row -> row.due().end()));
      known = List.copyOf(all);
      rows = known;
    }
    return known;
  }

  private List<Row> of(SellerId seller) {
    String name = reader.name(seller).orElse("");
    List<Row> found = new ArrayList<>();
    Map<UUID, PrivacyDecision> decided = decide.latest(seller);
    for (DataRequest wish : cases.wishes(seller)) {
      boolean answered = wish.answeredAt().isPresent();
      found.add(
          new Row(
              wish.id().toString(),
              answered ? "" : seller.toString(),
              Optional.ofNullable(decided.get(wish.id())).map(this::said).orElse(""),
              name,
              texts.get("support.privacy.type.know"),
              wish.channel() + " " + wish.request(),
              wish.receivedAt(),
              clocks.duty(wish.receivedAt(), wish.dueBy(), wish.answeredAt()),
              texts.get(
                  answered
                      ? "support.privacy.state.answered"
                      : "support.privacy.state.with-seller"),
              answered ? "delivered" : clock.instant().isAfter(wish.dueBy()) ? "danger" : "waiting",
              texts.with("support.privacy.message.orders", wish.orders().size(), wish.named())));
    }
    for (CaseReader.Read read : cases.all(seller)) {
      if (read.it().scope() instanceof CaseScope.Buyers) {
        CaseView view = new CaseView(read, name, texts, clocks, clock.instant());
        found.add(
            new Row(
                "",
                "",
                "",
                name,
                texts.get("support.privacy.type.forget"),
                view.trigger(),
                view.requestedAt(),
                clocks.duty(view.requestedAt(), view.dueBy(), read.it().erasedAt()),
                view.stage(),
                view.look(),
                view.begun() ? view.progress() : view.advice()));
      }
    }
    return found;
  }

  private String said(PrivacyDecision decision) {
    String kind = texts.get("common.privacy.decision." + Words.word(decision.kind()));
    return decision
        .ground()
        .map(ground -> kind + ": " + texts.get("common.privacy.ground." + Words.word(ground)))
        .orElse(kind);
  }

  /** The grounds on which a wish may be denied. */
  public List<Words.Choice> grounds() {
    return Words.choices(PrivacyDecision.Ground.values(), "common.privacy.ground.", texts);
  }

  /** Says that it may be answered. */
  public void approve(Row row) {
    signedIn.need(Permission.DESK_WORK);
    decide(row, PrivacyDecision.Kind.APPROVED);
  }

  /** Says that the buyer has to be asked something first. */
  public void ask(Row row) {
    signedIn.need(Permission.DESK_WORK);
    decide(row, PrivacyDecision.Kind.ASKED);
  }

  /** Denies it, on the ground that the form names. */
  public void deny(Row row) {
    signedIn.need(Permission.DESK_WORK);
    decide(row, PrivacyDecision.Kind.DENIED);
  }

  private void decide(Row row, PrivacyDecision.Kind kind) {
    Optional<SellerId> seller =
        desk.all().stream().filter(own -> own.toString().equals(row.sellerId())).findFirst();
    if (seller.isEmpty()) {
      return;
    }
    DecidePrivacyRequest.Outcome outcome =
        decide.decide(
            signedIn.account(),
            seller.get(),
            UUID.fromString(row.id()),
            kind,
            Words.read(PrivacyDecision.Ground.values(), ground));
    rows = null;
    switch (outcome) {
      case DONE -> toast.say(texts.with("support.privacy.message.told", row.seller()));
      case GONE -> toast.warn(texts.get("support.privacy.message.gone"));
      case NO_GROUND -> toast.warn(texts.get("support.privacy.message.no-ground"));
    }
  }

  /** The ground that is chosen for a denial. */
  public String getGround() {
    return ground;
  }

  public void setGround(@Nullable String ground) {
    this.ground = ground == null ? "" : ground;
  }
}
