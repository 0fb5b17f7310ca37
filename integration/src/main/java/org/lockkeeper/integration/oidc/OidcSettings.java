package org.lockkeeper.integration.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the organisation's issuer is reached; without an issuer nobody is asked. */
@ApplicationScoped
class OidcSettings {

  private final Optional<URI> issuer;
  private final String client;
  private final String secret;
  private final String algorithm;

  @Inject
  OidcSettings(
      @ConfigProperty(name = "lockkeeper.oidc.issuer") Optional<String> issuer,
      @ConfigProperty(name = "lockkeeper.oidc.client-id") Optional<String> client,
      @ConfigProperty(name = "lockkeeper.oidc.client-secret") Optional<String> secret,
      @ConfigProperty(name = "lockkeeper.oidc.algorithm", defaultValue = "RS256")
          String algorithm) {
    this.issuer = issuer.filter(text -> !text.isBlank()).map(URI::create);
    this.client = client.orElse("");
    this.secret = secret.orElse("");
    this.algorithm = algorithm;
    if (this.issuer.isPresent() && (this.client.isBlank() || this.secret.isBlank())) {
      throw new IllegalStateException(
          "lockkeeper.oidc.issuer needs lockkeeper.oidc.client-id and .client-secret");
    }
    if (!algorithm.matches("(RS|PS|ES)(256|384|512)|EdDSA")) {
      throw new IllegalStateException("lockkeeper.oidc.algorithm must be one with a public key");
    }
  }

  Optional<URI> issuer() {
    return issuer;
  }

  String client() {
    return client;
  }

  String secret() {
    return secret;
  }

  String algorithm() {
    return algorithm;
  }
}
