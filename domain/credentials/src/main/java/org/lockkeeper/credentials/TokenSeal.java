package org.lockkeeper.credentials;

import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * Closes access tokens, so that nodes can share one without the database knowing it. Called outside
 * of transactions.
 */
public interface TokenSeal {

  /** The token in text form, closed and bound to its seller, connection and version. */
  String seal(SellerId seller, ConnectionId connection, int version, Secret token);

  /**
   * Opens what was closed; the caller closes it.
   *
   * @return empty if it does not open here: another key, another place, or changed
   */
  Optional<Secret> open(SellerId seller, ConnectionId connection, int version, String closed);
}
