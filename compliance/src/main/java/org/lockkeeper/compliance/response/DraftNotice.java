package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.IncidentPolicy;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Notices to those who are written to: drafted from a template, looked through for personal data,
 * approved by a person, then sent. A drill's go to the sink, whatever the party.
 */
@UseCase
public class DraftNotice {

  private static final int LONGEST = 6000;

  private final FindIncident incidents;
  private final IncidentPolicy policy;
  private final Letters letters;
  private final ResponseSettings settings;
  private final Errands errands;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public DraftNotice(
      FindIncident incidents,
      IncidentPolicy policy,
      Letters letters,
      ResponseSettings settings,
      Errands errands,
      AuditTrail audit,
      Ids ids,
      Clock clock) {
    this.incidents = incidents;
    this.policy = policy;
    this.letters = letters;
    this.settings = settings;
    this.errands = errands;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Result {

    record Done(UUID letter) implements Result {}

    /** There is no such incident or draft, the party is not written to, or it has a letter. */
    record Refused() implements Result {}

    /** The text has something in it that must not be there. */
    record Faulty(PlainNote.Fault fault) implements Result {}
  }

  /** Drafts the notice to a party. */
  public Result draft(IncidentId id, Party party, Account by) {
    Optional<Incident.Snapshot> found = incidents.of(id);
    Optional<String> address = policy.address(party).address();
    if (found.isEmpty() || address.isEmpty()) {
      return new Result.Refused();
    }
    Incident.Snapshot incident = found.get();
    ResponseTexts texts = new ResponseTexts(Locale.ENGLISH);
    Object[] values = {
      texts.get("kind." + incident.kind()),
      ResponseTexts.utc(incident.clock().detected().database()),
      texts.get(
          "finding." + incident.finding(party).map(a -> a.finding()).orElse(Finding.SUSPECTED)),
      incident.id().toString(),
      incident.reached().containsKey("CONTAINED")
          ? texts.get("notice.contained", ResponseTexts.utc(reached(incident)))
          : texts.get("notice.not-contained"),
      incident.what()
    };
    UUID letter = ids.next();
    boolean fresh =
        letters.add(
            new Letter(
                id,
                letter,
                Optional.of(party),
                Optional.empty(),
                Optional.empty(),
                Optional.of(incident.drill() ? settings.sink() : address.get()),
                (incident.drill() ? texts.get("drill.prefix") + " " : "")
                    + texts.get("notice." + party + ".subject", values),
                (incident.drill() ? texts.get("drill.body") + "\n\n" : "")
                    + texts.get("notice." + party + ".body", values),
                Letter.State.DRAFT,
                by.actor().text(),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    if (!fresh) {
      return new Result.Refused();
    }
    record(id, by, "incident.notice-drafted", letter);
    return new Result.Done(letter);
  }

  private static Instant reached(Incident.Snapshot incident) {
    return Optional.ofNullable(incident.reached().get("CONTAINED")).orElseThrow();
  }

  /** Changes a draft. */
  public Result edit(IncidentId id, UUID letter, String subject, String body, Account by) {
    Optional<PlainNote.Fault> fault = fault(subject, body);
    if (fault.isPresent()) {
      return new Result.Faulty(fault.get());
    }
    if (!letters.edit(id, letter, subject.strip(), body.strip())) {
      return new Result.Refused();
    }
    record(id, by, "incident.notice-edited", letter);
    return new Result.Done(letter);
  }

  /** What must not be in a notice; a line at a time, since a notice is longer than a note. */
  static Optional<PlainNote.Fault> fault(String subject, String body) {
    if (subject.isBlank() || body.isBlank()) {
      return Optional.of(PlainNote.Fault.EMPTY);
    }
    if (subject.length() > 200 || body.length() > LONGEST) {
      return Optional.of(PlainNote.Fault.TOO_LONG);
    }
    return Stream.concat(Stream.of(subject), body.lines())
        .filter(line -> !line.isBlank())
        .map(PlainNote::fault)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A person has read it, and it leaves. */
  public Result approve(IncidentId id, UUID letter, Account by) {
    Optional<Letter> draft = letters.find(id, letter);
    if (draft.isEmpty() || !letters.approve(id, letter, by.id(), clock.instant())) {
      return new Result.Refused();
    }
    record(id, by, "incident.notice-approved", letter);
    errands.soon(LetterErrand.of(id, letter));
    return new Result.Done(letter);
  }

  /** Puts a draft away. */
  public Result drop(IncidentId id, UUID letter, Account by) {
    if (!letters.drop(id, letter)) {
      return new Result.Refused();
    }
    record(id, by, "incident.notice-dropped", letter);
    return new Result.Done(letter);
  }

  /** All letters of an incident, the oldest first. */
  public List<Letter> of(IncidentId id) {
    return letters.of(id);
  }

  private void record(IncidentId id, Account by, String action, UUID letter) {
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        action,
        "incident:" + id,
        Map.of("letter", letter.toString()));
  }
}
