package org.lockkeeper.integration.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.compliance.secrets.SecretStoreContract;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault.Stage;
import org.lockkeeper.integration.aws.PretendAws;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The real SDK against the sandbox's Secrets Manager, which enforces versions and labels. */
class SecretsManagerStoreTest extends SecretStoreContract {

  private static final PretendAws AWS = PretendAws.start();
  private static final SecretRef REF = new SecretRef("connection/mine");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final SecretStore store = as(PretendAws.USUAL);

  private static SecretStore as(String accessKey) {
    return new SecretsManagerStore(
        AWS.clients(accessKey),
        new SecretsManagerSettings(
            "us-east-1", "lockkeeper", "test", Optional.of("alias/secrets"), 7),
        new Ids(AWS.clock(), new SecureRandom()));
  }

  @AfterAll
  static void end() {
    AWS.close();
  }

  @BeforeEach
  void calm() {
    AWS.noFaults();
    AWS.forgetCalls();
  }

  @Override
  protected SecretStore store() {
    return store;
  }

  @Override
  protected List<SellerId> sellers() {
    return List.of(anna, bert);
  }

  @Override
  protected <T> T committed(Supplier<T> call) {
    return call.get();
  }

  @Override
  protected void timePasses() {
    AWS.post("clock", "{\"add\": \"" + Duration.ofMinutes(10) + "\"}");
  }

  @Override
  protected void swap(SellerId one, SellerId other, SecretRef ref) {
    AWS.post(
        "aws/swap",
        "{\"one\": \"lockkeeper/test/%s/%s/value\", \"other\": \"lockkeeper/test/%s/%s/value\"}"
            .formatted(one, ref, other, ref));
  }

  @Test
  void a_secret_carries_its_seller_in_name_and_tags_and_never_ends_like_the_services_suffix() {
    SecretRef app = SecretRef.appSecret("amazon");
    write(anna, app, "hush");
    JsonObject stored = stored("/" + anna + "/app/amazon/client-secret/value");
    assertThat(stored.getString("name"))
        .startsWith("lockkeeper/test/")
        .doesNotMatch(".*-[A-Za-z0-9]{6}");
    assertThat(stored.getJsonObject("tags"))
        .extractingByKeys("seller", "platform", "environment", "product")
        .extracting(value -> value.toString().replace("\"", ""))
        .containsExactly(anna.toString(), "amazon", "test", "lockkeeper");
  }

  @Test
  void a_version_is_proposed_by_the_services_own_label_and_the_current_one_stays() {
    write(anna, REF, "first");
    String current = held(anna, Stage.CURRENT);
    propose(anna, "second");
    JsonObject versions = stored("/" + anna + "/" + REF + "/value").getJsonObject("versions");
    assertThat(versions.getJsonArray(current).toString()).isEqualTo("[\"AWSCURRENT\"]");
    assertThat(versions.getJsonArray(held(anna, Stage.PENDING)).toString())
        .isEqualTo("[\"AWSPENDING\"]");
  }

  @Test
  void a_destroyed_secret_waits_out_of_reach_and_its_name_is_not_taken_again() {
    write(anna, REF, "first");
    String version = held(anna, Stage.CURRENT);
    store.destroy(anna, REF);
    assertThat(store.held(anna, REF)).isEmpty();
    assertThat(store.read(anna, REF, version)).isEmpty();
    assertThatThrownBy(() -> write(anna, REF, "again")).isInstanceOf(SecretStore.Refused.class);
    AWS.daysPass(8);
    assertThat(AWS.secrets().toString()).doesNotContain("/" + anna + "/" + REF);
  }

  @Test
  void a_rotation_that_fails_half_way_leaves_the_current_one_and_is_finished_by_the_next_call() {
    write(anna, REF, "first");
    propose(anna, "second");
    AWS.fault("secretsmanager", "DOWN", ", \"operation\": \"UpdateSecretVersionStage\"");
    assertThatThrownBy(() -> store.promote(anna, REF)).isInstanceOf(SecretStore.Unavailable.class);
    assertThat(read(anna, Stage.CURRENT)).contains("first");
    AWS.noFaults();
    // Now the label of the current one moves, and the one of the pending one does not go.
    AWS.fault(
        "secretsmanager", "DOWN", ", \"operation\": \"UpdateSecretVersionStage\", \"percent\": 50");
    store.promote(anna, REF);
    AWS.noFaults();
    assertThat(read(anna, Stage.CURRENT)).contains("second");
    assertThat(read(anna, Stage.PREVIOUS)).contains("first");
    assertThat(store.held(anna, REF)).hasSize(2);
  }

