package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.monitoring.canaries.CanaryLedger;
import org.lockkeeper.compliance.monitoring.canaries.CanaryRecords;
import org.lockkeeper.compliance.monitoring.canaries.ShowCanary;
import org.lockkeeper.compliance.monitoring.canaries.TendCanaries;
import org.lockkeeper.compliance.monitoring.canaries.Trip;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/canaries}: how many canary buyers stand for whom, when the trap was last tried, and
 * who reached for one. Which orders they are is not told, but of those that somebody reached
 * for.
 */
@Named
@RequestScoped
public class Canaries {

  private final CanaryLedger ledger;
  private final TendCanaries tend;
  private final ShowCanary show;
  private final AlertsReader reader;
  private final PeopleWords words;
  private final SignedIn signedIn;
  private final Toast toast;
  private final Texts texts;
  private final Clock clock;
  private final Map<SellerId, String> sellers = new HashMap<>();

  private @Nullable List<Row> rows;
  private CanaryRecords.@Nullable Sum sum;
  private @Nullable Shown shown;

  @Inject
  Canaries(
      CanaryLedger ledger,
      TendCanaries tend,
      ShowCanary show,
      AlertsReader reader,
      PeopleWords words,
      SignedIn signedIn,
      Toast toast,
      Texts texts,
      Clock clock) {
    this.ledger = ledger;
    this.tend = tend;
    this.show = show;
    this.reader = reader;
    this.words = words;
    this.signedIn = signedIn;
    this.toast = toast;
    this.texts = texts;
    this.clock = clock;
  }

  /** What is known of one seller's. */
  public record Row(
      UUID id,
      String seller,
      int standing,
      int wanted,
      Instant tendedAt,
      @Nullable Instant provedAt,
      String proof,
      String look) {}

  /** Somebody reached for one. */
  public record Reach(
      Instant at, String who, String seller, String way, String order, String alert, String room) {}

  /** An address that was asked for; of nobody. */
  public record Shown(String seller, String address) {}

  private CanaryRecords.Sum sum() {
    CanaryRecords.Sum read = sum;
    if (read == null) {
      read = ledger.sum();
      sum = read;
    }
    return read;
  }

  /** How many stand in all. */
  public long standing() {
    return sum().standing();
  }

  /** For how many sellers. */
  public long sellers() {
    return sum().sellers();
  }

  /** For how many sellers the trap did not hold when it was tried. */
  public long unguarded() {
    return sum().open();
  }

  /** Since when, at the least, every seller's trap is proved; null while one was never tried. */
  public @Nullable Instant proved() {
    return sum().oldestProof().orElse(null);
  }

  /** How many stand for each seller at the most. */
  public int wanted() {
    return ledger.policy().eachSeller();
  }

  /** How often the trap is tried, in days. */
  public long days() {
    return ledger.policy().proofEvery().toDays();
  }

  /** Seller by seller; those first where something is missing. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      read = ledger.posts().stream().map(this::row).toList();
      rows = read;
    }
    return read;
  }

  private Row row(CanaryRecords.Post post) {
    return new Row(
        post.seller().value(),
        seller(post.seller()),
        post.standing(),
        post.wanted(),
        post.tendedAt(),
        post.provedAt().orElse(null),
        texts.get("admin.canaries.proof." + post.proof().map(PeopleWords::word).orElse("not-yet")),
        look(post));
  }

  private static String look(CanaryRecords.Post post) {
    return switch (post.proof().orElse(CanaryRecords.Proof.OPEN)) {
      case HELD -> "delivered";
      case OPEN -> post.proof().isEmpty() ? "received" : "danger";
    };
  }

  /** Who reached for one, the newest first. */
  public List<Reach> reaches() {
    return ledger.trips().stream().map(this::reach).toList();
  }

  private Reach reach(Trip trip) {
    return new Reach(
        trip.at(),
        trip.person().map(this::person).orElse(trip.actor()),
        seller(trip.seller()),
        trip.way(),
        trip.order().toString(),
        trip.alert().map(id -> "/admin/alerts?alert=" + id).orElse(""),
        trip.incident().map(id -> "/admin/incident?incident=" + id).orElse(""));
  }

  private String person(UUID account) {
    return texts.with(
        "admin.alerts.subject.person",
        reader.person(account).map(words::name).orElse(""),
        account.toString().substring(32));
  }

  private String seller(SellerId seller) {
    return sellers.computeIfAbsent(seller, id -> reader.name(id).orElseGet(id::toString));
  }

  /** The address that was asked for just now; null if none was. */
  public @Nullable Shown shown() {
    return shown;
  }

  /** Tries the trap of one seller now. */
  public void prove(UUID seller) {
    signedIn.need(Permission.ALERTS_WORK);
    Optional<CanaryRecords.Proof> proof = tend.prove(new SellerId(seller), clock.instant());
    rows = null;
    sum = null;
    if (proof.filter(CanaryRecords.Proof.HELD::equals).isPresent()) {
      toast.say(texts.get("admin.canaries.message.held"));
    } else {
      toast.warn(texts.get("admin.canaries.message." + (proof.isEmpty() ? "none" : "open")));
    }
  }

  /** Shows the address of one canary's mail, for somebody to look it up and see what happens. */
  public void show(UUID seller) {
    signedIn.needFresh(Permission.ALERTS_WORK);
    SellerId of = new SellerId(seller);
    Optional<String> address = show.of(signedIn.account(), of);
    shown = address.map(text -> new Shown(seller(of), text)).orElse(null);
    if (address.isEmpty()) {
      toast.warn(texts.get("admin.canaries.message.none"));
    }
  }
}
