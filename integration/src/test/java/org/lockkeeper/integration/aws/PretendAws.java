package org.lockkeeper.integration.aws;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.lockkeeper.sandbox.AwsStandIn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The sandbox's AWS in this process, clients of the real SDK for it, and its control desk. */
public final class PretendAws implements AutoCloseable {

  /** Who calls, unless a test says otherwise. */
  public static final String USUAL = "AKIAUSUAL";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final AwsStandIn standIn;

  private PretendAws(AwsStandIn standIn) {
    this.standIn = standIn;
  }

  public static PretendAws start() {
    try {
      Path folder = Files.createTempDirectory("pretend-aws");
      return new PretendAws(AwsStandIn.start(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clients that call as somebody. */
  public AwsClients clients(String accessKey) {
    return AwsClients.of(
        standIn.address(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "any")),
        Optional.empty());
  }

  public AwsClients clients() {
    return clients(USUAL);
  }

  /** The pretend time. */
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.parse(send("GET", "clock", "").asJsonObject().getString("now"));
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  public void daysPass(int days) {
    post("clock", "{\"add\": \"P" + days + "D\"}");
  }

  /** Has calls of a service fail; {@code more} is further fields with a comma before. */
  public void fault(String service, String kind, String more) {
    post(
        "aws/faults", "{\"service\": \"" + service + "\", \"kind\": \"" + kind + "\"" + more + "}");
  }

  public void noFaults() {
    send("DELETE", "aws/faults", "");
  }

  /** The calls since {@link #forgetCalls} of one operation. */
  public long calls(String operation) {
    return told().stream()
        .filter(call -> call.asJsonObject().getString("operation").equals(operation))
        .count();
  }

  /** All calls since {@link #forgetCalls}. */
  public JsonArray told() {
    return send("GET", "aws/calls", "").asJsonArray();
  }

  public void forgetCalls() {
    send("DELETE", "aws/calls", "");
  }

  public JsonArray keys() {
    return send("GET", "aws/keys", "").asJsonArray();
  }

  public JsonArray secrets() {
    return send("GET", "aws/secrets", "").asJsonArray();
  }

  public JsonStructure get(String path) {
    return send("GET", path, "");
  }

  public JsonStructure post(String path, String body) {
    return send("POST", path, body);
  }

  private JsonStructure send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(standIn.control() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(path + " answered " + response.statusCode() + response.body());
      }
      try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
        return reader.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    standIn.close();
  }
}
