package org.lockkeeper.compliance.exports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.OrderBoard;

/**
 * One person's wish to take a list of orders away as a file, and what became of it.
 *
 * @param account who asked; the file is for this person alone
 * @param note what the person wrote; plain words, nothing of a buyer
 * @param what which orders
 * @param rows how many there were when it was asked for; in the file once it is made
 * @param made how many are written so far
 * @param endsAt the first instant at which the present state is over by itself
 * @param decision what another person said, if one was asked
 * @param digest of the file, SHA-256 in hexadecimal, once it is made
 * @param endedAt when it was over
 */
public record Export(
    SellerId seller,
    UUID id,
    UUID account,
    Reason reason,
    String note,
    Selection what,
    long rows,
    State state,
    int made,
    Instant askedAt,
    Instant endsAt,
    Optional<Decision> decision,
    Optional<String> digest,
    Optional<Instant> endedAt) {

  /** Why somebody takes a list away. */
  public enum Reason {
    BOOKKEEPING,
    CHANNEL_CHECK,
    STOCK_PLANNING,
    CARRIER_CLAIM,
    AUDITOR,
    OTHER
  }

  /** How far it is. */
  public enum State {
    /** Waits for another person's yes. */
    WAITS,
    /** Is being made. */
    MAKING,
    /** Can be fetched, once. */
    READY,
    /** Was fetched. */
    TAKEN,
    /** Taken back by who asked. */
    CANCELLED,
    /** Another person said no. */
    DECLINED,
    /** Broken off, because who asked may not have it any more. */
    ABORTED,
    /** Nobody decided, made or fetched it in time. */
    EXPIRED,
    /** Grew beyond what the person may take. */
    TOO_LARGE,
    /** Could not be made, or not be read again. */
    FAILED;

    /** Whether something may still become of it. */
    public boolean open() {
      return this == WAITS || this == MAKING || this == READY;
    }
  }

  /** Which orders, and in which order. */
  public record Selection(OrderBoard.Filter filter, OrderBoard.Sort sort, boolean descending) {}

  /** What another person said. */
  public record Decision(UUID by, Instant at, boolean granted) {}

  Export granted(Decision yes, Instant end) {
    return with(State.MAKING, rows, end, Optional.of(yes), digest, Optional.empty());
  }

  Export declined(Decision no) {
    return with(State.DECLINED, rows, endsAt, Optional.of(no), digest, Optional.of(no.at()));
  }

  Export ready(long written, String sha256, Instant end) {
    return with(State.READY, written, end, decision, Optional.of(sha256), Optional.empty());
  }

  Export over(State how, Instant at) {
    return with(how, rows, endsAt, decision, digest, Optional.of(at));
  }

  private Export with(
      State to,
      long count,
      Instant end,
      Optional<Decision> decided,
      Optional<String> sha256,
      Optional<Instant> over) {
    return new Export(
        seller, id, account, reason, note, what, count, to, made, askedAt, end, decided, sha256,
        over);
  }

  /** The export in the audit log. */
  String object() {
    return "export:" + id;
  }
}
