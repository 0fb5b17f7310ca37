package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One call to a pretend service of AWS.
 *
 * @param service {@code kms}, {@code secretsmanager} or {@code sqs}
 * @param region as the signature's scope names it
 * @param operation such as {@code GenerateDataKey}
 * @param accessKey who calls
 * @param body what is asked for
 */
record AwsRequest(
    String service, String region, String operation, String accessKey, ObjectNode body) {

  static final String ACCOUNT = "000000000000";

  /** A member that must be there. */
  String text(String member) {
    return optional(member)
        .orElseThrow(
            () -> new AwsRefusal("ValidationException", "The member " + member + " is missing."));
  }

  Optional<String> optional(String member) {
    JsonNode value = body.path(member);
    return value.isTextual() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  Optional<Integer> number(String member) {
    JsonNode value = body.path(member);
    return value.isIntegralNumber() ? Optional.of(value.asInt()) : Optional.empty();
  }

  boolean flag(String member) {
    return body.path(member).asBoolean(false);
  }

  byte[] bytes(String member) {
    try {
      return Base64.getDecoder().decode(text(member));
    } catch (IllegalArgumentException e) {
      throw new AwsRefusal("SerializationException", "The member " + member + " is not base64.");
    }
  }

  /** A map of texts, ordered by name; empty if it is not there. */
  Map<String, String> map(String member) {
    Map<String, String> map = new TreeMap<>();
    body.path(member)
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /** Tags, whose members are called one thing by one service and another by the next. */
  Map<String, String> tags(String key, String value) {
    Map<String, String> tags = new TreeMap<>();
    body.path("Tags").forEach(tag -> tags.put(tag.path(key).asText(), tag.path(value).asText()));
    return tags;
  }

  @Override
  public String toString() {
    return "AwsRequest[" + service + " " + region + " " + operation + "]";
  }
}
