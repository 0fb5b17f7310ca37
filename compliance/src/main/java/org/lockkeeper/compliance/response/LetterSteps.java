package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.incidents.AcknowledgeNotice;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** What is read and noted around the sending of a letter, each in a transaction of its own. */
@UseCase
public class LetterSteps {

  private static final Actor SENDER = new Actor.Task("incident-letter");
  private static final Duration HOLD = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final int AT_ONCE = 200;
  private static final String NO_READER = "NoReader";

  private final Letters letters;
  private final Accounts accounts;
  private final AcknowledgeNotice acknowledge;
  private final Errands errands;
  private final AuditTrail audit;
  private final Clock clock;

  @Inject
  public LetterSteps(
      Letters letters,
      Accounts accounts,
      AcknowledgeNotice acknowledge,
      Errands errands,
      AuditTrail audit,
      Clock clock) {
    this.letters = letters;
    this.accounts = accounts;
    this.acknowledge = acknowledge;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
  }

  /** A letter on its way. */
  public record Outgoing(Letter letter, Postman.Mail mail) {
    @Override
    public String toString() {
      return letter.toString();
    }
  }

  /**
   * Takes a letter for sending; empty if there is nothing to send, or another node does it. A
   * reminder to somebody who may come in no more is put away: the others have their own.
   */
  public Optional<Outgoing> take(IncidentId incident, UUID id) {
    return letters.take(incident, id, HOLD).flatMap(this::outgoing);
  }

  private Optional<Outgoing> outgoing(Letter letter) {
    Optional<Account> reader = letter.account().flatMap(this::reader);
    if (letter.account().isPresent() && reader.isEmpty()) {
      letters.giveUp(letter.incident(), letter.id(), NO_READER);
      audit.record(
          SellerId.PLATFORM,
          SENDER,
          "incident.letter-failed",
          "incident:" + letter.incident(),
          Map.of("letter", letter.id().toString(), "cause", NO_READER));
      return Optional.empty();
    }
    return Optional.of(new Outgoing(letter, mail(letter, reader)));
  }

  private Optional<Account> reader(UUID account) {
    return accounts.all(SellerId.PLATFORM).stream()
        .filter(one -> one.id().equals(account) && !one.disabled())
        .findFirst();
  }

  private static Postman.Mail mail(Letter letter, Optional<Account> reader) {
    return new Postman.Mail(
        "incident." + letter.id(),
        reader.map(Account::login).or(letter::sentTo).orElse(""),
        reader.map(Account::language).orElse(Locale.ENGLISH),
        letter.subject(),
        letter.body());
  }

  /** Notes that it left; a notice meets the duty of its party in the same transaction. */
  public void sent(Letter letter, Letter.Proof proof) {
    letters.sent(letter.incident(), letter.id(), proof);
    audit.record(
        SellerId.PLATFORM,
        SENDER,
        "incident.letter-sent",
        "incident:" + letter.incident(),
        Map.of(
            "letter", letter.id().toString(),
            "to",
                letter
                    .party()
                    .map(Enum::name)
                    .orElse("account:" + letter.account().orElse(letter.id())),
            "message", proof.messageId(),
            "sha256", proof.sha256()));
    letter
        .party()
        .ifPresent(
            party -> acknowledge.of(letter.incident(), party, "letter:" + letter.id(), SENDER));
  }

  /**
   * Notes that it was not taken.
   *
   * @return the pause before the next try
   */
  public Duration notSent(Letter letter, Postman.NotSent why) {
    Duration pause = pause(letter.tries());
    String cause = Optional.ofNullable(why.getCause()).orElse(why).getClass().getSimpleName();
    letters.notSent(letter.incident(), letter.id(), cause, clock.instant().plus(pause));
    if (letter.tries() == 0) {
      audit.record(
          SellerId.PLATFORM,
          SENDER,
          "incident.letter-failed",
          "incident:" + letter.incident(),
          Map.of("letter", letter.id().toString(), "cause", cause));
    }
    return pause;
  }

  static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Has letters sent whose errand was lost with a node. */
  public int pickUp() {
    Instant before = clock.instant().minus(LATE);
    List<Letters.Ref> late = letters.overdue(before, AT_ONCE);
    late.forEach(ref -> errands.soon(LetterErrand.of(ref.incident(), ref.id())));
    return late.size();
  }
}
