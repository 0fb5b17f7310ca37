package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Ends a grant that its platform took back, or whose time was over, and that the seller did not
 * give again: access has ended, and what came over it has to go. It is ended on day 14, so
 * that the deletion, its two days of cooling-off included, is done well within the 30 days, which
 * count from the day on which access ended.
 */
@Workflow
public class EndLapsed implements ErrandHandler {

  /** So long the seller may give it again. */
  public static final Duration GRACE = Duration.ofDays(14);

  static final String KIND = "end-lapsed";

  private final FindAuthorization grants;
  private final RevokeAuthorization revoke;
  private final Clock clock;

  @Inject
  public EndLapsed(FindAuthorization grants, RevokeAuthorization revoke, Clock clock) {
    this.grants = grants;
    this.revoke = revoke;
    this.clock = clock;
  }

  /** The errand that looks after {@link #GRACE} whether the grant is still lapsed. */
  public static Errand errand(SellerId seller, ConnectionId connection) {
    return new Errand(KIND, seller, connection.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    ConnectionId connection = ConnectionId.of(errand.subject());
    Optional<Instant> since =
        grants
            .known(errand.seller(), connection)
            .map(Authorization.Snapshot::standing)
            .filter(Standing.Lapsed.class::isInstance)
            .map(Standing.Lapsed.class::cast)
            .filter(lapsed -> isTakenBack(lapsed.cause()))
            .map(Standing.Lapsed::since);
    if (since.isEmpty()) {
      return Outcome.DONE;
    }
    Instant now = clock.instant();
    Instant end = since.get().plus(GRACE);
    if (now.isBefore(end)) {
      return new Outcome.Again(Duration.between(now, end));
    }
    revoke.of(errand.seller(), connection, since.get());
    return Outcome.DONE;
  }

  /** Whether access has ended at the platform; the other causes are trouble of our own. */
  public static boolean isTakenBack(Standing.Cause cause) {
    return switch (cause) {
      case REFUSED, EXPIRED -> true;
      case RENEWAL_LOST, SECRET_LOST, SUSPECTED -> false;
    };
  }
}
