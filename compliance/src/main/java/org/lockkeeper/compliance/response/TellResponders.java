package org.lockkeeper.compliance.response;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.Mark;
import org.lockkeeper.incidents.NotificationDuty;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.UseCase;

/**
 * Writes to our own people about a moment of an incident's clock, each of them once. The
 * letters are there if and only if the moment is noted; if there is nobody to read them, it is not,
 * and comes again with the next look.
 */
@UseCase
public class TellResponders {

  private final Responders responders;
  private final Letters letters;
  private final RoomAddress room;
  private final Errands errands;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TellResponders(
      Responders responders,
      Letters letters,
      RoomAddress room,
      Errands errands,
      Ids ids,
      Clock clock) {
    this.responders = responders;
    this.letters = letters;
    this.room = room;
    this.errands = errands;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes it. */
  public void of(Incident.Snapshot incident, Mark mark) {
    Instant now = clock.instant();
    List<Account> readers = responders.of(incident, mark);
    if (readers.isEmpty()) {
      throw new IllegalStateException("nobody is there to be told of " + incident.id());
    }
    for (Account reader : readers) {
      UUID id = ids.next();
      boolean fresh = letters.add(letter(incident, mark, reader, id, now));
      if (fresh) {
        errands.soon(LetterErrand.of(incident.id(), id));
      }
    }
  }

  private Letter letter(
      Incident.Snapshot incident, Mark mark, Account reader, UUID id, Instant now) {
    ResponseTexts texts = new ResponseTexts(reader.language());
    String key = "mark." + mark.reason();
    Object[] values = {
      texts.get("kind." + incident.kind()),
      incident.severity().level(),
      incident.next().map(duty -> hours(incident, duty)).orElse("-"),
      incident.next().map(texts::party).orElse("-"),
      mark.party().map(party -> texts.get("party." + party)).orElse("-"),
      incident.next().map(duty -> ResponseTexts.utc(incident.clock().end(duty.span()))).orElse("-"),
      room.of(incident.id()).toString()
    };
    String drill = incident.drill() ? texts.get("drill.prefix") + " " : "";
    return new Letter(
        incident.id(),
        id,
        Optional.empty(),
        Optional.of(mark.key()),
        Optional.of(reader.id()),
        Optional.empty(),
        drill + texts.get(key + ".subject", values),
        texts.get(key + ".body", values) + "\n\n" + texts.get("mark.footer", values),
        Letter.State.READY,
        "task:notification-watch",
        now,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.of(now),
        Optional.empty(),
        Optional.empty());
  }

  private static String hours(Incident.Snapshot incident, NotificationDuty duty) {
    Duration left = incident.clock().left(duty.span());
    return left.isNegative() ? "0:00" : left.toHours() + ":" + pad(left.toMinutesPart());
  }

  private static String pad(int minutes) {
    return minutes < 10 ? "0" + minutes : Integer.toString(minutes);
  }
}
