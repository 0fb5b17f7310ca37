package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** Wishes for access. Works in the caller's transaction, under the platform's tenant. */
public interface AccessRequests {

  void add(AccessRequest fresh);

  /** One, held until the transaction ends. */
  Optional<AccessRequest> hold(UUID id);

  /** Notes a decision. */
  void decide(
      UUID id, AccessRequest.State state, Optional<SellerId> seller, UUID decider, Instant at);

  /** Notes what came of an approved one. */
  void settle(UUID id, AccessRequest.State state);

  /** Those that were asked after {@code since} or wait, the newest first. */
  List<AccessRequest> recent(Instant since);
}
