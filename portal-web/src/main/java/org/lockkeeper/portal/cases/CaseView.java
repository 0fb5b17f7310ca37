package org.lockkeeper.portal.cases;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.StoreProgress;

/** A deletion case in words and figures. */
public final class CaseView {

  private final CaseReader.Read read;
  private final String sellerName;
  private final boolean own;
  private final Texts texts;
  private final Clocks clocks;
  private final Instant now;

  /** As people of ours see it. */
  public CaseView(
      CaseReader.Read read, String sellerName, Texts texts, Clocks clocks, Instant now) {
    this(read, sellerName, false, texts, clocks, now);
  }

  private CaseView(
      CaseReader.Read read,
      String sellerName,
      boolean own,
      Texts texts,
      Clocks clocks,
      Instant now) {
    this.read = read;
    this.sellerName = sellerName;
    this.own = own;
    this.texts = texts;
    this.clocks = clocks;
    this.now = now;
  }

  /** As the seller itself sees it: who is told of is the reader. */
  public static CaseView own(
      CaseReader.Read read, String sellerName, Texts texts, Clocks clocks, Instant now) {
    return new CaseView(read, sellerName, true, texts, clocks, now);
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String id() {
    return read.it().id().toString();
  }

  public String seller() {
    return sellerName;
  }

  public String sellerId() {
    return read.it().seller().toString();
  }

  /** Why, in a few words. */
  public String trigger() {
    String word = key(read.it().trigger());
    String toOwn = "common.case-trigger-own." + word;
    return texts.get(own && texts.has(toOwn) ? toOwn : "common.case-trigger." + word);
  }

  /** The accounts it concerns, or that it concerns all. */
  public String what() {
    return read.it().channels().isEmpty()
        ? texts.get("common.case.message.everything")
        : String.join(", ", read.it().channels());
  }

  public Instant requestedAt() {
    return read.it().requestedAt();
  }

  public Instant dueBy() {
    return read.it().dueBy();
  }

  private String word() {
    return switch (read.it().stage()) {
      case Stage.Proposed p -> "proposed";
      case Stage.CoolingOff c -> "cooling-off";
      case Stage.Open o -> "open";
      case Stage.Erasing e -> "erasing";
      case Stage.Verified v -> "verified";
      case Stage.Closed c -> "closed";
      case Stage.Withdrawn w -> "withdrawn";
    };
  }

  public String stage() {
    return texts.get("common.case-stage." + word());
  }

  /** What the stage means, and what happens next. */
  public String advice() {
    return texts.get("common.case-advice." + word());
  }

  public String look() {
    return switch (read.it().stage()) {
      case Stage.Verified v -> "delivered";
      case Stage.Closed c -> "delivered";
      case Stage.Withdrawn w -> "cancelled";
      case Stage.Proposed p -> read.it().overdue(now) ? "danger" : "waiting";
      case Stage.CoolingOff c -> read.it().overdue(now) ? "danger" : "waiting";
      case Stage.Open o -> read.it().overdue(now) ? "danger" : "routed";
      case Stage.Erasing e -> read.it().overdue(now) ? "danger" : "routed";
    };
  }

  /** Until when it can be taken back; null if it cannot be. */
  public @Nullable Instant undoUntil() {
    return read.it().canBeWithdrawn(now) && read.it().stage() instanceof Stage.CoolingOff c
        ? c.until()
        : null;
  }

  public boolean proposed() {
    return read.it().stage() instanceof Stage.Proposed;
  }

  /** Whether the page should look again by itself. */
  public boolean moving() {
    return read.it().stage() instanceof Stage.Open || read.it().stage() instanceof Stage.Erasing;
  }

  /** How far it is on its way to the due day; empty of meaning once it was taken back. */
  public Clocks.Ring ring() {
    return clocks.duty(requestedAt(), dueBy(), read.it().erasedAt());
  }

  /** Whether its time still runs, or was kept. */
  public boolean counts() {
    return !(read.it().stage() instanceof Stage.Withdrawn);
  }

  /** Whether something of it is still to be done. */
  public boolean live() {
    return read.it().stage().live();
  }

  /** Stores that have proved zero, of all. */
  public String progress() {
    return texts.with(
        "common.case.message.stores",
        stores().stream().filter(s -> s.verifiedAt().isPresent()).count(),
        stores().size());
  }

  public boolean begun() {
    return !stores().isEmpty();
  }

  public List<StoreProgress> stores() {
    return read.stores();
  }

  /** How a store lets go. */
  public String method(StoreProgress store) {
    return texts.get("common.case-method." + key(store.method()));
  }

  public boolean proved(StoreProgress store) {
    return store.verifiedAt().isPresent();
  }

  /** What it waits for; empty text if it waits for nothing. */
  public String waiting() {
    return read.it()
        .waiting()
        .map(w -> texts.with("common.case-waiting." + key(w.reason()), w.count()))
        .orElse("");
  }

  /** When it goes on by itself; null if it does not wait. */
  public @Nullable Instant goesOnAt() {
    return read.it().waiting().map(DeletionCase.Waiting::until).orElse(null);
  }

  public @Nullable Instant erasedAt() {
    return read.it().erasedAt().orElse(null);
  }

  public @Nullable Instant backupsEndAt() {
    return read.it().backupsEndAt().orElse(null);
  }

  public List<ErasureReport.Kept> kept() {
    return read.kept();
  }

  /** When something that stays goes; null if it has no end. */
  public @Nullable Instant until(ErasureReport.Kept kept) {
    Optional<Instant> until = kept.until();
    return until.orElse(null);
  }
}
