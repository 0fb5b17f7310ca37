package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** Sends requests to outside platforms. */
@ApplicationScoped
public class Outbound {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(15);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private final Destinations destinations;
  private final CallLog log;
  private final HttpClient client;

  @Inject
  Outbound(Destinations destinations, CallLog log) {
    this.destinations = destinations;
    this.log = log;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * What is sent.
   *
   * @param operation what the platform calls it; stands in the call log
   * @param body empty for a request without one
   */
  public record Request(
      SellerId seller,
      String operation,
      String method,
      URI uri,
      Map<String, String> headers,
      Optional<String> body) {
    @Override
    public String toString() {
      return "Request[" + operation + "]";
    }
  }

  /** What came back. Not for any log. */
  public static final class Answer {

    private final int status;
    private final HttpResponse<InputStream> response;
    private final byte[] body;

    Answer(HttpResponse<InputStream> response, byte[] body) {
      this.status = response.statusCode();
      this.response = response;
      this.body = body;
    }

    public int status() {
      return status;
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The raw bytes; not to be kept. */
    public byte[] body() {
      return body;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Sends and waits, at most fifteen seconds.
   *
   * @throws PlatformTrouble with {@code UNAVAILABLE} if nothing was sent, {@code DOUBTFUL} if it
   *     may have been
   */
  public Answer send(Request request) {
    destinations.check(request.uri(), request.operation());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(WHOLE)
            .method(
                request.method(),
                request
                    .body()
                    .map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    request.headers().forEach(builder::header);
    String host = String.valueOf(request.uri().getHost());
    long began = System.nanoTime();
    int status = 0;
    int length = 0;
    try {
      HttpResponse<InputStream> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
      status = response.statusCode();
      try (InputStream in = response.body()) {
        byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
        length = body.length;
        if (length > LARGEST_ANSWER) {
          Arrays.fill(body, (byte) 0);
          throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.DOUBTFUL);
        }
        return new Answer(response, body);
      }
    } catch (HttpConnectTimeoutException | ConnectException e) {
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.UNAVAILABLE);
    } catch (IOException e) {
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.DOUBTFUL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.DOUBTFUL);
    } finally {
      log.note(
          request.seller(),
          host,
          request.operation(),
          status,
          (System.nanoTime() - began) / 1_000_000,
          length);
    }
  }
}
