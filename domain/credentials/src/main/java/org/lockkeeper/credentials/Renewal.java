package org.lockkeeper.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * How far the renewing of one connection's tokens is. What is written before the platform is
 * called tells, if nobody comes back, that the answer may be lost.
 */
public final class Renewal {

  /** How often a renewal may vanish with its process before the seller is asked. */
  static final int MOST_LOST = 2;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final SellerId seller;
  private final ConnectionId connection;
  private int version;
  private Optional<Shared> shared;
  private Optional<Instant> renewAt;
  private Optional<String> print;
  private Optional<Instant> begunAt;
  private int lost;
  private boolean doubtful;
  private int failures;
  private Optional<Instant> nextTry;
  private Optional<Instant> renewedAt;

  private Renewal(Snapshot s) {
    seller = s.seller();
    connection = s.connection();
    version = s.version();
    shared = s.shared();
    renewAt = s.renewAt();
    print = s.print();
    begunAt = s.begunAt();
    lost = s.lost();
    doubtful = s.doubtful();
    failures = s.failures();
    nextTry = s.nextTry();
    renewedAt = s.renewedAt();
  }

  /** Nothing was renewed yet. */
  public static Renewal none(SellerId seller, ConnectionId connection) {
    return new Renewal(
        new Snapshot(
            seller,
            connection,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            0,
            Optional.empty(),
            Optional.empty()));
  }

  /** Brings back what was stored. */
  public static Renewal restore(Snapshot snapshot) {
    return new Renewal(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(
        seller,
        connection,
        version,
        shared,
        renewAt,
        print,
        begunAt,
        lost,
        doubtful,
        failures,
        nextTry,
        renewedAt);
  }

  /**
   * The platform is about to be called. Whoever finds an earlier call that nobody came back from
   * counts it.
   *
   * @return false if that happened too often: nobody can tell any more which secret is good
   */
  public boolean begin(Instant now) {
    if (begunAt.isPresent()) {
      lost++;
      doubtful = true;
    }
    if (lost >= MOST_LOST) {
      return false;
    }
    begunAt = Optional.of(now);
    return true;
  }

  /** What the platform gave is stored. */
  public void renewed(
      Instant now, Optional<Shared> fresh, Instant renewNext, Optional<String> lastingPrint) {
    renewedAt = Optional.of(now);
    version++;
    shared = fresh;
    renewAt = Optional.of(renewNext);
    print = lastingPrint;
    begunAt = Optional.empty();
    lost = 0;
    doubtful = false;
    failures = 0;
    nextTry = Optional.empty();
  }

  /**
   * The call failed; the next one waits, longer each time.
   *
   * @param tookEffect whether the platform may have renewed nevertheless
   * @param asked the pause that the platform asked for
   */
  public void failed(Instant now, boolean tookEffect, Optional<Duration> asked) {
    begunAt = Optional.empty();
    doubtful = doubtful || tookEffect;
    failures++;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    if (asked.isPresent() && asked.get().compareTo(pause) > 0) {
      pause = asked.get();
    }
    nextTry = Optional.of(now.plus(pause));
  }

  /**
   * A state, for storage.
   *
   * @param version how often this connection was renewed
   * @param shared the newest access token, closed; empty if nodes do not share it
   * @param renewAt when to renew though nobody asks
   * @param print SHA-256 of the lasting secret that belongs to {@code version}, in hexadecimal
   * @param begunAt when the platform was called, until its answer is stored
   * @param lost how many calls in a row nobody came back from
   * @param doubtful whether the platform may have replaced the secret without our knowing it
   * @param nextTry before which nobody calls
   */
  public record Snapshot(
      SellerId seller,
      ConnectionId connection,
      int version,
      Optional<Shared> shared,
      Optional<Instant> renewAt,
      Optional<String> print,
      Optional<Instant> begunAt,
      int lost,
      boolean doubtful,
      int failures,
      Optional<Instant> nextTry,
      Optional<Instant> renewedAt) {}

  /**
   * An access token, closed.
   *
   * @param version for which it was closed
   * @param until the first instant at which it is no good
   */
  public record Shared(String closed, int version, Instant until) {}
}
