package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.portal.log.LogFilter;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.log.LogSpan;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.session.SignedIn;

/**
 * The part of {@code /seller/privacy} that tells who looked for or at the seller's buyers, when,
 * which field and why. Read from the audit log itself.
 */
@Named
@RequestScoped
public class WhoLooked {

  private static final int MOST = 10;

  private final LogReader reader;
  private final LogWords words;
  private final SignedIn signedIn;
  private final Clock clock;
  private @Nullable List<Row> rows;

  @Inject
  WhoLooked(LogReader reader, LogWords words, SignedIn signedIn, Clock clock) {
    this.reader = reader;
    this.words = words;
    this.signedIn = signedIn;
    this.clock = clock;
  }

  /** One look. */
  public record Row(
      Instant at, String who, String what, String object, String path, String facts) {}

  private static LogFilter filter() {
    return LogFilter.all("/seller/my-log")
        .over(LogSpan.MONTH)
        .by(Optional.of(ActorKind.PERSON))
        .about(Optional.of(AuditTopic.LOOKS));
  }

  /**
   * Looks at buyers; the topic has those at secrets and at the log as well. A search at the desk
   * leaves one entry of its own, so what the product read for it is not told a second time.
   */
  private static boolean atBuyers(AuditEntry entry, LogReader.Page page) {
    String action = entry.action();
    boolean atDesk =
        entry.actor() instanceof Actor.Person person
            && Optional.ofNullable(page.people().get(person.account()))
                .filter(account -> !account.role().ofSeller())
                .isPresent();
    return action.startsWith("desk.")
        || action.startsWith("privacy.")
        || (action.startsWith("recipient.")
            && (!atDesk || action.equals("recipient.revealed") || action.endsWith(".exported")));
  }

  /** The latest of the last thirty days, newest first. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      LogReader.Page page = reader.page(Optional.of(signedIn.seller()), filter(), clock.instant());
      known =
          page.lines().stream()
              .filter(line -> atBuyers(line.entry(), page))
              .limit(MOST)
              .map(
                  line -> {
                    AuditEntry entry = line.entry();
                    return new Row(
                        entry.at(),
                        words.actor(entry.actor(), signedIn.seller(), page.people()),
                        words.action(entry.action()),
                        words.object(entry.object()),
                        filter().object(Optional.of(entry.object())).path(),
                        words.story(entry));
                  })
              .toList();
      rows = known;
    }
    return known;
  }

  /** All of them, in the log. */
  public String allPath() {
    return filter().path();
  }
}
