package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Amazon is and as which application we call. */
@ApplicationScoped
class AmazonSettings {

  private final String endpoint;
  private final String tokenEndpoint;
  private final String clientId;
  private final String marketplace;

  @Inject
  AmazonSettings(
      @ConfigProperty(
              name = "lockkeeper.amazon.endpoint",
              defaultValue = "https://sellingpartnerapi-na.amazon.com")
          String endpoint,
      @ConfigProperty(
              name = "lockkeeper.amazon.token-endpoint",
              defaultValue = "https://api.amazon.com/auth/o2/token")
          String tokenEndpoint,
      @ConfigProperty(name = "lockkeeper.amazon.client-id", defaultValue = "unset") String clientId,
      @ConfigProperty(name = "lockkeeper.amazon.marketplace", defaultValue = "ATVPDKIKX0DER")
          String marketplace) {
    this.endpoint = endpoint;
    this.tokenEndpoint = tokenEndpoint;
    this.clientId = clientId;
    this.marketplace = marketplace;
  }

  String endpoint() {
    return endpoint;
  }

  String tokenEndpoint() {
    return tokenEndpoint;
  }

  String clientId() {
    return clientId;
  }

  String marketplace() {
    return marketplace;
  }
}
