package org.lockkeeper.integration.tiktokshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of requests and of webhooks, against vectors and against our own samples. */
class SignaturesTest {

  private static final String SAMPLE =
      "{\"type\":1,\"tts_notification_id\":\"1\",\"shop_id\":\"2\",\"timestamp\":3,\"data\":{}}";

  private static List<JsonObject> vectors(String name) throws IOException {
    try (InputStream in = Files.newInputStream(shared("tiktokshop/signing-vectors.json"));
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject().getJsonArray(name).getValuesAs(JsonObject.class);
    }
  }

  static Path shared(String name) {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder above this one has .mvn");
    }
    Path file = folder.resolveSibling("shared").resolve("contracts").resolve(name);
    assumeTrue(
        Files.exists(file),
        "skipped: ../shared/contracts/" + name + " is not beside this repository");
    return file;
  }

  @Test
  void requests_are_signed_as_the_vectors_say() throws IOException {
    List<JsonObject> vectors = vectors("request_signing");
    assertThat(vectors).hasSize(4);
    for (JsonObject vector : vectors) {
      Map<String, String> query = new TreeMap<>();
      vector
          .getJsonObject("query")
          .forEach((name, value) -> query.put(name, ((JsonString) value).getString()));
      query.put("sign", "not signed");
      query.put("access_token", "not signed");
      assertThat(
              RequestSignature.of(
                  vector.getString("app_secret").getBytes(StandardCharsets.UTF_8),
                  vector.getString("path"),
                  query,
                  vector.getString("body")))
          .as(vector.getString("name"))
          .isEqualTo(vector.getString("expected_sign"));
    }
  }

  @Test
  void webhooks_are_signed_as_the_vectors_say() throws IOException {
    List<JsonObject> vectors = vectors("webhook_signing");
    assertThat(vectors).hasSize(2);
    for (JsonObject vector : vectors) {
      Mac mac =
          RequestSignature.mac(
              new SecretKeySpec(
                  vector.getString("app_secret").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(vector.getString("app_key").getBytes(StandardCharsets.UTF_8));
      byte[] digest = mac.doFinal(vector.getString("raw_body").getBytes(StandardCharsets.UTF_8));
      assertThat(HexFormat.of().formatHex(digest))
          .as(vector.getString("name"))
          .isEqualTo(vector.getString("expected_authorization"));
    }
  }

  @ParameterizedTest(name = "signed with {0}: {1}")
  @CsvSource({"hush-now, true", "hush-then, true", "hush-long-ago, false"})
  void a_delivery_is_authentic_with_the_current_or_the_previous_secret(
      String secret, boolean authentic) {
    try (TikTokWorld world = new TikTokWorld()) {
      assertThat(world.channel.isAuthentic(TikTokWorld.signed(SAMPLE, secret)))
          .isEqualTo(authentic);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz", "abc", "Bearer 00"})
  void an_authorization_that_is_no_digest_proves_nothing(String header) {
    try (TikTokWorld world = new TikTokWorld()) {
      assertThat(
              world.channel.isAuthentic(
                  new org.lockkeeper.orders.ChannelDelivery(
                      Map.of("Authorization", header), SAMPLE.getBytes(StandardCharsets.UTF_8))))
          .isFalse();
    }
  }

  @Test
  void without_any_secret_nothing_is_authentic() {
    try (TikTokWorld world = new TikTokWorld()) {
      world.appSecrets.clear();
      assertThat(world.channel.isAuthentic(TikTokWorld.signed(SAMPLE, "hush-now"))).isFalse();
    }
  }
}
