package org.lockkeeper.compliance.access.issuer;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The organisation's own issuer of identities, if it has one. */
public interface Issuer {

  /** Whether one is configured. */
  boolean present();

  /** Where a browser goes to be asked who it is. */
  URI question(Attempt attempt, URI callback);

  /**
   * Who it is, as far as the issuer proves it: for us, for this attempt, now, with its own
   * signature.
   *
   * @param answer the query that the browser came back with, each parameter once
   * @return empty if nothing is proved, for a reason that is not told
   */
  Optional<Identity> proved(Map<String, String> answer, Attempt attempt, URI callback);

  /** A person as the issuer knows them; the subject is never given to another one (OIDC 2). */
  record Identity(String issuer, String subject, Optional<String> verifiedEmail) {
    @Override
    public String toString() {
      return "Identity[]";
    }
  }
}
