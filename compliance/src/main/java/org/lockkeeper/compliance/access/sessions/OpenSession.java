package org.lockkeeper.compliance.access.sessions;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.kernel.UseCase;

/** Asks for the session behind a request. */
@UseCase
public class OpenSession {

  /** How exactly the last request is remembered; shorter than any limit by far. */
  static final Duration STEP = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final Clock clock;

  @Inject
  public OpenSession(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * The session, if it may be used.
   *
   * @param byPerson whether the person did something; a page that refreshes itself is nobody, and
   *     keeps no session alive
   */
  public Optional<Sessions.Open> of(UUID id, boolean byPerson) {
    Instant now = clock.instant();
    Optional<Sessions.Open> open = sessions.open(id, now);
    if (byPerson) {
      open.map(Sessions.Open::session)
          .filter(session -> !now.isBefore(session.seenAt().plus(STEP)))
          .ifPresent(session -> sessions.seen(session, now));
    }
    return open;
  }
}
