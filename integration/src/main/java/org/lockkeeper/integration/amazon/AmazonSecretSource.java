package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.rotation.ApplicationSecretSource;
import org.lockkeeper.integration.http.Outbound;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/**
 * Asks Amazon for a new client secret, with a token that speaks for no seller. The answer is empty:
 * the secret comes through a queue.
 */
@ApplicationScoped
class AmazonSecretSource implements ApplicationSecretSource {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String OPERATION = "amazon.rotateApplicationClientSecret";
  private static final String SCOPE = "sellingpartnerapi::client_credential:rotation";
  private static final String REGION = "na";
  private static final Actor ACTOR = new Actor.Task("amazon.rotation");

  private final SecretVault vault;
  private final Outbound outbound;
  private final String endpoint;
  private final String tokenEndpoint;
  private final String clientId;

  @Inject
  AmazonSecretSource(
      SecretVault vault,
      Outbound outbound,
      @ConfigProperty(
              name = "lockkeeper.amazon.endpoint",
              defaultValue = "https://sellingpartnerapi-na.amazon.com")
          String endpoint,
      @ConfigProperty(
              name = "lockkeeper.amazon.token-endpoint",
              defaultValue = "https://api.amazon.com/auth/o2/token")
          String tokenEndpoint,
      @ConfigProperty(name = "lockkeeper.amazon.client-id", defaultValue = "unset")
          String clientId) {
    this.vault = vault;
    this.outbound = outbound;
    this.endpoint = endpoint.replace("{region}", REGION);
    this.tokenEndpoint = tokenEndpoint;
    this.clientId = clientId;
  }

  @Override
  public Platform platform() {
    return Platform.AMAZON;
  }

  @Override
  public boolean owns(String candidate) {
    return clientId.equals(candidate);
  }

  @Override
  public void request() {
    try (Secret token = token()) {
      Outbound.Answer answer =
          token.<Outbound.Answer>reveal(
              bytes ->
                  send(
                      endpoint + "/applications/2023-11-30/clientSecret",
                      Map.of(
                          "x-amz-access-token",
                          new String(bytes, StandardCharsets.UTF_8),
                          "Accept",
                          "application/json"),
                      Optional.empty()));
      check(answer, 204);
    }
  }

  private Secret token() {
    Outbound.Answer answer;
    try (Secret client =
        vault
            .open(
                SellerId.PLATFORM,
                SecretRef.appSecret(Platform.AMAZON.value()),
                SecretVault.Stage.CURRENT,
                ACTOR,
                Purpose.API_CALL)
            .orElseThrow(() -> new PlatformTrouble(OPERATION, PlatformTrouble.Kind.REFUSED))) {
      String form =
          "grant_type=client_credentials&scope="
              + encoded(SCOPE)
              + "&client_id="
              + encoded(clientId)
              + "&client_secret="
              + client.<String>reveal(bytes -> encoded(new String(bytes, StandardCharsets.UTF_8)));
      answer =
          send(
              tokenEndpoint,
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              Optional.of(form));
    }
    check(answer, 200);
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      return Secret.of(reader.readObject().getString("access_token"));
    } catch (JsonException | NullPointerException | ClassCastException e) {
      throw new PlatformTrouble(OPERATION, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private Outbound.Answer send(String address, Map<String, String> headers, Optional<String> body) {
    return outbound.send(
        new Outbound.Request(
            SellerId.PLATFORM, OPERATION, "POST", URI.create(address), headers, body));
  }

  private static void check(Outbound.Answer answer, int expected) {
    int status = answer.status();
    if (status == expected) {
      return;
    }
    throw new PlatformTrouble(
        OPERATION,
        switch (status) {
          case 429 -> PlatformTrouble.Kind.THROTTLED;
          case 400, 401, 403, 404 -> PlatformTrouble.Kind.REFUSED;
          default -> PlatformTrouble.Kind.UNAVAILABLE;
        });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
