package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;

/** What sellers were told, each under the seller. Works in the caller's transaction. */
public interface SellerNotices {

  /**
   * Adds it, unless the seller was told of that incident before.
   *
   * @return whether it is new
   */
  boolean add(SellerNotice fresh);

  /** The newest first. */
  List<SellerNotice> of(SellerId seller);

  Optional<SellerNotice> find(SellerId seller, UUID id);

  /** What the seller was told of that incident. */
  Optional<SellerNotice> about(SellerId seller, IncidentId incident);

  /**
   * Notes the first reading.
   *
   * @return false if it was read before
   */
  boolean read(SellerId seller, UUID id, UUID by, Instant at);
}
