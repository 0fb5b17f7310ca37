package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pretend AWS, by its JSON protocol: which operation, who asks, is it allowed, and then the
 * work. Of a signature it looks at the form and not at the code, so any key pair will do.
 */
final class AwsDoor {

  private static final int KEPT = 5_000;
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([A-Za-z0-9]{3,128})/(\\d{8})/([a-z0-9-]+)/([a-z]+)"
              + "/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
  private static final Map<String, String> SERVICES =
      Map.of("TrentService", "kms", "secretsmanager", "secretsmanager", "AmazonSQS", "sqs");

  /**
   * One call, as far as it may be told: no body.
   *
   * @param error null if it was answered
   */
  record Told(
      long id,
      Instant at,
      String service,
      String region,
      String operation,
      String accessKey,
      @Nullable String subject,
      int status,
      @Nullable String error) {}

  /**
   * What a caller may do with secrets.
   *
   * @param prefix with which the names of the secrets begin
   * @param tags which the secret must carry
   */
  record Policy(String prefix, Map<String, String> tags) {
    Policy {
      tags = Map.copyOf(tags);
    }

    boolean allows(String name, Map<String, String> carried) {
      return name.startsWith(prefix) && carried.entrySet().containsAll(tags.entrySet());
    }
  }

  private final KmsDesk kms;
  private final SecretsDesk secrets;
  private final SqsDesk queue;
  private final AwsFaults faults;
  private final SandboxClock clock;
  private final Map<String, Policy> policies = new LinkedHashMap<>();
  private final Deque<Told> calls = new ArrayDeque<>();
  private long lastId;

  AwsDoor(KmsDesk kms, SecretsDesk secrets, SqsDesk queue, AwsFaults faults, SandboxClock clock) {
    this.kms = kms;
    this.secrets = secrets;
    this.queue = queue;
    this.faults = faults;
    this.clock = clock;
  }

  /** Seconds since 1970 with milliseconds behind the point, as AWS's JSON has instants. */
  static JsonNode time(Instant instant) {
    return DecimalNode.valueOf(BigDecimal.valueOf(instant.toEpochMilli(), 3));
  }

  /**
   * @param path without the prefix of this platform; AWS has one address for all
   */
  Answer answer(Call call, String path) {
    AwsRequest request = null;
    Answer answer;
    String error = null;
    try {
      request = request(call);
      answer = said(200, request.service(), worked(request));
    } catch (AwsRefusal refusal) {
      error = refusal.type();
      ObjectNode json = Json.object().put("__type", refusal.type());
      String service = request == null ? "" : request.service();
      // One service writes it large.
      json.put(service.equals("secretsmanager") ? "Message" : "message", refusal.getMessage());
      answer = said(refusal.status(), service, json).with("x-amzn-ErrorType", refusal.type());
    }
    tell(request, answer.status(), error);
    return answer.with("x-amzn-RequestId", UUID.randomUUID().toString());
  }

  synchronized void allow(String accessKey, Policy policy) {
    policies.put(accessKey, policy);
  }

  /** Oldest first. */
  synchronized List<Told> calls() {
    return List.copyOf(calls);
  }

  synchronized void forgetCalls() {
    calls.clear();
    policies.clear();
  }

