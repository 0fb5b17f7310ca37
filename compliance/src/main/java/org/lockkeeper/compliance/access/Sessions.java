package org.lockkeeper.compliance.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * All sessions, the same for every node. Works in the caller's transaction.
 *
 * <p>A session carries the role and the epoch of its account at its beginning. It is over as soon
 * as either is another one, so that whatever ends all sessions of an account also ends the one that
 * is begun at the same moment.
 */
public interface Sessions {

  /**
   * A session that may be used, whose it is, and the name of the seller.
   *
   * @param networks the ranges that the person may come from; none, no limit
   */
  record Open(Session session, Account account, String sellerName, List<String> networks) {}

  /**
   * How long a session may last.
   *
   * @param idle without a request of the person
   * @param endsAt in any case
   */
  record Limits(Duration idle, Instant endsAt) {}

  /**
   * The session, if it may be used: not ended, neither idle for too long nor too old, its account
   * active, before its own end and of the role of then, its seller not gone. Asked at each request
   * on each node: nothing that ends a session waits for a run.
   */
  Optional<Open> open(UUID id, Instant now);

  void begin(Session session, Role role, Limits limits);

  /**
   * Goes on under another id.
   *
   * @param after with the new id; seller, account and network as before
   * @param limits new ones; those of before if empty
   * @return whether the session of before was still there
   */
  boolean raise(Session before, Session after, Optional<Limits> limits);

  /** The person did something. */
  void seen(Session session, Instant at);

  /**
   * Ends all sessions of an account, also those that begin meanwhile.
   *
   * @return how many there were
   */
  int endAll(SellerId seller, UUID account, Instant at, String why);

  /** Ends all but one. */
  int endOthers(Session keep, Instant at, String why);

  /**
   * Ends one.
   *
   * @return whether it was there
   */
  boolean end(SellerId seller, UUID id, Instant at, String why);

  /** The sessions of an account that may be used, newest first. */
  List<Session> of(SellerId seller, UUID account, Instant now);
}
