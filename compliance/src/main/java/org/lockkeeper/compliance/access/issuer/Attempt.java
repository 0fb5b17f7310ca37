package org.lockkeeper.compliance.access.issuer;

import java.nio.charset.StandardCharsets;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.Base64Url;

/**
 * One attempt to sign in, bound to one browser: everything comes from a random value that only this
 * browser has, so that no node needs to remember anything.
 *
 * @param state against answers to a question that this browser did not ask
 * @param nonce against tokens that were given for another attempt
 * @param verifier against codes that somebody else has caught (RFC 7636)
 */
public record Attempt(String state, String nonce, String verifier) {

  /** The attempt of a browser's value. */
  public static Attempt of(String secret) {
    return new Attempt(part("state", secret), part("nonce", secret), part("verifier", secret));
  }

  private static String part(String name, String secret) {
    return Base64Url.encode(Digests.sha256((name + "/" + secret).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "Attempt[]";
  }
}
