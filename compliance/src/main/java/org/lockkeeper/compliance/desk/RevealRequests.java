package org.lockkeeper.compliance.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** All wishes to see more. Works in the caller's transaction. */
public interface RevealRequests {

  void add(RevealRequest request);

  /** Finds one and keeps others from deciding it until the transaction ends. */
  Optional<RevealRequest> findForUpdate(SellerId home, UUID id);

  void decided(SellerId home, UUID id, RevealRequest.Decision decision);

  /** Those that nobody decided and that have not ended, oldest first. */
  List<RevealRequest> waiting(SellerId home, Instant now);

  /** Those of one person that have not ended, newest first. */
  List<RevealRequest> of(SellerId home, UUID account, Instant now);
}
