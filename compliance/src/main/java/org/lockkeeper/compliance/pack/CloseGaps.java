package org.lockkeeper.compliance.pack;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * What people do about a proof that does not hold: enter a plan, or show what the product cannot
 * see. Neither is ever changed; the newest counts. Texts go into packs, so what looks like personal
 * data or a secret is refused.
 */
@UseCase
public class CloseGaps {

  private static final int LONGEST_PLACE = 120;
  private static final int HISTORY = 20;
  private static final int FARTHEST_YEARS = 2;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final PackBooks books;
  private final Editions editions;
  private final AccessPolicy access;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public CloseGaps(
      PackBooks books,
      Editions editions,
      AccessPolicy access,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.books = books;
    this.editions = editions;
    this.access = access;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    NOT_ALLOWED,
    /** No control needs such a proof, or nobody shows it. */
    NOT_THERE,
    /** A plan's day lies behind or too far ahead; what is shown, ahead or too far back to count. */
    DAY,
    /** The text is missing, too long, or has something in it that must not be there. */
    TEXT,
    /** No SHA-256 in hex. */
    DIGEST
  }

  /** Enters a plan. */
  public Outcome plan(Account by, String proof, GapPlan.Owner owner, LocalDate dueOn, String text) {
    if (!access.may(by.role(), Permission.CONTROLS_WORK)) {
      return Outcome.NOT_ALLOWED;
    }
    if (!editions.inForce().proofs().contains(proof)) {
      return Outcome.NOT_THERE;
    }
    LocalDate today = today();
    if (dueOn.isBefore(today) || dueOn.isAfter(today.plusYears(FARTHEST_YEARS))) {
      return Outcome.DAY;
    }
    String plain = oneLine(text);
    if (plain.length() > GapPlan.LONGEST || PlainNote.fault(plain).isPresent()) {
      return Outcome.TEXT;
    }
    GapPlan fresh = new GapPlan(ids.next(), proof, owner, dueOn, plain, by.id(), clock.instant());
    books.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "control.planned",
        "proof:" + proof,
        Map.of("plan", fresh.id().toString(), "due_on", dueOn.toString(), "owner", owner.name()));
    return Outcome.DONE;
  }

  /**
   * Shows what the product cannot see.
   *
   * @param sha256 of the file; empty text if there is none
   */
  public Outcome show(Account by, String proof, LocalDate on, String where, String sha256) {
    if (!access.may(by.role(), Permission.CONTROLS_WORK)) {
      return Outcome.NOT_ALLOWED;
    }
    Optional<ControlCatalogue.Shown> wanted = editions.inForce().shown(proof);
    if (wanted.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    LocalDate today = today();
    if (on.isAfter(today) || on.isBefore(today.minusDays(wanted.get().days()))) {
      return Outcome.DAY;
    }
    String plain = oneLine(where);
    if (plain.length() > LONGEST_PLACE || PlainNote.fault(plain).isPresent()) {
      return Outcome.TEXT;
    }
    String sum = sha256.strip().toLowerCase(java.util.Locale.ROOT);
    if (!sum.isEmpty() && !DIGEST.matcher(sum).matches()) {
      return Outcome.DIGEST;
    }
    Attestation fresh =
        new Attestation(
            ids.next(),
            proof,
            on,
            plain,
            Optional.of(sum).filter(text -> !text.isEmpty()),
            by.id(),
            clock.instant());
    books.add(fresh);
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "control.shown",
        "proof:" + proof,
        Map.of("attestation", fresh.id().toString(), "shown_on", on.toString()));
    return Outcome.DONE;
  }

  /** What was shown of one proof, the newest first. */
  public List<Attestation> shown(String proof) {
    return books.attested(proof, HISTORY);
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
