package org.lockkeeper.compliance.access.sessions;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Shows who is signed in: to the person itself, and to who may end it. */
@UseCase
public class ListSessions {

  private final Sessions sessions;
  private final LiveSessions live;
  private final Clock clock;

  @Inject
  public ListSessions(Sessions sessions, LiveSessions live, Clock clock) {
    this.sessions = sessions;
    this.live = live;
    this.clock = clock;
  }

  /** The sessions of one person, newest first. */
  public List<Session> of(SellerId seller, UUID account) {
    return sessions.of(seller, account, clock.instant());
  }

  /** All of a seller, or of our own people. */
  public List<LiveSessions.Live> of(SellerId seller) {
    return live.live(seller, clock.instant());
  }

  /** How many people of each seller are signed in; for who runs the promises. */
  public List<LiveSessions.Count> counts() {
    return live.counts(clock.instant());
  }
}
