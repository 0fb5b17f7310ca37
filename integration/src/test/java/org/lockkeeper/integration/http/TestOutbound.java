package org.lockkeeper.integration.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.kernel.SellerId;

/** A platform on this machine, and the one way to it. */
public final class TestOutbound implements AutoCloseable, CallLog {

  /** What came in. */
  public record Call(
      String method,
      String path,
      String body,
      Optional<String> userAgent,
      Optional<String> token) {}

  /** What goes out. */
  public record Reply(int status, String body, Map<String, String> headers) {

    public Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public final List<String> log = new CopyOnWriteArrayList<>();
  public final List<String> refusals = new CopyOnWriteArrayList<>();
  public final MemoryBudgets budgets = new MemoryBudgets();
  final List<CallLog.Call> noted = new CopyOnWriteArrayList<>();
  private final List<Outbound> opened = new ArrayList<>();
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
    return outbound(new Destinations(List.of(), Optional.of(address())), Duration.ofSeconds(15));
  }

  /** The way to elsewhere. */
  Outbound outbound(Destinations destinations, Duration whole) {
    Outbound made =
        new Outbound(
            destinations,
            this,
            budgets,
            new Rates(name -> Optional.empty()),
            new Lanes(new Lanes.Limits(32, 16, 6, 2)),
            new SecureRandom(),
            new Wire(destinations),
            whole);
    opened.add(made);
    return made;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent")),
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
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.getResponseHeaders().add("Location", "https://127.0.0.1:1/elsewhere");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void note(CallLog.Call call) {
    noted.add(call);
    log.add(call.host() + " " + call.operation() + " " + call.status() + " " + call.bytes());
  }

  @Override
  public void refused(SellerId seller, String host, String operation, RefusalReason reason) {
    refusals.add(host + " " + operation + " " + reason);
  }

  @Override
  public void close() {
    opened.forEach(Outbound::close);
    server.stop(0);
  }
}
