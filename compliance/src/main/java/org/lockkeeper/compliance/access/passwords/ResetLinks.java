package org.lockkeeper.compliance.access.passwords;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/**
 * The links by which somebody who has forgotten the password sets another one. Only digests of
 * their codes are kept. Works in the caller's transaction.
 */
public interface ResetLinks {

  /**
   * A link.
   *
   * @param digest SHA-256 of the code
   * @param endsAt the first instant at which it opens nothing any more
   */
  record Link(SellerId seller, Opaque digest, UUID account, Instant askedAt, Instant endsAt) {}

  /** Adds a link; former ones of the account open nothing any more. */
  void replace(Link link);

  /** Finds a link by the digest of its code, before the person is known. */
  Optional<Link> find(Opaque digest);

  /**
   * Takes the link away, so that it opens nothing a second time.
   *
   * @return whether it was there
   */
  boolean use(Link link);
}
