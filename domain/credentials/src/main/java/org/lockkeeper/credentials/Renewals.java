package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** How far renewing is, for each connection. Works in the caller's transaction. */
public interface Renewals {

  Optional<Renewal> find(SellerId seller, ConnectionId connection);

  void save(Renewal renewal);

  /** Forgets everything of the connection, the shared token with it. */
  void forget(SellerId seller, ConnectionId connection);

  /**
   * Connections of all sellers whose tokens are to be renewed before anybody needs them; ids only.
   * Fair: of each seller the most urgent first, then of each the next.
   */
  List<Due> due(Instant asOf, int most);

  /** A connection that is to be renewed. */
  record Due(SellerId seller, ConnectionId connection) {}
}
