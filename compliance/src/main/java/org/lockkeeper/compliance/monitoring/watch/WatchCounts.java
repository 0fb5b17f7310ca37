package org.lockkeeper.compliance.monitoring.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.kernel.SellerId;

/**
 * The counts, and how far the logs were read. Works in the caller's transaction, as the platform.
 */
public interface WatchCounts {

  /**
   * How far the logs were read.
   *
   * @param next the place of the next entry in the epoch
   * @param callsUntil until when calls were counted
   */
  record Cursor(int epoch, long next, Instant callsUntil) {}

  /** Where reading goes on, held against another node; empty if nothing was ever read. */
  Optional<Cursor> cursor();

  /** Keeps where reading goes on. */
  void move(Cursor to);

  /**
   * Adds to the count of five minutes, of its hour and of its day.
   *
   * @param slot the beginning of the five minutes
   */
  void add(Subject subject, Signal signal, Instant slot, long more);

  /**
   * Sets what was counted in five minutes, for what is counted anew from a log; hour and day
   * follow.
   *
   * @return whether it was less before
   */
  boolean set(Subject subject, Signal signal, Instant slot, long count);

  /** Notes that a thing was there that day; whether it is the first time. */
  boolean firstOfDay(Subject subject, Signal signal, String what, Instant day);

  /** Notes that a person came from a place. */
  Places come(Subject subject, String place, Instant at);

  /**
   * The places of a person.
   *
   * @param known at how many it was before
   * @param fresh whether this one is none of them
   */
  record Places(int known, boolean fresh) {}

  /** The counts by five minutes from an instant on, that one included. */
  SortedMap<Instant, Long> fives(Subject subject, Signal signal, Instant since);

  /** The counts by hours from an instant on, before another. */
  SortedMap<Instant, Long> hours(Subject subject, Signal signal, Instant since, Instant until);

  /**
   * A subject that is known; noted with the first count.
   *
   * @param role by which it has peers, such as the role of a person or the name of a host
   */
  record Known(Subject subject, String role, Instant since) {}

  Optional<Known> known(Subject subject);

  /** The role of an account, of whichever seller; empty if there is none. */
  Optional<String> roleOf(UUID account);

  void note(Known fresh);

  /** Others of the same role that were known before an instant. */
  List<Subject> peers(Known than, Instant before, int most);

  /** The cumulative sum after the last whole day, and which that was. */
  Optional<Drain> drain(Subject subject, Signal signal);

  /**
   * A cumulative sum.
   *
   * @param day the beginning of the last day that is in it
   */
  record Drain(Instant day, double sum) {}

  void keep(Subject subject, Signal signal, Drain drain);

  /**
   * The calls for one seller to one host in five minutes.
   *
   * @param refused answered with 401 or 403
   * @param throttled answered with 429
   * @param failed not answered, or with 500 and more
   */
  record Calls(
      SellerId seller,
      String host,
      Instant slot,
      long all,
      long refused,
      long throttled,
      long failed) {}

  /** The calls from an instant on, before another. */
  List<Calls> calls(Instant since, Instant until);

  /**
   * Operations at hosts that were called for the first time ever in a span, if calls were made long
   * before it already.
   *
   * @param knownSince the first call has to be older than that
   */
  List<FirstCall> firstCalls(Instant since, Instant until, Instant knownSince);

  /** An operation that was never called before. */
  record FirstCall(String host, String operation, Instant at) {}

  /** Lets go of what is older than it is kept, but for the days. */
  void tidy(Instant fivesBefore, Instant hoursBefore);
}
