package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who was trained. Works in the caller's transaction, under the platform's tenant. */
public interface Training {

  void add(Done done);

  /** Until when each account's newest training holds. */
  Map<UUID, Instant> validUntil();

  /** The trainings of one account, the newest first. */
  List<Done> of(UUID account);

  /**
   * A training.
   *
   * @param validUntil the first instant at which it holds no more
   * @param proof where the proof is, such as the number of a certificate
   */
  record Done(
      UUID id,
      UUID account,
      Instant doneAt,
      Instant validUntil,
      String proof,
      UUID recordedBy,
      Instant recordedAt) {}
}
