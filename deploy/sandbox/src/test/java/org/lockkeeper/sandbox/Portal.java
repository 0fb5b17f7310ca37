package org.lockkeeper.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/** Stands for the product: takes webhooks and answers them as the test wishes. */
final class Portal implements AutoCloseable {

  /** One webhook as it came. */
  record Received(Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return "Received[" + headers.get("X-Shopify-Webhook-Id") + "]";
    }
  }

  private final HttpServer server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private volatile IntUnaryOperator status = call -> 200;
  private int calls;

  Portal() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, all.getFirst()));
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int answer = status.applyAsInt(++calls);
          if (answer / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
          received.add(new Received(headers, body));
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/shopify/token";
  }

  /** What to answer to the first, second, … call. */
  void answers(IntUnaryOperator newStatus) {
    status = newStatus;
  }

  Received next() throws InterruptedException {
    Received next = received.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no webhook came within ten seconds");
    }
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
