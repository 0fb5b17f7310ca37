package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.Authorization;

/** Where Amazon is and as which application we call. */
@ApplicationScoped
class AmazonSettings {

  static final String REGION = "region";
  static final String MARKETPLACE = "marketplace";

  private final String endpoint;
  private final String tokenEndpoint;
  private final String consentAddress;
  private final String clientId;
  private final String applicationId;
  private final boolean draft;
  private final String marketplace;

  @Inject
  AmazonSettings(
      @ConfigProperty(
              name = "lockkeeper.amazon.endpoint",
              defaultValue = "https://sellingpartnerapi-{region}.amazon.com")
          String endpoint,
      @ConfigProperty(
              name = "lockkeeper.amazon.token-endpoint",
              defaultValue = "https://api.amazon.com/auth/o2/token")
          String tokenEndpoint,
      @ConfigProperty(
              name = "lockkeeper.amazon.consent-address",
              defaultValue = "https://{central}/apps/authorize/consent")
          String consentAddress,
      @ConfigProperty(name = "lockkeeper.amazon.client-id", defaultValue = "unset") String clientId,
      @ConfigProperty(name = "lockkeeper.amazon.application-id", defaultValue = "unset")
          String applicationId,
      @ConfigProperty(name = "lockkeeper.amazon.draft", defaultValue = "false") boolean draft,
      @ConfigProperty(name = "lockkeeper.amazon.marketplace", defaultValue = "ATVPDKIKX0DER")
          String marketplace) {
    this.endpoint = endpoint;
    this.tokenEndpoint = tokenEndpoint;
    this.consentAddress = consentAddress;
    this.clientId = clientId;
    this.applicationId = applicationId;
    this.draft = draft;
    this.marketplace = marketplace;
  }

  /** Where the seller's region is served. */
  String endpoint(Authorization.Snapshot grant) {
    return endpoint.replace(
        "{region}", grant.details().getOrDefault(REGION, Marketplace.Region.NA.word()));
  }

  String tokenEndpoint() {
    return tokenEndpoint;
  }

  /** The consent page that belongs to a marketplace. */
  String consentAddress(Marketplace of) {
    return consentAddress
        .replace("{central}", of.central())
        .replace("{region}", of.region().word());
  }

  String clientId() {
    return clientId;
  }

  /** As which Amazon knows the application on its consent page. */
  String applicationId() {
    return applicationId;
  }

  /** Whether the application is a draft still, which Amazon wants to be told. */
  boolean draft() {
    return draft;
  }

  /** The marketplace that the seller chose; the configured one for grants without a choice. */
  String marketplace(Authorization.Snapshot grant) {
    return grant.details().getOrDefault(MARKETPLACE, marketplace);
  }
}
