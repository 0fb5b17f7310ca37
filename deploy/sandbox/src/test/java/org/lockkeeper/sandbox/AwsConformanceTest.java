package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the pretend AWS against the service models that AWS itself publishes: each operation that
 * is asked, each member of question and answer, and each error is there, of that type.
 */
class AwsConformanceTest {

  /** Errors that every service of AWS may tell and that stand in no service's model. */
  private static final Set<String> COMMON =
      Set.of(
          "ValidationException",
          "ThrottlingException",
          "AccessDeniedException",
          "SerializationException",
          "UnknownOperationException",
          "IncompleteSignatureException",
          "InvalidSignatureException");

  private static final Map<String, String> TARGETS =
      Map.of("kms", "TrentService", "secretsmanager", "secretsmanager");

  private final TestSandbox sandbox;
  private final Set<String> asked = new LinkedHashSet<>();

  AwsConformanceTest(@TempDir Path folder) {
    sandbox = new TestSandbox(folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static JsonNode model(String service) throws IOException {
    return Json.MAPPER.readTree(Shared.contract("aws/" + service + "-service-2.json").toFile());
  }

  private record Said(int status, JsonNode json) {}

  private Said raw(String service, String operation, ObjectNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.server.port() + "/aws/"))
            .header("X-Amz-Target", TARGETS.get(service) + "." + operation)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Date", "20261122T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIATEST/20261122/us-east-1/"
                    + service
                    + "/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target,"
                    + " Signature="
                    + "0".repeat(64))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return new Said(answer.statusCode(), Json.parse(answer.body()).orElseThrow());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks, and holds both question and answer against the model. */
  private JsonNode ask(String service, String operation, ObjectNode body) throws IOException {
    JsonNode model = model(service);
    assertThat(model.path("metadata").path("targetPrefix").asText())
        .isEqualTo(TARGETS.get(service));
    JsonNode described = model.path("operations").path(operation);
    assertThat(described.isObject()).as(operation).isTrue();
    asked.add(operation);
    List<String> wrong = new ArrayList<>();
    compare(
        model, described.path("input").path("shape").asText(), body, operation + " asks", wrong);
    Said said = raw(service, operation, body);
    if (said.status() == 200) {
      String output = described.path("output").path("shape").asText("");
      if (output.isEmpty()) {
        assertThat(said.json().size()).as(operation).isZero();
      } else {
        compare(model, output, said.json(), operation + " answers", wrong);
      }
    } else {
      String type = said.json().path("__type").asText();
      Set<String> told = new LinkedHashSet<>();
      described.path("errors").forEach(error -> told.add(error.path("shape").asText()));
      assertThat(told.contains(type) || COMMON.contains(type))
          .as(operation + " fails with " + type)
          .isTrue();
      if (told.contains(type)) {
        ObjectNode plain = ((ObjectNode) said.json().deepCopy());
        plain.remove("__type");
        compare(model, type, plain, type, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    return said.json();
  }

  private static void compare(
      JsonNode model, String shape, JsonNode value, String where, List<String> wrong) {
    JsonNode described = model.path("shapes").path(shape);
    switch (described.path("type").asText("none")) {
      case "structure" -> {
        if (!value.isObject()) {
          wrong.add(where + " is no structure");
          return;
        }
        described
            .path("required")
            .forEach(
                name -> {
                  if (!value.has(name.asText())) {
                    wrong.add(where + " lacks " + name.asText());
                  }
                });
        value
            .properties()
            .forEach(
                member -> {
                  JsonNode known = described.path("members").path(member.getKey());
                  if (known.isMissingNode()) {
                    wrong.add(where + " has " + member.getKey());
                  } else {
                    compare(
                        model,
                        known.path("shape").asText(),
                        member.getValue(),
                        where + "." + member.getKey(),
                        wrong);
                  }
                });
      }
      case "list" -> {
        if (!value.isArray()) {
          wrong.add(where + " is no list");
        }
        value.forEach(
            one ->
                compare(model, described.path("member").path("shape").asText(), one, where, wrong));
      }
      case "map" ->
          value
              .properties()
              .forEach(
                  one ->
                      compare(
                          model,
                          described.path("value").path("shape").asText(),
                          one.getValue(),
                          where,
                          wrong));
      case "string", "blob" -> {
        if (!value.isTextual()) {
          wrong.add(where + " is no text");
        }
        if (described.has("enum")) {
          Set<String> words = new LinkedHashSet<>();
          described.path("enum").forEach(word -> words.add(word.asText()));
          if (!words.contains(value.asText())) {
            wrong.add(where + " says " + value.asText());
          }
        }
        if (value.asText().length() < described.path("min").asInt(0)) {
          wrong.add(where + " is too short");
        }
      }
      case "boolean" -> {
        if (!value.isBoolean()) {
          wrong.add(where + " is no boolean");
        }
      }
      case "integer", "long" -> {
        if (!value.isIntegralNumber()) {
          wrong.add(where + " is no number");
        }
      }
      case "timestamp" -> {
        if (!value.isNumber()) {
          wrong.add(where + " is no timestamp");
        }
      }
      default -> wrong.add(where + " has a shape that this test does not know: " + shape);
    }
  }

  private static ObjectNode of(Object... fields) {
    ObjectNode json = Json.object();
    for (int i = 0; i < fields.length; i += 2) {
      json.set((String) fields[i], Json.tree(fields[i + 1]));
    }
    return json;
  }

  private static ObjectNode without(ObjectNode json, String member) {
    ObjectNode copy = json.deepCopy();
    copy.remove(member);
    return copy;
  }

  private String kms(String operation, ObjectNode body) throws IOException {
    return ask("kms", operation, body).path("__type").asText("");
  }

  private String secrets(String operation, ObjectNode body) throws IOException {
    return ask("secretsmanager", operation, body).path("__type").asText("");
  }

  @Test
  void the_key_service_says_what_its_model_says_in_every_state_of_a_key() throws IOException {
    List<Map<String, String>> tags = List.of(Map.of("TagKey", "cohort", "TagValue", "E2027W08"));
    JsonNode made = ask("kms", "CreateKey", of("Description", "Cohort", "Tags", tags));
    String arn = made.path("KeyMetadata").path("Arn").asText();
    ObjectNode key = of("KeyId", arn);
    kms("CreateAlias", of("AliasName", "alias/one", "TargetKeyId", arn));
    assertThat(kms("CreateAlias", of("AliasName", "alias/one", "TargetKeyId", arn)))
        .isEqualTo("AlreadyExistsException");
    kms("TagResource", of("KeyId", arn, "Tags", tags));
    kms("DescribeKey", of("KeyId", "alias/one"));
    Map<String, String> context = Map.of("seller", "0190");
    ObjectNode generate = of("KeyId", arn, "KeySpec", "AES_256", "EncryptionContext", context);
    JsonNode data = ask("kms", "GenerateDataKey", generate);
    kms("GenerateDataKeyWithoutPlaintext", generate);
    kms("Encrypt", of("KeyId", arn, "Plaintext", "AAAA", "EncryptionContext", context));
    ObjectNode decrypt =
        of(
            "KeyId",
            arn,
            "CiphertextBlob",
            data.path("CiphertextBlob").asText(),
            "EncryptionContext",
            context);
    JsonNode opened = ask("kms", "Decrypt", decrypt);
    assertThat(opened.path("Plaintext").asText()).isEqualTo(data.path("Plaintext").asText());
    assertThat(kms("Decrypt", without(decrypt, "EncryptionContext")))
        .isEqualTo("InvalidCiphertextException");
    JsonNode other = ask("kms", "CreateKey", of("Description", "Other"));
    ObjectNode wrong = decrypt.deepCopy();
    wrong.put("KeyId", other.path("KeyMetadata").path("Arn").asText());
    assertThat(kms("Decrypt", wrong)).isEqualTo("IncorrectKeyException");
    kms("DisableKey", key);
    assertThat(kms("Decrypt", decrypt)).isEqualTo("DisabledException");
    assertThat(kms("GenerateDataKey", generate)).isEqualTo("DisabledException");
    kms("EnableKey", key);
    assertThat(kms("ScheduleKeyDeletion", of("KeyId", arn, "PendingWindowInDays", 6)))
        .isEqualTo("ValidationException");
    kms("ScheduleKeyDeletion", of("KeyId", arn, "PendingWindowInDays", 7));
    assertThat(kms("Decrypt", decrypt)).isEqualTo("KMSInvalidStateException");
    assertThat(kms("DisableKey", key)).isEqualTo("KMSInvalidStateException");
    assertThat(kms("ScheduleKeyDeletion", key)).isEqualTo("KMSInvalidStateException");
    kms("CancelKeyDeletion", key);
    assertThat(kms("Decrypt", decrypt)).isEqualTo("DisabledException");
    kms("ScheduleKeyDeletion", of("KeyId", arn, "PendingWindowInDays", 7));
    sandbox.control("clock", "{\"add\": \"P8D\"}");
    assertThat(kms("Decrypt", decrypt)).isEqualTo("NotFoundException");
    assertThat(kms("DescribeKey", of("KeyId", "alias/one"))).isEqualTo("NotFoundException");
    assertThat(kms("CancelKeyDeletion", key)).isEqualTo("NotFoundException");
    JsonNode signing =
        ask("kms", "CreateKey", of("KeyUsage", "SIGN_VERIFY", "KeySpec", "ECC_NIST_P256"));
    String signer = signing.path("KeyMetadata").path("Arn").asText();
    kms("GetPublicKey", of("KeyId", signer));
    kms("Sign", of("KeyId", signer, "Message", "AAAA", "SigningAlgorithm", "ECDSA_SHA_256"));
    assertThat(kms("GenerateDataKey", of("KeyId", signer, "KeySpec", "AES_256")))
        .isEqualTo("InvalidKeyUsageException");
    assertThat(asked).hasSize(14);
  }

  @Test
  void the_secret_service_says_what_its_model_says_about_versions_and_labels() throws IOException {
    String one = "0".repeat(31) + "1";
    String two = "0".repeat(31) + "2";
    List<Map<String, String>> tags = List.of(Map.of("Key", "seller", "Value", "0190"));
    ObjectNode create =
        of("Name", "a/b", "ClientRequestToken", one, "SecretString", "{}", "Tags", tags);
    secrets("CreateSecret", create);
    secrets("CreateSecret", create);
    assertThat(secrets("CreateSecret", create.deepCopy().put("SecretString", "other")))
        .isEqualTo("ResourceExistsException");
    ObjectNode id = of("SecretId", "a/b");
    ObjectNode put =
        of(
            "SecretId",
            "a/b",
            "ClientRequestToken",
            two,
            "SecretString",
            "second",
            "VersionStages",
            List.of("AWSPENDING"));
    secrets("PutSecretValue", put);
    secrets("PutSecretValue", put);
    assertThat(secrets("PutSecretValue", put.deepCopy().put("SecretString", "third")))
        .isEqualTo("ResourceExistsException");
    assertThat(ask("secretsmanager", "GetSecretValue", id).path("VersionId").asText())
        .isEqualTo(one);
    JsonNode pending =
        ask(
            "secretsmanager",
            "GetSecretValue",
            of("SecretId", "a/b", "VersionStage", "AWSPENDING"));
    assertThat(pending.path("SecretString").asText()).isEqualTo("second");
    ObjectNode move = of("SecretId", "a/b", "VersionStage", "AWSCURRENT", "MoveToVersionId", two);
    assertThat(secrets("UpdateSecretVersionStage", move)).isEqualTo("InvalidParameterException");
    secrets("UpdateSecretVersionStage", move.deepCopy().put("RemoveFromVersionId", one));
    JsonNode labels = ask("secretsmanager", "DescribeSecret", id).path("VersionIdsToStages");
    assertThat(labels.path(one).toString()).isEqualTo("[\"AWSPREVIOUS\"]");
    assertThat(labels.path(two).toString()).contains("AWSCURRENT");
    secrets(
        "ListSecretVersionIds", of("SecretId", "a/b", "MaxResults", 1, "IncludeDeprecated", true));
    secrets("TagResource", of("SecretId", "a/b", "Tags", tags));
    secrets("DeleteSecret", of("SecretId", "a/b", "RecoveryWindowInDays", 7));
    assertThat(secrets("GetSecretValue", id)).isEqualTo("InvalidRequestException");
    assertThat(secrets("PutSecretValue", put)).isEqualTo("InvalidRequestException");
    assertThat(secrets("CreateSecret", create)).isEqualTo("InvalidRequestException");
    secrets("DescribeSecret", id);
    secrets("RestoreSecret", id);
    secrets("GetSecretValue", id);
    secrets("DeleteSecret", of("SecretId", "a/b", "ForceDeleteWithoutRecovery", true));
    assertThat(secrets("GetSecretValue", id)).isEqualTo("ResourceNotFoundException");
    assertThat(asked).hasSize(9);
  }

  @Test
  void trouble_on_order_is_trouble_that_the_models_know() throws IOException {
    for (String kind : List.of("DOWN", "THROTTLE", "ACCESS_DENIED")) {
      sandbox.control("aws/faults", "{\"service\": \"kms\", \"kind\": \"" + kind + "\"}");
      sandbox.control(
          "aws/faults", "{\"service\": \"secretsmanager\", \"kind\": \"" + kind + "\"}");
      assertThat(kms("DescribeKey", of("KeyId", "x"))).isNotEmpty();
      assertThat(secrets("DescribeSecret", of("SecretId", "x"))).isNotEmpty();
      sandbox.call("DELETE", "/control/aws/faults", "");
    }
  }
}