  @Test
  void a_version_that_carries_both_labels_is_the_current_one_and_promoting_again_mends_it() {
    write(anna, REF, "first");
    propose(anna, "second");
    String pending = held(anna, Stage.PENDING);
    label(REF, "AWSCURRENT", held(anna, Stage.CURRENT), pending);
    assertThat(store.held(anna, REF))
        .extracting(SecretCare.Held::stage)
        .containsExactlyInAnyOrder(Stage.CURRENT, Stage.PREVIOUS);
    store.promote(anna, REF);
    assertThat(read(anna, Stage.CURRENT)).contains("second");
    assertThatThrownBy(() -> store.promote(anna, REF)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_stale_answer_is_a_version_that_is_not_there_and_never_an_older_one() {
    write(anna, REF, "first");
    write(anna, REF, "second");
    String version = held(anna, Stage.CURRENT);
    AWS.fault("secretsmanager", "STALE", ", \"operation\": \"GetSecretValue\"");
    AWS.forgetCalls();
    assertThat(store.read(anna, REF, version)).isEmpty();
    assertThat(AWS.calls("GetSecretValue")).isOne();
    AWS.noFaults();
    assertThat(store.read(anna, REF, version)).isPresent();
  }

  @Test
  @Tag("ASVS-V13.3.2")
  void a_policy_by_name_and_tag_refuses_another_sellers_secret_as_well() {
    AWS.post(
        "aws/policies",
        "{\"accessKey\": \"AKIAANNA\", \"secrets\": \"lockkeeper/test/%s/\", \"tags\": {\"seller\": \"%s\"}}"
            .formatted(anna, anna));
    write(bert, REF, "berts");
    SecretStore annas = as("AKIAANNA");
    try (Secret value = Secret.of("annas")) {
      annas.write(anna, REF, value);
    }
    assertThat(annas.held(anna, REF)).hasSize(1);
    String version = held(bert, Stage.CURRENT);
    assertThatThrownBy(() -> annas.held(bert, REF)).isInstanceOf(SecretStore.Refused.class);
    assertThatThrownBy(() -> annas.read(bert, REF, version))
        .isInstanceOf(SecretStore.Refused.class);
  }

  @Test
  void trouble_is_told_without_a_value_and_after_a_few_calls() {
    write(anna, REF, "the-value");
    String version = held(anna, Stage.CURRENT);
    for (String kind : List.of("DOWN", "THROTTLE")) {
      AWS.forgetCalls();
      AWS.fault("secretsmanager", kind, "");
      assertThatThrownBy(() -> store.read(anna, REF, version))
          .isInstanceOf(SecretStore.Unavailable.class)
          .hasMessageNotContaining("the-value");
      assertThat(AWS.calls("GetSecretValue")).isEqualTo(3);
      AWS.noFaults();
    }
    AWS.fault("secretsmanager", "THROTTLE", ", \"percent\": 50");
    assertThat(read(anna, Stage.CURRENT)).contains("the-value");
  }

  @Test
  void hourly_renewals_for_a_week_keep_to_the_services_limit() {
    for (int hour = 0; hour < 24 * 7; hour++) {
      write(anna, REF, "token " + hour);
      AWS.post("clock", "{\"add\": \"PT1H\"}");
    }
    assertThat(read(anna, Stage.CURRENT)).contains("token " + (24 * 7 - 1));
  }

  private void write(SellerId seller, SecretRef ref, String text) {
    try (Secret value = Secret.of(text)) {
      store.write(seller, ref, value);
    }
  }

  private void propose(SellerId seller, String text) {
    try (Secret value = Secret.of(text)) {
      store.propose(seller, REF, value);
    }
  }

  private String held(SellerId seller, Stage stage) {
    return store.held(seller, REF).stream()
        .filter(held -> held.stage() == stage)
        .map(SecretCare.Held::version)
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> read(SellerId seller, Stage stage) {
    return store
        .read(seller, REF, held(seller, stage))
        .map(
            secret -> {
              try (Secret open = secret) {
                return open.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
              }
            });
  }

  private void label(SecretRef ref, String label, String from, String to) {
    try (var client =
        AWS.clients()
            .configured(SecretsManagerClient.builder(), "secretsmanager", "us-east-1", 1)
            .build()) {
      client.updateSecretVersionStage(
          r ->
              r.secretId("lockkeeper/test/" + anna + "/" + ref + "/value")
                  .versionStage(label)
                  .removeFromVersionId(from)
                  .moveToVersionId(to));
    }
  }

  private static JsonObject stored(String ending) {
    return AWS.secrets().stream()
        .map(JsonValue::asJsonObject)
        .filter(secret -> secret.getString("name").endsWith(ending))
        .findFirst()
        .orElseThrow();
  }
}
