package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How people and tests steer the pretend AWS: {@code /control/aws/…}, JSON in, JSON out. */
final class AwsControl {

  private static final Set<String> SERVICES = Set.of("kms", "secretsmanager", "sqs");

  private final AwsDoor door;
  private final KmsDesk kms;
  private final SecretsDesk secrets;
  private final SqsDesk queue;
  private final AwsFaults faults;
  private final LwaSecrets lwa;

  AwsControl(
      AwsDoor door,
      KmsDesk kms,
      SecretsDesk secrets,
      SqsDesk queue,
      AwsFaults faults,
      LwaSecrets lwa) {
    this.door = door;
    this.kms = kms;
    this.secrets = secrets;
    this.queue = queue;
    this.faults = faults;
    this.lwa = lwa;
  }

  /**
   * @param path without {@code /control/aws}
   */
  Answer answer(Call call, String path) {
    try {
      return switch (call.method() + " " + path) {
        case "GET /calls" -> Answer.json(200, door.calls());
        case "DELETE /calls" -> {
          door.forgetCalls();
          yield Answer.json(200, Json.array());
        }
        case "GET /keys" -> Answer.json(200, kms.view());
        case "POST /keys" -> {
          JsonNode body = body(call);
          kms.set(text(body, "arn"), body.path("enabled").asBoolean(true));
          yield Answer.json(200, kms.view());
        }
        case "GET /secrets" -> Answer.json(200, secrets.view());
        case "GET /queue" ->
            Answer.json(
                200, Json.object().put("name", SqsDesk.QUEUE).put("messages", queue.size()));
        case "GET /faults" -> Answer.json(200, faults.all());
        case "DELETE /faults" -> {
          faults.clear();
          yield Answer.json(200, Json.array());
        }
        case "POST /faults" -> {
          faults.add(fault(body(call)));
          yield Answer.json(201, faults.all());
        }
        case "POST /policies" -> {
          JsonNode body = body(call);
          Map<String, String> tags = new LinkedHashMap<>();
          body.path("tags").properties().forEach(t -> tags.put(t.getKey(), t.getValue().asText()));
          door.allow(
              text(body, "accessKey"), new AwsDoor.Policy(body.path("secrets").asText(""), tags));
          yield Answer.json(201, Json.object());
        }
        case "POST /swap" -> {
          JsonNode body = body(call);
          secrets.swap(text(body, "one"), text(body, "other"));
          yield Answer.json(200, Json.object());
        }
        case "POST /messages" -> {
          queue.send(text(body(call), "body"));
          yield Answer.json(201, Json.object());
        }
        case "POST /lwa-secret" -> {
          LwaSecrets.Rotated fresh = lwa.rotate();
          yield Answer.json(
              201,
              Json.object()
                  .put("newClientSecretExpiryTime", fresh.currentUntil().toString())
                  .put("oldClientSecretExpiryTime", fresh.previousUntil().toString()));
        }
        case "POST /lwa-secret-expiry" -> {
          lwa.warn();
          yield Answer.json(201, Json.object());
        }
        default -> Answer.json(404, Map.of("error", "There is nothing at this address."));
      };
    } catch (ShopDesk.Refused | IllegalArgumentException e) {
      return Answer.json(400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private static AwsFaults.Fault fault(JsonNode body) {
    String service = text(body, "service");
    if (!SERVICES.contains(service)) {
      throw new ShopDesk.Refused("service is kms, secretsmanager or sqs.");
    }
    int percent = body.path("percent").asInt(100);
    int millis = body.path("millis").asInt(5000);
    if (percent < 1 || percent > 100 || millis < 0 || millis > 60_000) {
      throw new ShopDesk.Refused("percent is 1 to 100, millis 0 to 60000.");
    }
    return new AwsFaults.Fault(
        service,
        body.path("region").asText(null),
        body.path("operation").asText(null),
        AwsFaults.Kind.valueOf(text(body, "kind").toUpperCase(Locale.ROOT)),
        percent,
        millis);
  }

  private static ObjectNode body(Call call) {
    return Json.parse(call.body()).orElse(null) instanceof ObjectNode body ? body : Json.object();
  }

  private static String text(JsonNode body, String name) {
    if (!body.path(name).isTextual() || body.path(name).asText().isBlank()) {
      throw new ShopDesk.Refused("The field " + name + " is missing.");
    }
    return body.path(name).asText();
  }
}
