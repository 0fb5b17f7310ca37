package org.lockkeeper.compliance.certificates;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/**
 * The links by which somebody without an account gets one certificate. Only digests of their codes
 * are kept. Works in the caller's transaction.
 */
public interface CertificateLinks {

  void add(Link link);

  /** Finds a link by the digest of its code, before the seller is known. */
  Optional<Link> find(Opaque digest);

  /** Takes away what has ended. */
  int purge(SellerId seller, Instant now);

  /**
   * A link.
   *
   * @param digest SHA-256 of the code
   * @param account to whom it was sent
   * @param endsAt the first instant at which it opens nothing any more
   */
  record Link(
      SellerId seller, Opaque digest, UUID certificate, UUID account, Instant at, Instant endsAt) {}
}
