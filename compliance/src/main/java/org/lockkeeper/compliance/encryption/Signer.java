package org.lockkeeper.compliance.encryption;

import java.util.Locale;

/**
 * Signs what others check without us, such as a deletion certificate. The private keys never
 * leave the custodian.
 *
 * <p>The rules that every adapter keeps, and that {@code SignerContract} tests:
 *
 * <ul>
 *   <li>Signatures are ES256 (RFC 7518 section 3.4): ECDSA on P-256 with SHA-256, as the 64 bytes
 *       of r and s, not as DER.
 *   <li>Each use has a key of its own in each calendar year (UTC), made when it is first wanted;
 *       two nodes that want it at once are given the same. What was signed stays verifiable:
 *       whoever keeps a signature keeps the key's public form with it.
 *   <li>A custodian that does not answer is told as {@link KeyCustodian.Unavailable}.
 * </ul>
 */
public interface Signer {

  /** What a key signs; a signature for one use is none for another. */
  enum Use {
    /** Certificates that a seller's data is gone. */
    CERTIFICATE,
    /** Checkpoints of the audit log. */
    CHECKPOINT,
    /** Results of access reviews. */
    REVIEW,
    /** Evidence packs. */
    PACK;

    /** As it stands in names of keys. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The public form of the key that signs now.
   *
   * @throws KeyCustodian.Unavailable if the custodian does not answer
   */
  VerificationKey key(Use use);

  /**
   * Signs a message of any length.
   *
   * @throws KeyCustodian.Unavailable if the custodian does not answer
   */
  Signature sign(Use use, byte[] message);

  /**
   * A public key.
   *
   * @param id names the key at its custodian; a signature names it as well
   * @param encoded SubjectPublicKeyInfo (RFC 5280), in DER
   */
  record VerificationKey(String id, Opaque encoded) {}

  /**
   * A signature.
   *
   * @param bytes 64 bytes, r and s
   */
  record Signature(String keyId, Opaque bytes) {

    /**
     * @throws IllegalArgumentException unless there are 64 bytes
     */
    public Signature {
      if (bytes.length() != 64) {
        throw new IllegalArgumentException("an ES256 signature has 64 bytes");
      }
    }
  }
}
