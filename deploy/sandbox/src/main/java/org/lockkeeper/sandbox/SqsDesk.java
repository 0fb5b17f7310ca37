package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The one pretend queue, {@code lwa-secrets}. What was received is hidden for a while and comes
 * back unless it is deleted; hiding goes by the real time.
 */
final class SqsDesk {

  static final String QUEUE = "lwa-secrets";
  private static final String KIND = "aws-message";
  private static final int MOST = 10;
  private static final int HIDDEN_SECONDS = 30;

  /** One message. */
  record Message(String id, String body, String receipt, int received, Instant visibleAt) {
    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  private final Ledger ledger;
  private final SandboxClock clock;
  private final Map<String, Message> messages = new LinkedHashMap<>();

  SqsDesk(Ledger ledger, SandboxClock clock) {
    this.ledger = ledger;
    this.clock = clock;
    ledger.each(KIND, (id, value) -> messages.put(id, Json.as(value, Message.class)));
  }

  synchronized ObjectNode answer(AwsRequest request) {
    String url = request.text("QueueUrl");
    if (!url.endsWith("/" + QUEUE)) {
      throw new AwsRefusal("QueueDoesNotExist", "The specified queue does not exist.");
    }
    return switch (request.operation()) {
      case "SendMessage" -> {
        Message sent = send(request.text("MessageBody"));
        yield Json.object().put("MessageId", sent.id()).put("MD5OfMessageBody", md5(sent.body()));
      }
      case "ReceiveMessage" -> receive(request);
      case "DeleteMessage" -> delete(request);
      default -> throw new AwsRefusal("UnsupportedOperation", "There is no such operation.");
    };
  }

  /** Puts a message in. */
  synchronized Message send(String body) {
    Message message = new Message(UUID.randomUUID().toString(), body, "", 0, clock.realNow());
    keep(message);
    return message;
  }

  /** How many messages are in the queue, hidden ones too. */
  synchronized int size() {
    return messages.size();
  }

  private void keep(Message message) {
    messages.put(message.id(), message);
    ledger.put(KIND, message.id(), message);
  }

  private ObjectNode receive(AwsRequest request) {
    int most = request.number("MaxNumberOfMessages").orElse(1);
    if (most < 1 || most > MOST) {
      throw new AwsRefusal("InvalidParameterValue", "MaxNumberOfMessages is 1 to 10.");
    }
    int hidden = request.number("VisibilityTimeout").orElse(HIDDEN_SECONDS);
    Instant now = clock.realNow();
    ObjectNode json = Json.object();
    ArrayNode page = Json.array();
    for (Message message : messages.values().stream().toList()) {
      if (page.size() == most || now.isBefore(message.visibleAt())) {
        continue;
      }
      Message shown =
          new Message(
              message.id(),
              message.body(),
              UUID.randomUUID().toString(),
              message.received() + 1,
              now.plus(Duration.ofSeconds(hidden)));
      keep(shown);
      page.addObject()
          .put("MessageId", shown.id())
          .put("ReceiptHandle", shown.receipt())
          .put("MD5OfBody", md5(shown.body()))
          .put("Body", shown.body());
    }
    if (!page.isEmpty()) {
      json.set("Messages", page);
    }
    return json;
  }

  private ObjectNode delete(AwsRequest request) {
    String receipt = request.text("ReceiptHandle");
    messages.values().stream()
        .filter(message -> message.receipt().equals(receipt))
        .findFirst()
        .ifPresent(
            message -> {
              messages.remove(message.id());
              ledger.remove(KIND, message.id());
            });
    return Json.object();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
