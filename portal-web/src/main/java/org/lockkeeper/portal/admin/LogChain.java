package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.LogStanding;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.evidence.BeginEpochByHand;
import org.lockkeeper.compliance.evidence.EpochSteps;
import org.lockkeeper.compliance.evidence.EpochWish;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * The chain on {@code /admin/audit-log}: the head of each day, to take away; and, when sealing has
 * stopped after a restore, a new epoch that one admin asks for and another agrees to.
 */
@Named
@RequestScoped
public class LogChain {

  /** How many days are shown. */
  private static final int DAYS = 14;

  private final LogTree tree;
  private final LogStanding standing;
  private final BeginEpochByHand begin;
  private final EpochSteps steps;
  private final LogReader reader;
  private final SignedIn signedIn;
  private final Download download;
  private final Toast toast;
  private final Texts texts;
  private final Instant now;
  private final Optional<String> wished;
  private @Nullable List<Head> heads;
  private @Nullable List<Wish> wishes;
  private LogStanding.@Nullable Standing found;
  private @Nullable String reason;
  private @Nullable String ticket;

  @Inject
  LogChain(
      LogTree tree,
      LogStanding standing,
      BeginEpochByHand begin,
      EpochSteps steps,
      LogReader reader,
      SignedIn signedIn,
      Download download,
      Toast toast,
      Texts texts,
      Clock clock,
      HttpServletRequest request) {
    this.tree = tree;
    this.standing = standing;
    this.begin = begin;
    this.steps = steps;
    this.reader = reader;
    this.signedIn = signedIn;
    this.download = download;
    this.toast = toast;
    this.texts = texts;
    this.now = clock.instant();
    this.wished = Optional.ofNullable(request.getParameter("wish"));
  }

  /**
   * The last checkpoint of a day.
   *
   * @param root the beginning of the tree's root, as the checkpoint names it
   * @param witnessedAt when the witness signed this one; null if it did not
   * @param covered whether the witness signed a later one, which this one is a beginning of
   */
  public record Head(
      LocalDate day,
      int epoch,
      long size,
      String root,
      Instant signedAt,
      @Nullable Instant witnessedAt,
      boolean covered,
      String note) {}

  /** A wish in words. */
  public record Wish(
      UUID id,
      String who,
      String reason,
      String ticket,
      String state,
      Instant at,
      boolean open,
      boolean mayConfirm) {}

  /** The heads of the last days, the newest first. */
  public List<Head> heads() {
    List<Head> read = heads;
    if (read == null) {
      Optional<LogTree.Signed> seen = tree.lastWitnessed();
      LocalDate from = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS - 1L);
      read = tree.heads(from, DAYS).stream().map(head -> head(head, seen)).toList();
      heads = read;
    }
    return read;
  }

  private static Head head(LogTree.Signed signed, Optional<LogTree.Signed> seen) {
    List<String> lines = signed.note().text().lines().toList();
    String root = lines.size() > 2 ? lines.get(2) : "";
    return new Head(
        signed.signedAt().atZone(ZoneOffset.UTC).toLocalDate(),
        signed.epoch(),
        signed.size(),
        root.length() > 16 ? root.substring(0, 16) + "\u2026" : root,
        signed.signedAt(),
        signed.witnessedAt().orElse(null),
        seen.filter(last -> last.epoch() == signed.epoch() && last.size() >= signed.size())
            .isPresent(),
        signed.witnessed().orElse(signed.note()).write());
  }

  /** Sends the head of a day as it was signed, with the witness's signature if it has one. */
  public void take(String day) {
    signedIn.need(Permission.AUDIT_READ);
    heads().stream()
        .filter(head -> head.day().toString().equals(day))
        .findFirst()
        .ifPresent(
            head ->
                download.file(
                    "checkpoint-" + head.day() + ".txt",
                    "text/plain;charset=UTF-8",
                    head.note().getBytes(StandardCharsets.UTF_8)));
  }

  private LogStanding.Standing standing() {
    LogStanding.Standing read = found;
    if (read == null) {
      read = standing.now();
      found = read;
    }
    return read;
  }

  /** Whether more was published than the database has, so that nothing is sealed. */
  public boolean stopped() {
    return standing() == LogStanding.Standing.BEHIND;
  }

  /** Whether what was published cannot be read now. */
  public boolean unknown() {
    return standing() == LogStanding.Standing.UNKNOWN;
  }

  /** The wishes of the last thirty days, the newest first. */
  public List<Wish> wishes() {
    List<Wish> read = wishes;
    if (read == null) {
      read = steps.recent().stream().map(this::inWords).toList();
      wishes = read;
    }
    return read;
  }

  private Wish inWords(EpochWish wish) {
    boolean open = wish.openAt(now);
    String state =
        wish.state() == EpochWish.State.PROPOSED && !open
            ? "expired"
            : wish.state().name().toLowerCase(Locale.ROOT);
    return new Wish(
        wish.id(),
        reader.person(wish.requester()).values().stream()
            .map(account -> account.displayName())
            .findFirst()
            .orElseGet(() -> texts.get("common.log.message.unknown")),
        wish.reason(),
        wish.ticket(),
        texts.get("admin.audit-log.wish." + state),
        wish.stateAt(),
        open,
        open && steps.mayConfirm(signedIn.account(), wish));
  }

  /** Asks for a new epoch. */
  public void propose() {
    signedIn.needFresh(Permission.AUDIT_WORK);
    say(
        begin.propose(
            signedIn.account(),
            Optional.ofNullable(reason).orElse(""),
            Optional.ofNullable(ticket).orElse("")));
  }

  /** Agrees to the wish that the button names, and begins. */
  public void confirm() {
    signedIn.needFresh(Permission.AUDIT_WORK);
    wish().ifPresent(id -> say(begin.confirm(signedIn.account(), id)));
  }

  /** Says no, or takes the own wish back. */
  public void refuse() {
    signedIn.need(Permission.AUDIT_WORK);
    if (wish().filter(id -> steps.refuse(signedIn.account(), id)).isPresent()) {
      toast.say(texts.get("admin.audit-log.epoch.withdrawn"));
    }
    wishes = null;
  }

  private Optional<UUID> wish() {
    try {
      return wished.map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void say(BeginEpochByHand.Result result) {
    String said =
        texts.get(
            "admin.audit-log.epoch." + result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    switch (result) {
      case PROPOSED, BEGUN -> toast.say(said);
      case NOT_SAID, NOT_STOPPED, NOT_CONFIRMED, NO_STORE -> toast.warn(said);
    }
    wishes = null;
    heads = null;
    found = null;
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
}
