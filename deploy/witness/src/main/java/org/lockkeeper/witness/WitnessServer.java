package org.lockkeeper.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.VerifierKey;

/**
 * The witness on this machine's own address.
 *
 * <ul>
 *   <li>{@code POST /add-checkpoint}: as C2SP {@code tlog-witness} says;
 *   <li>{@code GET /checkpoint/<SHA-256 of the origin in hex>}: the last checkpoint it has signed;
 *   <li>{@code GET /health}: that it runs.
 * </ul>
 */
public final class WitnessServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WitnessServer.class.getName());
  private static final int LONGEST = 64 * 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Memory memory;
  private final Cosigner cosigner;

  private WitnessServer(int port, Memory memory, Cosigner cosigner) throws IOException {
    this.memory = memory;
    this.cosigner = cosigner;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.setExecutor(threads);
    server.createContext("/add-checkpoint", exchange -> answer(exchange, this::add));
    server.createContext("/checkpoint/", exchange -> answer(exchange, this::latest));
    server.createContext("/health", exchange -> answer(exchange, any -> new Answer(200, "up\n")));
  }

  /**
   * Starts.
   *
   * @param port 0 for any that is free
   * @param folder where the key and the memory are
   * @param log the origin that is served, and with {@code /number} its epochs
   * @param keys a folder with one file for each of the log's keys, read again for each request
   */
  public static WitnessServer start(
      int port, Path folder, String name, String log, Path keys, Clock clock) throws IOException {
    Memory memory = Memory.open(folder, name);
    WitnessServer witness =
        new WitnessServer(port, memory, new Cosigner(memory, log, () -> keys(keys), clock));
    witness.server.start();
    return witness;
  }

  /**
   * Runs until it is ended.
   *
   * @param args port, folder, name, the log's origin, folder of the log's keys; for demonstrations
   *     also the file that moves the clock
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 5 && args.length != 6) {
      throw new IllegalArgumentException(
          "port, folder, name, origin of the log, folder of its keys");
    }
    WitnessServer witness =
        start(
            Integer.parseInt(args[0]),
            Path.of(args[1]),
            args[2],
            args[3],
            Path.of(args[4]),
            args.length == 5
                ? Clock.systemUTC()
                : new ToldClock(Path.of(args[5]), Clock.systemUTC()));
    Runtime.getRuntime().addShutdownHook(new Thread(witness::close, "stop"));
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The key it signs with. */
  public VerifierKey key() {
    return memory.key();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The keys in a folder; none while there is no folder. */
  private static List<VerifierKey> keys(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(file -> file.toString().matches(".*/[0-9a-f]{8}")).toList();
      List<VerifierKey> keys = new ArrayList<>();
      for (Path file : all) {
        keys.add(VerifierKey.parse(Files.readString(file).strip()));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is answered. */
  record Answer(int status, String text) {}

  private interface Door {
    Answer to(HttpExchange exchange) throws IOException;
  }

  private Answer add(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return new Answer(405, "");
    }
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LONGEST + 1);
    }
    if (body.length > LONGEST) {
      return new Answer(400, "too long\n");
    }
    return cosigner.add(new String(body, StandardCharsets.UTF_8));
  }

  private Answer latest(HttpExchange exchange) {
    String name = exchange.getRequestURI().getPath().substring("/checkpoint/".length());
    if (!name.matches("[0-9a-f]{64}")) {
      return new Answer(404, "");
    }
    Optional<Note> note = memory.signed(name);
    return note.map(known -> new Answer(200, known.write())).orElse(new Answer(404, ""));
  }

  private static void answer(HttpExchange exchange, Door door) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = door.to(exchange);
      } catch (ProofRefused e) {
        answer = new Answer(400, e.getMessage() + "\n");
      } catch (UncheckedIOException e) {
        LOG.log(Level.ERROR, "witness.memory-failed", e);
        answer = new Answer(500, "");
      }
      byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", answer.status() == 409 ? "text/x.tlog.size" : "text/plain");
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
