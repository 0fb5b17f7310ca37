package org.lockkeeper.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a webhook's address that says whose it is. Kept as a digest only, so that the
 * database does not tell the addresses.
 */
public final class EndpointToken {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{20,64}");

  private final byte[] digest;

  private EndpointToken(String token) {
    try {
      digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A token that nobody has seen: 256 random bits. */
  public static String fresh(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads the token of an address; empty if it cannot be one. */
  public static Optional<EndpointToken> read(String token) {
    return FORM.matcher(token).matches() ? Optional.of(new EndpointToken(token)) : Optional.empty();
  }

  /** SHA-256 of the token. */
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public String toString() {
    return "EndpointToken[withheld]";
  }
}
