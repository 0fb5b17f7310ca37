package org.lockkeeper.compliance.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A proof as it was seen.
 *
 * @param observedAt when it was so; the present if it could not be looked at
 * @param lookedAt when it was asked
 */
public record Sighting(
    String proof,
    State state,
    String fact,
    Instant observedAt,
    Instant lookedAt,
    Duration maxAge,
    String page,
    Map<String, String> figures) {

  /** How it stands. */
  public enum State {
    HOLDS,
    /** It is not as it has to be. */
    FAILS,
    /** It was so, too long ago to prove anything. */
    TOO_OLD,
    /** It could not be looked at; that is no yes. */
    UNSEEN
  }

  public Sighting {
    figures = Map.copyOf(figures);
  }

  static Sighting of(Proof proof, Proof.Seen seen, Instant now) {
    Duration maxAge =
        seen.until()
            .map(end -> Duration.between(seen.observedAt(), end))
            .filter(age -> age.compareTo(proof.maxAge()) < 0)
            .orElse(proof.maxAge());
    boolean old = maxAge.isNegative() || seen.observedAt().plus(maxAge).isBefore(now);
    return new Sighting(
        proof.name(),
        !seen.holds() ? State.FAILS : old ? State.TOO_OLD : State.HOLDS,
        seen.fact(),
        seen.observedAt(),
        now,
        maxAge.isNegative() ? Duration.ZERO : maxAge,
        proof.page(),
        seen.figures());
  }

  static Sighting unseen(Proof proof, Instant now) {
    return new Sighting(
        proof.name(),
        State.UNSEEN,
        "It could not be looked at; nothing is claimed. The server log has the reason.",
        now,
        now,
        proof.maxAge(),
        proof.page(),
        Map.of());
  }

  static Sighting missing(String proof, Instant now) {
    return new Sighting(
        proof,
        State.UNSEEN,
        "Nothing in this installation looks at it.",
        now,
        now,
        Duration.ZERO,
        "/admin/controls",
        Map.of());
  }

  /** Whether something may be claimed because of it. */
  public boolean holds() {
    return state == State.HOLDS;
  }

  /** How old what was seen is. */
  public Duration age() {
    Duration age = Duration.between(observedAt, lookedAt);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
