package org.lockkeeper.compliance.pack;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Questionnaires that were asked, each with its clock: a late reply closes the case over there. */
@UseCase
public class TrackQuestionnaires {

  private static final int SHOWN = 20;
  private static final int LONGEST_REFERENCE = 80;

  private final PackBooks books;
  private final EvidencePacks packs;
  private final Editions editions;
  private final AccessPolicy access;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TrackQuestionnaires(
      PackBooks books,
      EvidencePacks packs,
      Editions editions,
      AccessPolicy access,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.books = books;
    this.packs = packs;
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
    /** The day lies ahead, or is long over. */
    DAY,
    /** The reference is missing, too long, or has something in it that must not be there. */
    TEXT,
    /** There is none that waits. */
    NOT_THERE,
    /** No pack has been made since it was asked. */
    NO_PACK
  }

  /** Notes that one was asked; its reply is due so many days later as the catalogue says. */
  public Outcome asked(Account by, Questionnaire.AskedBy askedBy, LocalDate on, String reference) {
    if (!access.may(by.role(), Permission.CONTROLS_WORK)) {
      return Outcome.NOT_ALLOWED;
    }
    LocalDate today = today();
    if (on.isAfter(today) || on.isBefore(today.minusDays(365))) {
      return Outcome.DAY;
    }
    String plain = reference.strip();
    if (plain.length() > LONGEST_REFERENCE || PlainNote.fault(plain).isPresent()) {
      return Outcome.TEXT;
    }
    Questionnaire fresh =
        new Questionnaire(
            ids.next(),
            askedBy,
            plain,
            on,
            on.plusDays(editions.inForce().replyDays()),
            by.id(),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    books.add(fresh);
    record(
        by,
        fresh.id(),
        "questionnaire.asked",
        Map.of("asked_by", askedBy.name(), "due_on", fresh.dueOn().toString()));
    return Outcome.DONE;
  }

  /** Notes that it was answered today, with the newest pack. */
  public Outcome answered(Account by, UUID id) {
    if (!access.may(by.role(), Permission.CONTROLS_WORK)) {
      return Outcome.NOT_ALLOWED;
    }
    Optional<Questionnaire> found =
        books.questionnaire(id).filter(one -> one.answeredOn().isEmpty());
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    Optional<EvidencePack> pack =
        packs.newest(10).stream()
            .filter(one -> one.state() == EvidencePack.State.READY)
            .filter(
                one ->
                    one.result()
                        .filter(
                            made ->
                                !made.madeAt()
                                    .isBefore(
                                        found
                                            .get()
                                            .askedOn()
                                            .atStartOfDay(ZoneOffset.UTC)
                                            .toInstant()))
                        .isPresent())
            .findFirst();
    if (pack.isEmpty()) {
      return Outcome.NO_PACK;
    }
    if (!books.answered(id, today(), pack.get().number())) {
      return Outcome.NOT_THERE;
    }
    record(by, id, "questionnaire.answered", Map.of("pack", Integer.toString(pack.get().number())));
    return Outcome.DONE;
  }

  /** Those that wait first, then the newest. */
  public List<Questionnaire> all() {
    return books.questionnaires(SHOWN);
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private void record(Account by, UUID id, String action, Map<String, String> facts) {
    audit.record(SellerId.PLATFORM, by.actor(), action, "questionnaire:" + id, facts);
  }
}
