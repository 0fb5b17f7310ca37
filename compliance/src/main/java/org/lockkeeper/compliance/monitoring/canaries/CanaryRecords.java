package org.lockkeeper.compliance.monitoring.canaries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;

/** What is known of canaries and of trips. Works in the caller's transaction, as the platform. */
public interface CanaryRecords {

  /** What came of trying the trap. Stored by its name. */
  enum Proof {
    /** Every door was shut. */
    HELD,
    /** A canary could be opened, or could not be read for the test: the trap is no guard. */
    OPEN
  }

  /**
   * What is known of one seller's.
   *
   * @param wanted how many the policy asks for; 0 for a seller without a live sales channel
   * @param provedAt when the trap was last tried
   */
  record Post(
      SellerId seller,
      int standing,
      int wanted,
      Instant tendedAt,
      Optional<Instant> provedAt,
      Optional<Proof> proof) {}

  /** Keeps how many stand; what is known of the proof stays. */
  void tended(SellerId seller, int standing, int wanted, Instant at);

  /** Keeps what came of trying. */
  void proved(SellerId seller, Proof proof, Instant at);

  /** Lets go of a seller's. */
  void forget(SellerId seller);

  /** Of sellers that have or should have some; those first where something is missing. */
  List<Post> posts(int most);

  Optional<Post> post(SellerId seller);

  /** In sum over all sellers. */
  record Sum(long standing, long sellers, long open, Optional<Instant> oldestProof) {}

  Sum sum();

  /** Keeps a trip; false if the same one is kept already for this hour. */
  boolean add(Trip trip);

  /** One, held against another node. */
  Optional<Trip> findForUpdate(UUID id);

  /** It is an alert and an incident now. */
  void reported(UUID id, UUID alert, IncidentId incident, Instant at);

  /** Trips before an instant that are not reported yet, the oldest first. */
  List<UUID> unreported(Instant before, int most);

  /** The newest. */
  List<Trip> trips(int most);
}
