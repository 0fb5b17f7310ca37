package org.lockkeeper.integration.amazon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
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
 * Asks Amazon for a new client secret of our application, with a token that speaks for no seller.
 * The answer is empty: the secret itself comes by the queue that the developer console names.
 */
@ApplicationScoped
class AmazonSecretSource implements ApplicationSecretSource {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String OPERATION = "amazon.rotateApplicationClientSecret";
  private static final String TOKEN = "amazon.token.rotation";
  private static final Actor READER = new Actor.Task(OPERATION);
  private static final String SCOPE = "sellingpartnerapi::client_credential:rotation";
  private static final String PATH = "/applications/2023-11-30/clientSecret";

  private final SecretVault vault;
  private final Outbound outbound;
  private final String clientId;
  private final String tokenEndpoint;
  private final String endpoint;
  private final boolean heard;

  /**
   * @param endpoint where the application is at home; it is asked in one region for all
   */
  @Inject
  AmazonSecretSource(
      SecretVault vault,
      Outbound outbound,
      @ConfigProperty(name = "lockkeeper.amazon.client-id", defaultValue = "unset") String clientId,
      @ConfigProperty(
              name = "lockkeeper.amazon.token-endpoint",
              defaultValue = "https://api.amazon.com/auth/o2/token")
          String tokenEndpoint,
      @ConfigProperty(
              name = "lockkeeper.amazon.endpoint",
              defaultValue = "https://sellingpartnerapi-na.amazon.com")
          String endpoint,
      @ConfigProperty(name = "lockkeeper.amazon.secret-queue") Optional<String> queue) {
    this.vault = vault;
    this.outbound = outbound;
    this.clientId = clientId;
    this.tokenEndpoint = tokenEndpoint;
    this.endpoint = endpoint.replace("{region}", "na");
    this.heard = queue.filter(address -> !address.isBlank()).isPresent();
  }

  @Override
  public Platform platform() {
    return Platform.AMAZON;
  }

  @Override
  public boolean owns(String called) {
    return clientId.equals(called);
  }

  @Override
  public boolean isHeard() {
    return heard;
  }

  @Override
  public void request() {
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                SellerId.PLATFORM,
                OPERATION,
                "POST",
                URI.create(endpoint + PATH),
                Map.of("x-amz-access-token", token()),
                Optional.empty()));
    check(OPERATION, answer.status());
  }

  private String token() {
    String form;
    try (Secret client =
        vault
            .open(
                SellerId.PLATFORM,
                SecretRef.appSecret(Platform.AMAZON.value()),
                SecretVault.Stage.CURRENT,
                READER,
                Purpose.API_CALL)
            .orElseThrow(() -> new PlatformTrouble(TOKEN, PlatformTrouble.Kind.REFUSED))) {
      form =
          "grant_type=client_credentials&scope="
              + encoded(SCOPE)
              + "&client_id="
              + encoded(clientId)
              + "&client_secret="
              + client.<String>reveal(bytes -> encoded(new String(bytes, StandardCharsets.UTF_8)));
    }
    Outbound.Answer answer =
        outbound.send(
            new Outbound.Request(
                SellerId.PLATFORM,
                TOKEN,
                "POST",
                URI.create(tokenEndpoint),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Optional.of(form)));
    check(TOKEN, answer.status());
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(answer.body()))) {
      JsonObject json = reader.readObject();
      String token = json.getString("access_token", "");
      if (token.isEmpty()) {
        throw new PlatformTrouble(TOKEN, PlatformTrouble.Kind.UNAVAILABLE);
      }
      return token;
    } catch (JsonException e) {
      throw new PlatformTrouble(TOKEN, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private static void check(String operation, int status) {
    switch (status) {
      case 200, 204 -> {}
      case 400, 401, 403 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED);
      case 429 -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.THROTTLED);
      default -> throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
