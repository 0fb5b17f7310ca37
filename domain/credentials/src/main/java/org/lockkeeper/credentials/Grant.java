package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a seller opened to us, as the platform tells it.
 *
 * @param account the platform's name of the account, such as a shop's domain; unique on it
 * @param label what the seller calls it
 * @param scopes the rights that were given, which may be fewer than asked for
 * @param details what calls need besides the token, such as a region or a shop cipher; not secret
 * @param consentUntil when the consent has to be renewed by the seller; empty if never
 * @param tokens closed with the grant
 */
public record Grant(
    String account,
    String label,
    Set<String> scopes,
    Map<String, String> details,
    Optional<Instant> consentUntil,
    Tokens tokens)
    implements AutoCloseable {

  public Grant {
    scopes = Set.copyOf(scopes);
    details = Map.copyOf(details);
  }

  @Override
  public void close() {
    tokens.close();
  }
}
