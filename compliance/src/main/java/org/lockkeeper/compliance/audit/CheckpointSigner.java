package org.lockkeeper.compliance.audit;

/** Signs checkpoints. Where its key lives is not the log's business; it never leaves there. */
public interface CheckpointSigner {

  /**
   * The public key that signs now: SubjectPublicKeyInfo (RFC 5280), in DER.
   *
   * @throws Unavailable if the key's home does not answer
   */
  byte[] key();

  /**
   * Signs with ES256 (RFC 7518 section 3.4).
   *
   * @return 64 bytes, r and s
   * @throws Unavailable if the key's home does not answer
   */
  byte[] sign(byte[] text);

  /** The key's home does not answer; the same call may work later. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(Throwable cause) {
      super("no checkpoint can be signed now", cause);
    }
  }
}
