package org.lockkeeper.integration.tiktokshop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where TikTok Shop is, and who we are there. */
@ApplicationScoped
class TikTokSettings {

  private final String endpoint;
  private final String tokenEndpoint;
  private final String consent;
  private final String consentUs;
  private final Optional<String> appKey;
  private final Optional<String> serviceId;

  @Inject
  TikTokSettings(
      @ConfigProperty(
              name = "lockkeeper.tiktokshop.endpoint",
              defaultValue = "https://open-api.tiktokglobalshop.com")
          String endpoint,
      @ConfigProperty(
              name = "lockkeeper.tiktokshop.token-endpoint",
              defaultValue = "https://auth.tiktok-shops.com/api/v2/token")
          String tokenEndpoint,
      @ConfigProperty(
              name = "lockkeeper.tiktokshop.consent",
              defaultValue = "https://services.tiktokshop.com/open/authorize")
          String consent,
      @ConfigProperty(
              name = "lockkeeper.tiktokshop.consent-us",
              defaultValue = "https://services.us.tiktokshop.com/open/authorize")
          String consentUs,
      @ConfigProperty(name = "lockkeeper.tiktokshop.app-key") Optional<String> appKey,
      @ConfigProperty(name = "lockkeeper.tiktokshop.service-id") Optional<String> serviceId) {
    this.endpoint = endpoint;
    this.tokenEndpoint = tokenEndpoint;
    this.consent = consent;
    this.consentUs = consentUs;
    this.appKey = appKey;
    this.serviceId = serviceId;
  }

  /** Where the Open API answers, without a path. */
  String endpoint() {
    return endpoint;
  }

  /** Where tokens are given, up to {@code /get} and {@code /refresh}. */
  String tokenEndpoint() {
    return tokenEndpoint;
  }

  /** The consent page for shops of a region. */
  String consent(String region) {
    return region.equals("US") ? consentUs : consent;
  }

  /** The app's public name at TikTok; empty text if this installation has no app there. */
  String appKey() {
    return appKey.orElse("");
  }

  /** What the consent page calls the app. */
  String serviceId() {
    return serviceId.orElse("");
  }
}
