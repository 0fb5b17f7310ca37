package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.DecidePrivacyRequest;
import org.lockkeeper.compliance.desk.PrivacyDecision;
import org.lockkeeper.compliance.rights.AnswerDataRequest;
import org.lockkeeper.compliance.rights.Archive;
import org.lockkeeper.compliance.rights.DownloadOwnData;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.cases.CaseView;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.StoreTexts;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.wiring.ActorOfTheThread;
import org.lockkeeper.retention.BuyerRetentions;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.DataRequest;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.TakeStock;

/** {@code /seller/privacy}: what is held, what buyers asked, and how deletions go on. */
@Named
@RequestScoped
public class Privacy {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final CaseReader reader;
  private final PrivacyReader figures;
  private final DecideDeletionCase decide;
  private final AnswerDataRequest answer;
  private final DecidePrivacyRequest decisions;
  private final DownloadOwnData own;
  private final Download download;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final Toast toast;
  private final Texts texts;
  private final StoreTexts stores;
  private final Clocks clocks;
  private final Clock clock;
  private @Nullable List<CaseView> cases;
  private @Nullable List<TakeStock.Held> held;
  private @Nullable List<BuyerRetentions.DayCount> ends;
  private @Nullable Map<UUID, PrivacyDecision> said;

  @Inject
  Privacy(
      CaseReader reader,
      PrivacyReader figures,
      DecideDeletionCase decide,
      AnswerDataRequest answer,
      DecidePrivacyRequest decisions,
      DownloadOwnData own,
      Download download,
      SignedIn signedIn,
      ActorOfTheThread actor,
      Toast toast,
      Texts texts,
      StoreTexts stores,
      Clocks clocks,
      Clock clock) {
    this.reader = reader;
    this.figures = figures;
    this.decide = decide;
    this.answer = answer;
    this.decisions = decisions;
    this.own = own;
    this.download = download;
    this.signedIn = signedIn;
    this.actor = actor;
    this.toast = toast;
    this.texts = texts;
    this.stores = stores;
    this.clocks = clocks;
    this.clock = clock;
  }

  /** The seller's cases, newest first. */
  public List<CaseView> cases() {
    List<CaseView> read = cases;
    if (read == null) {
      read =
          reader.all(signedIn.seller()).stream()
              .map(one -> CaseView.own(one, signedIn.sellerName(), texts, clocks, clock.instant()))
              .toList();
      cases = read;
    }
    return read;
  }

  /** Whether something goes on that the page should show by itself. */
  public boolean moving() {
    return cases().stream().anyMatch(CaseView::moving);
  }

  /**
   * A store or a field of one.
   *
   * @param rows how many; null if the store does not answer now
   */
  public record Held(
      String name,
      String id,
      @Nullable Long rows,
      @Nullable Instant oldest,
      @Nullable Instant newest,
      boolean field) {}

  /** Stores of one kind of data. */
  public record Group(String kind, List<Held> stores) {}

  private List<TakeStock.Held> stock() {
    List<TakeStock.Held> read = held;
    if (read == null) {
      read = figures.held(signedIn.seller());
      held = read;
    }
    return read;
  }

  /** What is held, by kind of data, store by store, and field by field where there are fields. */
  public List<Group> held() {
    Map<DataKind, List<Held>> groups = new EnumMap<>(DataKind.class);
    for (TakeStock.Held store : stock()) {
      List<Held> of = groups.computeIfAbsent(store.kind(), kind -> new ArrayList<>());
      of.add(
          new Held(
              stores.name(store.store()),
              store.store(),
              store.rows().isPresent() ? store.rows().getAsLong() : null,
              store.ages().map(StoreEraser.Ages::oldest).orElse(null),
              store.ages().map(StoreEraser.Ages::newest).orElse(null),
              false));
      store
          .fields()
          .forEach(
              field ->
                  of.add(
                      new Held(
                          stores.field(field.field()),
                          field.field(),
                          field.rows(),
                          null,
                          null,
                          true)));
    }
    return groups.entrySet().stream()
        .map(group -> new Group(stores.kind(group.getKey()), group.getValue()))
        .toList();
  }

  /** Whether a store could not be asked, so that the page should look again by itself. */
  public boolean uncounted() {
    return stock().stream().anyMatch(store -> store.rows().isEmpty());
  }

  /** How many buyers go within so many days of UTC, today included; at most thirty. */
  public long endsWithin(int days) {
    List<BuyerRetentions.DayCount> read = ends;
    if (read == null) {
      read = figures.ends(signedIn.seller(), clock.instant());
      ends = read;
    }
    return read.stream().limit(days).mapToLong(BuyerRetentions.DayCount::count).sum();
  }

  /** The clock of a request. */
  public Clocks.Ring clock(DataRequest wish) {
    return clocks.duty(wish.receivedAt(), wish.dueBy(), wish.answeredAt());
  }

  /** What buyers want to know. */
  public List<DataRequest> wishes() {
    return reader.wishes(signedIn.seller());
  }

  /** What our desk said to a request; empty text if nothing. */
  public String said(DataRequest wish) {
    Map<UUID, PrivacyDecision> read = said;
    if (read == null) {
      read = decisions.latest(signedIn.seller());
      said = read;
    }
    PrivacyDecision decision = read.get(wish.id());
    if (decision == null) {
      return "";
    }
    String kind = texts.get("common.privacy.decision." + word(decision.kind()));
    return decision
        .ground()
        .map(ground -> kind + ": " + texts.get("common.privacy.ground." + word(ground)))
        .orElse(kind);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** When a request was answered; null if it has not been. */
  public @Nullable Instant answeredAt(DataRequest wish) {
    return wish.answeredAt().orElse(null);
  }

  /** Sends what is held of the buyer who asks, and marks the request as answered. */
  public void answer(String id) {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    if (!ID.matcher(id).matches()) {
      return;
    }
    try {
      actor
          .as(
              signedIn.actor(),
              () -> answer.of(signedIn.seller(), UUID.fromString(id), signedIn.actor()))
          .ifPresent(this::send);
    } catch (RecipientVault.SealingUnavailable e) {
      toast.warn(texts.get("seller.privacy.message.not-readable"));
    }
  }

  /** How many orders a file holds at most. */
  public int most() {
    return DownloadOwnData.MOST;
  }

  /** Sends the seller's own data, without buyers and secrets. */
  public void downloadAll() {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    send(actor.as(signedIn.actor(), () -> own.of(signedIn.seller(), signedIn.actor())));
  }

  private void send(Archive archive) {
    download.file(archive.name(), "application/zip", archive.content());
  }

  /** Has a case begin now. */
  public void startNow(String id) {
    signedIn.needFresh(Permission.PRIVACY_WORK);
    say(
        actor.as(signedIn.actor(), () -> decide.startNow(signedIn.seller(), DeletionCaseId.of(id))),
        "seller.privacy.message.started");
  }

  /** Takes a case back. */
  public void withdraw(String id) {
    signedIn.need(Permission.PRIVACY_WORK);
    say(
        actor.as(signedIn.actor(), () -> decide.withdraw(signedIn.seller(), DeletionCaseId.of(id))),
        "seller.privacy.message.withdrawn");
  }

  private void say(boolean done, String message) {
    cases = null;
    if (done) {
      toast.say(texts.get(message));
    } else {
      toast.warn(texts.get("seller.privacy.message.too-late"));
    }
  }
}
