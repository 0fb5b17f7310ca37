package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** What the logs know of somebody's doings: ids of sellers, names of fields and counts. */
public interface Traces {

  /** What an actor did over all sellers; the instant {@code to} excluded. */
  List<Line> of(String actor, Instant from, Instant to);

  /** Of how many orders of each seller; the same span. */
  Map<SellerId, Long> orders(String actor, Instant from, Instant to);

  /** What was done over one connection; to be asked in a transaction of its own. */
  OfConnection over(SellerId seller, ConnectionId connection, Instant from, Instant to);

  /** One kind of doing with one seller. */
  record Line(SellerId seller, String action, String fields, long objects, long times) {}

  /**
   * What a credential was used for.
   *
   * @param orders of that connection which were here in that span
   * @param calls that went out for the seller
   * @param reads of the secret
   */
  record OfConnection(long orders, long calls, long reads) {}
}
