package org.lockkeeper.credentials;

import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * Digests of the tokens in webhook addresses. A connection may have several while its address
 * changes. Works in the caller's transaction.
 */
public interface Endpoints {

  void add(SellerId seller, ConnectionId connection, EndpointToken token);

  /** Whether the connection has any address. */
  boolean any(SellerId seller, ConnectionId connection);

  /** Whether this is an address of that connection. */
  boolean has(SellerId seller, ConnectionId connection, EndpointToken token);

  /** Removes all addresses of the connection but this one. */
  void keepOnly(SellerId seller, ConnectionId connection, EndpointToken token);
}
