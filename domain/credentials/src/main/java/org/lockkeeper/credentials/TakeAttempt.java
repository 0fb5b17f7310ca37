package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Uses an attempt up. Whatever comes back with its state, it was good once. */
@UseCase
public class TakeAttempt {

  private final AuthorizationAttempts attempts;
  private final Clock clock;

  @Inject
  public TakeAttempt(AuthorizationAttempts attempts, Clock clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  /** What was found. */
  public sealed interface Taken {

    /** It is ours, and this is the first that came back for it. */
    record Good(AuthorizationAttempt attempt) implements Taken {}

    /** It is not to be gone on with. */
    record Bad(Why why) implements Taken {}
  }

  /** Why an attempt is not gone on with. */
  public enum Why {
    /** We sent nobody there with it, or it was another seller, or another platform. */
    UNKNOWN,
    /** Ten minutes are over. */
    EXPIRED,
    /** It has come back before. */
    REPLAYED,
    /** It began in another browser session. */
    OTHER_SESSION
  }

  Taken with(SellerId seller, Optional<OneTimeState> state, String session, Platform platform) {
    Optional<AuthorizationAttempt> found =
        state
            .flatMap(s -> attempts.findForUpdate(seller, s.digest()))
            .filter(attempt -> attempt.platform().equals(platform));
    if (found.isEmpty()) {
      return new Taken.Bad(Why.UNKNOWN);
    }
    AuthorizationAttempt attempt = found.get();
    if (attempt.usedAt().isPresent()) {
      return new Taken.Bad(Why.REPLAYED);
    }
    Instant now = clock.instant();
    attempts.save(attempt.used(now));
    if (!now.isBefore(attempt.until())) {
      return new Taken.Bad(Why.EXPIRED);
    }
    return same(attempt.session(), session)
        ? new Taken.Good(attempt)
        : new Taken.Bad(Why.OTHER_SESSION);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
