package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the outside world finds us. Never taken from a request, whose host anybody can choose. */
@ApplicationScoped
public class PublicAddress {

  private final String address;

  @Inject
  PublicAddress(
      @ConfigProperty(name = "lockkeeper.address", defaultValue = "http://127.0.0.1:8080")
          String address) {
    this.address = address.replaceFirst("/+$", "");
  }

  /** Where a platform sends a seller's browser back to. */
  public URI callback(String platform) {
    return URI.create(address + "/connect/" + platform + "/callback");
  }

  /** Whether we are found by https only. */
  public boolean secure() {
    return "https".equals(URI.create(address).getScheme());
  }

  /** A page of ours, by its path. */
  public URI page(String path) {
    return URI.create(address + path);
  }

  /** The beginning of every webhook address of a channel; a token follows. */
  public String webhooks(String channel) {
    return address + "/webhooks/" + channel + "/";
  }
}
