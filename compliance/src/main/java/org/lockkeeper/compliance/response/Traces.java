package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** What the logs know of somebody's doings: ids of sellers, names of fields and counts. */
public interface Traces {

  /**
   * Hands out each thing that an actor did over all sellers, in the order of time, a page of them
   * at a time in memory; the instant {@code to} excluded.
   */
  void each(String actor, Instant from, Instant to, Consumer<Doing> reader);

  /** Of how many orders of each seller; the same span. */
  Map<SellerId, Long> orders(String actor, Instant from, Instant to);

  /** What was done over one connection; to be asked in a transaction of its own. */
  OfConnection over(SellerId seller, ConnectionId connection, Instant from, Instant to);

  /**
   * One line of the log.
   *
   * @param entry its id, which begins with its time (RFC 9562 section 5.7)
   * @param object what was touched, such as {@code order:…}
   * @param fields the kinds of data, with commas
   */
  record Doing(UUID entry, SellerId seller, String action, String object, String fields) {}

  /**
   * What a credential was used for.
   *
   * @param orders of that connection which were here in that span
   * @param calls that went out for the seller
   * @param reads of the secret
   */
  record OfConnection(long orders, long calls, long reads) {}
}
