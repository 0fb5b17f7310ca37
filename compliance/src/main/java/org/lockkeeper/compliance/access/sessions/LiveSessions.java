package org.lockkeeper.compliance.access.sessions;

import java.time.Instant;
import java.util.List;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.kernel.SellerId;

/** Who is signed in, for those who watch over it. Works in the caller's transaction. */
public interface LiveSessions {

  /** A session and who it is of. */
  record Live(Session session, String displayName, Role role) {}

  /** How many sessions people of a seller have. */
  record Count(SellerId seller, int sessions) {}

  /** The sessions of all people of a seller that may be used, newest first, at most 500. */
  List<Live> live(SellerId seller, Instant now);

  /** Which sellers have people who are signed in, our own included. */
  List<Count> counts(Instant now);
}
