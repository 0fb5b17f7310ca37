package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final Duration whole;
  private final HttpClient client;

  @Inject
  Outbound(Destinations destinations, CallLog log) {
    this(destinations, log, WHOLE);
  }

  Outbound(Destinations destinations, CallLog log, Duration whole) {
    this.destinations = destinations;
    this.log = log;
    this.whole = whole;
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
    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
      this.status = response.statusCode();
      this.response = response;
    }

    public int status() {
      return status;
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The raw bytes; not to be kept. */
    public byte[] body() {
      return response.body();
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Sends and waits, at most fifteen seconds until the last byte of the answer.
   *
   * @throws PlatformTrouble with {@code UNAVAILABLE} if nothing was sent, {@code DOUBTFUL} if it
   *     may have been
   */
  public Answer send(Request request) {
    destinations.check(request.uri(), request.operation());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(whole)
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
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(builder.build(), info -> new Bounded());
    try {
      HttpResponse<byte[]> response = call.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      status = response.statusCode();
      length = response.body().length;
      return new Answer(response);
    } catch (ExecutionException e) {
      throw new PlatformTrouble(
          request.operation(),
          e.getCause() instanceof HttpConnectTimeoutException
                  || e.getCause() instanceof ConnectException
              ? PlatformTrouble.Kind.UNAVAILABLE
              : PlatformTrouble.Kind.DOUBTFUL);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new PlatformTrouble(request.operation(), PlatformTrouble.Kind.DOUBTFUL);
    } catch (InterruptedException e) {
      call.cancel(true);
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

  /** Gathers an answer, and gives up as soon as it is too long. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

    private final HttpResponse.BodySubscriber<byte[]> gathered =
        HttpResponse.BodySubscribers.ofByteArray();
    private Optional<Flow.Subscription> source = Optional.empty();
    private long length;

    @Override
    public CompletionStage<byte[]> getBody() {
      return gathered.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = Optional.of(subscription);
      gathered.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      length += part.stream().mapToLong(ByteBuffer::remaining).sum();
      if (length > LARGEST_ANSWER) {
        source.ifPresent(Flow.Subscription::cancel);
        gathered.onError(new IOException("the answer is too long"));
      } else {
        gathered.onNext(part);
      }
    }

    @Override
    public void onError(Throwable failure) {
      gathered.onError(failure);
    }

    @Override
    public void onComplete() {
      gathered.onComplete();
    }
  }
}
