package org.lockkeeper.credentials;

import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/** All grants we keep. Works in the caller's transaction; sees one seller at a time. */
public interface Authorizations {

  Optional<Authorization> find(SellerId seller, ConnectionId id);

  /** Finds a grant and keeps others from changing it until the transaction ends. */
  default Optional<Authorization> findForUpdate(SellerId seller, ConnectionId id) {
    return find(seller, id);
  }

  /** The seller's grants, oldest first. */
  List<Authorization> all(SellerId seller);

  /**
   * Adds a grant.
   *
   * @param endpointDigest SHA-256 of the token in the address to which this account's webhooks go;
   *     empty bytes if it sends none
   */
  void add(Authorization authorization, byte[] endpointDigest);

  void save(Authorization authorization);

  /**
   * The grant behind a webhook address. The one look-up that is not made for a known seller: it
   * answers the row of exactly this digest and no other.
   */
  Optional<Authorization> behindEndpoint(byte[] endpointDigest);
}
