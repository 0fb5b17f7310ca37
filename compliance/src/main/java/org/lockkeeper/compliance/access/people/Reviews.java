package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Access reviews. Works in the caller's transaction, under the platform's tenant. */
public interface Reviews {

  /**
   * Opens one with its picture.
   *
   * @return false if one is open
   */
  boolean open(Review fresh, List<Review.Item> picture);

  /** The one that is open, held until the transaction ends. */
  Optional<Review> open();

  Optional<Review> find(UUID id);

  /** The newest first. */
  List<Review> newest(int limit);

  /** The lines of a review, in a fixed order. */
  List<Review.Item> items(UUID review);

  Optional<Review.Item> item(UUID id);

  /**
   * Notes a decision on a line.
   *
   * @return false if it is decided
   */
  boolean decide(UUID item, Review.Decision decision, String reason, Optional<UUID> by, Instant at);

  /** Notes that what was decided is done. */
  void carriedOut(UUID item, Instant at);

  /** Closes it. */
  void close(UUID id, Instant at);

  /**
   * Adds the signed result.
   *
   * @return false if it has one
   */
  boolean signed(UUID id, String jws, String jwk);

  /** The keys that signed results, each once, as JWKs. */
  List<String> keys();
}
