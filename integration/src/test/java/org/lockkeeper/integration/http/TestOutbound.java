package org.lockkeeper.integration.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lockkeeper.kernel.SellerId;

/** A platform on this machine, and the one way to it. */
public final class TestOutbound implements AutoCloseable, CallLog {

  /** What came in. */
  public record Call(String method, String path, String body, Optional<String> token) {}

  /** What goes out. */
  public record Reply(int status, String body) {}

  public final List<Call> calls = new ArrayList<>();
  public final List<String> log = new ArrayList<>();
  private final HttpServer server;
  private Function<Call, Reply> platform = call -> new Reply(200, "{}");

  public TestOutbound() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  public void answers(Function<Call, Reply> newPlatform) {
    platform = newPlatform;
  }

  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public Outbound outbound() {
    return new Outbound(new Destinations(List.of(), Optional.of(address())), this);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-access-token"))
                  .or(
                      () ->
                          Optional.ofNullable(
                              exchange.getRequestHeaders().getFirst("x-tts-access-token")))
                  .or(
                      () ->
                          Optional.ofNullable(
                              exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"))));
      calls.add(call);
      Reply reply = platform.apply(call);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Location", "https://127.0.0.1:1/elsewhere");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void note(
      SellerId seller, String host, String operation, int status, long tookMs, int bytes) {
    log.add(host + " " + operation + " " + status + " " + bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
