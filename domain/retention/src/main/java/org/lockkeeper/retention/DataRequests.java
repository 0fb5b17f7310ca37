package org.lockkeeper.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** Wishes of buyers to know what is held of them. Works in the caller's transaction. */
public interface DataRequests {

  /** Adds it, unless the channel's wish of that number is there. */
  void add(DataRequest request);

  Optional<DataRequest> find(SellerId seller, UUID id);

  /** The seller's, newest first. */
  List<DataRequest> all(SellerId seller);

  /** Notes that the seller has taken the answer; the first time counts. */
  void answered(SellerId seller, UUID id, Instant at);
}