  private static AwsRequest request(Call call) {
    if (!call.method().equals("POST")) {
      throw new AwsRefusal(404, "UnknownOperationException", "AWS is asked by POST.");
    }
    String target = call.header("X-Amz-Target").orElse("");
    int dot = target.lastIndexOf('.');
    String service = SERVICES.get(dot < 0 ? "" : target.substring(0, dot));
    if (service == null) {
      throw new AwsRefusal("UnknownOperationException", "X-Amz-Target names no service of ours.");
    }
    String type = call.header("Content-Type").orElse("");
    if (!type.startsWith("application/x-amz-json-" + (service.equals("sqs") ? "1.0" : "1.1"))) {
      throw new AwsRefusal("SerializationException", "That is not the service's content type.");
    }
    Matcher signed = AUTHORIZATION.matcher(call.header("Authorization").orElse(""));
    if (!signed.matches()) {
      throw new AwsRefusal(
          "IncompleteSignatureException", "The Authorization header has not the right form.");
    }
    if (!signed.group(4).equals(service) || call.header("X-Amz-Date").isEmpty()) {
      throw new AwsRefusal("InvalidSignatureException", "The signature is for something else.");
    }
    List<String> headers = List.of(signed.group(5).split(";", -1));
    if (!headers.containsAll(List.of("host", "x-amz-date", "x-amz-target"))) {
      throw new AwsRefusal("IncompleteSignatureException", "Headers are missing in the signature.");
    }
    if (!(Json.parse(call.body()).orElse(null) instanceof ObjectNode body)) {
      throw new AwsRefusal("SerializationException", "The body is not a JSON object.");
    }
    return new AwsRequest(
        service, signed.group(3), target.substring(dot + 1), signed.group(1), body);
  }

  private ObjectNode worked(AwsRequest request) {
    Optional<AwsFaults.Fault> fault = faults.of(request);
    boolean stale = false;
    if (fault.isPresent()) {
      switch (fault.get().kind()) {
        case DOWN -> throw down(request.service());
        case THROTTLE -> throw new AwsRefusal("ThrottlingException", "You have exceeded the rate.");
        case ACCESS_DENIED -> throw denied();
        case SLOW -> faults.hold(fault.get().millis());
        case STALE -> stale = true;
      }
    }
    return switch (request.service()) {
      case "kms" -> kms.answer(request);
      case "secretsmanager" -> {
        authorize(request);
        yield secrets.answer(request, stale);
      }
      default -> queue.answer(request);
    };
  }

  private static AwsRefusal down(String service) {
    return switch (service) {
      case "kms" -> new AwsRefusal(500, "KMSInternalException", "Something broke here.");
      case "sqs" -> new AwsRefusal(500, "InternalError", "Something broke here.");
      default -> new AwsRefusal(500, "InternalServiceError", "Something broke here.");
    };
  }

  private static AwsRefusal denied() {
    return new AwsRefusal("AccessDeniedException", "No identity-based policy allows this action.");
  }

  private void authorize(AwsRequest request) {
    Policy policy;
    synchronized (this) {
      policy = policies.get(request.accessKey());
    }
    if (policy == null) {
      return;
    }
    Optional<SecretsDesk.Stored> subject = secrets.subject(request);
    boolean allowed =
        subject.isPresent()
            ? policy.allows(subject.get().name(), subject.get().tags())
            : policy.allows(
                request.optional("Name").or(() -> request.optional("SecretId")).orElse(""),
                request.operation().equals("CreateSecret")
                    ? request.tags("Key", "Value")
                    : policy.tags());
    if (!allowed) {
      throw denied();
    }
  }

  private synchronized void tell(@Nullable AwsRequest request, int status, @Nullable String error) {
    calls.addLast(
        new Told(
            ++lastId,
            clock.now(),
            request == null ? "unknown" : request.service(),
            request == null ? "" : request.region(),
            request == null ? "unknown" : request.operation(),
            request == null ? "" : request.accessKey(),
            request == null ? null : subject(request),
            status,
            error));
    if (calls.size() > KEPT) {
      calls.removeFirst();
    }
  }

  private static @Nullable String subject(AwsRequest request) {
    for (String member : new ArrayList<>(List.of("KeyId", "SecretId", "Name", "AliasName"))) {
      Optional<String> found = request.optional(member);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  private static Answer said(int status, String service, ObjectNode body) {
    String type = "application/x-amz-json-" + (service.equals("sqs") ? "1.0" : "1.1");
    return new Answer(status, Map.of(), type, body.toString());
  }
}
