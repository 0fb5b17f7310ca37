package org.lockkeeper.proof;

/**
 * A text or a proof that is not what it claims to be. The message is one sentence that says which
 * part was refused and why; it repeats no part of what was read but names, numbers and hashes.
 */
public final class ProofRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProofRefused(String sentence) {
    super(sentence);
  }

  public ProofRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
