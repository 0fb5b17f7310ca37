package org.lockkeeper.credentials;

/** A secret is held but cannot be opened any more; asking again will not help. */
public final class SecretLost extends RuntimeException {

  public SecretLost(SecretRef ref, Throwable cause) {
    super("the secret " + ref + " cannot be opened", cause);
  }
}
