package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.rotation.ApplicationKeys;

/** The app's webhook signatures: HMAC-SHA-256 of the body as it came. */
@ApplicationScoped
class AppSecrets {

  private static final Platform SHOPIFY = new Platform("shopify");

  private final ApplicationKeys keys;

  @Inject
  AppSecrets(ApplicationKeys keys) {
    this.keys = keys;
  }

  /** The digests of the body, one for each key that is good. */
  List<byte[]> digests(byte[] body) {
    return keys.digests(SHOPIFY, body);
  }
}
