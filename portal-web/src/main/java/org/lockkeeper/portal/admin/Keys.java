package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.Destruction;
import org.lockkeeper.compliance.encryption.KeyCare;
import org.lockkeeper.compliance.encryption.KeyInventory;
import org.lockkeeper.compliance.evidence.DestroyKey;
import org.lockkeeper.compliance.evidence.DestructionSteps;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/**
 * {@code /admin/keys}: which keys there are, what hangs on each, and how each goes. No
 * key is ever here: ids, states and counts.
 */
@Named
@RequestScoped
public class Keys {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final KeysReader reader;
  private final KeyCare care;
  private final DestructionSteps destructions;
  private final DestroyKey destroy;
  private final SignedIn signedIn;
  private final ActorOfTheThread actors;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final Instant now;
  private final Optional<UUID> wished;

  private @Nullable List<KeyInventory.Line> lines;
  private @Nullable List<Wish> wishes;
  private @Nullable List<Signing> signing;
  private @Nullable String cohort;
  private @Nullable String reason;
  private @Nullable String ticket;
  private @Nullable String typed;

  @Inject
  Keys(
      KeysReader reader,
      KeyCare care,
      DestructionSteps destructions,
      DestroyKey destroy,
      SignedIn signedIn,
      ActorOfTheThread actors,
      Toast toast,
      Texts texts,
      Times times,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.care = care;
    this.destructions = destructions;
    this.destroy = destroy;
    this.signedIn = signedIn;
    this.actors = actors;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.now = clock.instant();
    this.wished =
        Optional.ofNullable(request.getParameter("wish"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /** A figure with what it means. */
  public record Figure(String label, String value, String help, String look) {}

  /** A cohort in words. */
  public record Row(
      String cohort,
      String scope,
      String key,
      String state,
      String look,
      @Nullable Instant since,
      String orderKeys,
      String sellers,
      @Nullable Instant disabledAt,
      @Nullable Instant deletionDueAt,
      @Nullable Instant confirmedAt) {}

  /** A key that signs. */
  public record Signing(String use, String id, String fingerprint, boolean known) {}

  /** A wish to destroy a key. */
  public record Wish(
      UUID id,
      String cohort,
      String who,
      String reason,
      String ticket,
      String state,
      Instant at,
      Instant until,
      boolean open,
      boolean mayConfirm) {}

  private List<KeyInventory.Line> lines() {
    List<KeyInventory.Line> read = lines;
    if (read == null) {
      read = reader.cohorts();
      lines = read;
    }
    return read;
  }

  public List<Figure> tiles() {
    long open = lines().stream().filter(line -> line.row().state() == Cohorts.State.OPEN).count();
    long live = lines().stream().mapToLong(KeyInventory.Line::orderKeys).sum();
    long late = late();
    long leaving =
        lines().stream()
            .map(line -> line.row().state())
            .filter(state -> state != Cohorts.State.OPEN && state != Cohorts.State.DESTROYED)
            .count();
    return List.of(
        figure("open", open, "plain"),
        figure("live", live, "plain"),
        figure("late", late, late > 0 ? "warning" : "good"),
        figure("leaving", leaving, "plain"));
  }

  private Figure figure(String name, long value, String look) {
    return new Figure(
        texts.get("admin.keys.tile." + name),
        number(value),
        texts.get("admin.keys.tile-help." + name),
        look);
  }

  /** Order keys in provisional cohorts that should have moved on by now. */
  private long late() {
    return lines().stream()
        .filter(
            line ->
                KeyCare.rollsFrom(line.row().cohort())
                    .filter(from -> !now.isBefore(from))
                    .isPresent())
        .mapToLong(KeyInventory.Line::orderKeys)
        .sum();
  }

  /** The order keys that still stand in provisional cohorts, of all, in words. */
  public String progress() {
    long all = lines().stream().mapToLong(KeyInventory.Line::orderKeys).sum();
    long provisional =
        lines().stream()
            .filter(line -> line.row().cohort().kind() == Cohort.Kind.PROVISIONAL)
            .mapToLong(KeyInventory.Line::orderKeys)
            .sum();
    return texts.with("admin.keys.message.progress", all - provisional, all, late());
  }

  public List<Row> rows() {
    return lines().stream().map(this::row).toList();
  }

  private Row row(KeyInventory.Line line) {
    Cohorts.Row row = line.row();
    return new Row(
        row.cohort().toString(),
        texts.with(
            row.cohort().kind() == Cohort.Kind.PROVISIONAL
                ? "admin.keys.message.provisional"
                : "admin.keys.message.expiry",
            times.day(row.cohort().endsAt())),
        row.key().value(),
        texts.get("admin.keys.state." + row.state().name().toLowerCase(Locale.ROOT)),
        look(row.state()),
        line.since().orElse(null),
        number(line.orderKeys()),
        number(line.sellers()),
        row.disabledAt().orElse(null),
        row.deletionDueAt().orElse(null),
        row.confirmedAt().orElse(null));
  }

  private static String look(Cohorts.State state) {
    return switch (state) {
      case OPEN -> "delivered";
      case CLOSING, DISABLED -> "exception";
      case DELETION_SCHEDULED -> "routed";
      case DESTROYED -> "stripped";
    };
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }

  /** The keys that sign certificates and checkpoints. */
  public List<Signing> signing() {
    List<Signing> read = signing;
    if (read == null) {
      read = readSigning();
      signing = read;
    }
    return read;
  }

  private List<Signing> readSigning() {
    return reader.signing().stream()
        .map(
            key ->
                new Signing(
                    texts.get("admin.keys.use." + key.use().name().toLowerCase(Locale.ROOT)),
                    key.id().orElseGet(() -> texts.get("admin.keys.message.no-answer")),
                    key.fingerprint(),
                    key.id().isPresent()))
        .toList();
  }

  /** The year for which the signing keys are. */
  public String signingSince() {
    return String.valueOf(now.atZone(java.time.ZoneOffset.UTC).getYear());
  }

  private <T> T inMyName(Supplier<T> work) {
    return actors.as(signedIn.actor(), work);
  }

  // ---- rolling

  /** Moves on what still stands in old provisional cohorts. */
  public void roll() {
    signedIn.need(Permission.KEYS_WORK);
    KeyCare.Rolled rolled = inMyName(() -> care.rollProvisional(now));
    String said =
        texts.with(
            "admin.keys.message.rolled",
            rolled.moved(),
            rolled.notAuthentic(),
            rolled.sellersLeft().size());
    if (rolled.notAuthentic() > 0 || !rolled.sellersLeft().isEmpty()) {
      toast.warn(said);
    } else {
      toast.say(said);
    }
    lines = null;
  }

  // ---- destroying

  /** Asks for the destruction of a key. */
  public void propose() {
    signedIn.needFresh(Permission.KEYS_WORK);
    Optional<Cohort> named = named();
    if (named.isEmpty()) {
      toast.warn(texts.get("admin.keys.proposed.not_open"));
      return;
    }
    DestructionSteps.Proposed result =
        destructions.propose(
            signedIn.account(),
            named.get(),
            Optional.ofNullable(reason).orElse(""),
            Optional.ofNullable(ticket).orElse(""));
    String said = texts.get("admin.keys.proposed." + result.name().toLowerCase(Locale.ROOT));
    if (result == DestructionSteps.Proposed.DONE) {
      toast.say(said);
      cohort = null;
      reason = null;
      ticket = null;
    } else {
      toast.warn(said);
    }
    wishes = null;
  }

  private Optional<Cohort> named() {
    try {
      return Optional.ofNullable(cohort).map(String::strip).map(Cohort::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The wishes of the last thirty days. */
  public List<Wish> wishes() {
    List<Wish> read = wishes;
    if (read == null) {
      read = reader.wishes().stream().map(this::wish).toList();
      wishes = read;
    }
    return read;
  }

  private Wish wish(Destruction.Snapshot found) {
    boolean open = found.openAt(now);
    String state =
        switch (found.state()) {
          case Destruction.State.Proposed p -> open ? "proposed" : "expired";
          case Destruction.State.Confirmed c -> "confirmed";
          case Destruction.State.Refused r -> "refused";
        };
    return new Wish(
        found.id(),
        found.cohort().toString(),
        reader.person(found.requester()).orElseGet(() -> texts.get("common.log.message.unknown")),
        found.reason(),
        found.ticket(),
        texts.get("admin.keys.wish." + state),
        found.state().at(),
        found.state().at().plus(Destruction.PATIENCE),
        open,
        open && destructions.mayConfirm(signedIn.account(), found));
  }

  /** Whether there is a wish that the reader may say yes to. */
  public boolean asked() {
    return wishes().stream().anyMatch(Wish::mayConfirm);
  }

  /** Says yes to the wish that the button names. */
  public void confirm() {
    signedIn.needFresh(Permission.KEYS_WORK);
    if (wished.isEmpty()) {
      return;
    }
    DestroyKey.Result result =
        inMyName(
            () ->
                destroy.confirm(
                    signedIn.account(), wished.get(), Optional.ofNullable(typed).orElse("")));
    String said = texts.get("admin.keys.destroyed." + result.name().toLowerCase(Locale.ROOT));
    if (result == DestroyKey.Result.SCHEDULED) {
      toast.say(said);
      typed = null;
    } else {
      toast.warn(said);
    }
    lines = null;
    wishes = null;
  }

  /** Says no, or takes the own wish back. */
  public void refuse() {
    signedIn.need(Permission.KEYS_WORK);
    if (wished.filter(id -> destructions.refuse(signedIn.account(), id)).isPresent()) {
      toast.say(texts.get("admin.keys.message.refused"));
    }
    wishes = null;
  }

  public @Nullable String getCohort() {
    return cohort;
  }

  public void setCohort(@Nullable String value) {
    this.cohort = value;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String value) {
    this.reason = value;
  }

  public @Nullable String getTicket() {
    return ticket;
  }

  public void setTicket(@Nullable String value) {
    this.ticket = value;
  }

  public @Nullable String getTyped() {
    return typed;
  }

  public void setTyped(@Nullable String value) {
    this.typed = value;
  }
}
