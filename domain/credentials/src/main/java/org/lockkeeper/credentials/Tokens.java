package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * What a platform gives for a code or a renewal, in clear, for the length of a try block.
 *
 * @param style what {@code lasting} is good for
 * @param lasting the secret to keep
 * @param lastingUntil when it ends if it is not used; empty if it has no end of its own
 * @param access the short-lived token that came along
 */
public record Tokens(
    TokenStyle style, Secret lasting, Optional<Instant> lastingUntil, Optional<Access> access)
    implements AutoCloseable {

  /**
   * A token for calls.
   *
   * @param until the first instant at which it is no good
   */
  public record Access(Secret token, Instant until) {}

  @Override
  public void close() {
    lasting.close();
    access.ifPresent(a -> a.token().close());
  }
}
