package org.lockkeeper.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The product, started by its launcher once for all tests of a run: on free ports, with a data
 * directory of its own, ended after the last test whatever has happened. Tests take it as a
 * parameter.
 */
final class RunningProduct implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration ENDED_WITHIN = Duration.ofMinutes(1);
  private static final int TAIL = 60;
  private static final String SECOND_PORTAL = "second.portal.port";

  private final Path data;
  private final Path output;
  private final Path runProperties;
  private final List<Integer> ports;
  private final List<String> settings;
  private final Properties properties = new Properties();
  private Process launcher;

  /** Gives a test the one product of this run. */
  static final class Extension implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE =
        ExtensionContext.Namespace.create(RunningProduct.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RunningProduct.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(HERE)
          .getOrComputeIfAbsent(RunningProduct.class, key -> of("it"), RunningProduct.class);
    }
  }

  private RunningProduct(String name, List<String> settings) {
    Path target = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
    this.data = target.resolve(name + "-data");
    this.output = target.resolve(name + "-terminal.log");
    this.runProperties = target.resolve(name + "-run.properties");
    this.ports = freePorts(5);
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-the-product"));
    try {
      Files.deleteIfExists(output);
      this.launcher = launch(true);
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a product of its own, for tests that need it set up in another way; whoever starts it
   * closes it.
   *
   * @param name of its folder and logs under {@code target}
   * @param settings more system properties of the launcher, without their {@code -D}
   */
  static RunningProduct of(String name, String... settings) {
    return new RunningProduct(name, List.of(settings));
  }

  /** The same with a second portal on the same database, see {@link #secondVisitor}. */
  static RunningProduct withTwoPortals(String name, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(SECOND_PORTAL);
    return new RunningProduct(name, all);
  }

  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(RunningProduct::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The launcher's command line, as the build runs it; for starts that are meant to fail, too. */
  static List<String> command(Path data, Path run, boolean fresh, List<Integer> ports) {
    List<String> command = new ArrayList<>();
    if (canResetSignals()) {
      // Whoever runs the build in the background has Ctrl-C switched off for all that it starts.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("launcher.classpath", "target/classes")
                + System.getProperty("path.separator")
                + System.getProperty("java.class.path"),
            "-Dapp.directory=" + System.getProperty("app.directory", "target/app"),
            "-Ddata.directory=" + data,
            "-Drun.properties=" + run,
            "-Dfresh=" + fresh,
            "-Drestart.portal=true",
            "-Dportal.port=" + ports.get(0),
            "-Dsandbox.port=" + ports.get(1),
            "-Dsmtp.port=" + ports.get(2),
            "-Ddatabase.port=" + ports.get(3),
            "org.lockkeeper.local.Launcher"));
    return command;
  }

  private static boolean canResetSignals() {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs another program of the launcher's on this product's data, to its end.
   *
   * @param name of the class beside the launcher
   * @param settings more system properties, without their {@code -D}
   */
  Ended program(String name, String... settings) {
    List<String> command = command(data, runProperties, false, ports);
    command.removeLast();
    for (String setting : settings) {
      command.add("-D" + setting);
    }
    command.add("org.lockkeeper.local." + name);
    return ended(command);
  }

  /** Runs a command to its end. */
  static Ended ended(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How a program ended, and what it said. */
  record Ended(int code, String said) {}

  private Process launch(boolean fresh) throws IOException {
    Files.deleteIfExists(runProperties);
    List<String> command = command(data, runProperties, fresh, ports);
    for (String setting : settings) {
      command.add(
          command.size() - 1,
          "-D" + (setting.equals(SECOND_PORTAL) ? setting + "=" + ports.get(4) : setting));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  private void awaitReady() throws IOException {
    try {
      Await.that(
          "the product is ready",
          READY_WITHIN,
          () -> Files.exists(runProperties) || !launcher.isAlive());
    } finally {
      if (!Files.exists(runProperties)) {
        tellWhy();
        kill();
      }
    }
    if (!Files.exists(runProperties)) {
      throw new AssertionError("the product did not start; its logs are above");
    }
    properties.clear();
    try (InputStream in = Files.newInputStream(runProperties)) {
      properties.load(in);
    }
  }

  /** Prints the ends of all logs, for whoever has to find out why. */
  private void tellWhy() throws IOException {
    List<Path> all = new ArrayList<>(List.of(output));
    all.addAll(logs());
    for (Path log : all) {
      System.out.println("=== the end of " + log.getFileName());
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      lines.stream().skip(Math.max(0, lines.size() - TAIL)).forEach(System.out::println);
    }
  }

  /** One of the launcher's {@code run.properties}. */
  String said(String name) {
    return Optional.ofNullable(properties.getProperty(name)).orElseThrow();
  }

  Path data() {
    return data;
  }

  int portalPort() {
    return ports.get(0);
  }

  List<Integer> ports() {
    return ports;
  }

  /** The files into which the parts write what they have to say. */
  List<Path> logs() throws IOException {
    Path folder = data.resolve("logs");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  Outside outside() {
    return new Outside(said("sandbox.url"));
  }

  Rows rows() {
    return new Rows(
        said("database.url"), said("database.owner.user"), said("database.owner.password"));
  }

  Visitor visitor() {
    return new Visitor(said("portal.url"), this::code);
  }

  /**
   * The code that a person's phone shows now. It may be used once more in spite of earlier tests,
   * which would otherwise have to wait half a minute for each other.
   */
  String code(String login) {
    rows()
        .run(
            """
            update access.factor f set last_step = 0 from access.account a
            where f.kind = 'TOTP' and a.seller_id = f.seller_id and a.id = f.account and a.login = ?
            """,
            login);
    for (JsonNode phone : outside().get("codes")) {
      if (phone.path("login").asText().equals(login)) {
        return phone.path("code").asText();
      }
    }
    throw new AssertionError("nobody's phone: " + login);
  }

  /** A visitor of the second portal. */
  Visitor secondVisitor() {
    return new Visitor(said("portal2.url"), this::code);
  }

  /** The seller whose shop is the first or the second of the demo. */
  Seller seller(int number) {
    String mark = number == 1 ? "" : String.valueOf(number);
    return new Seller(
        rows()
            .text("select seller_id from access.account where login = ?", said(user(mark)))
            .orElseThrow(),
        said(user(mark)),
        said("seller" + mark + ".password"),
        said("shopify" + mark + ".shop"),
        outside().amazonAccount(said("shopify" + mark + ".shop")),
        said("shopify" + mark + ".webhook.url"),
        number == 1 ? "HG-MUG-TIDE" : "MC-FILTER-100",
        number == 1 ? "HG-GIFTBOX" : "MC-SAMPLER");
  }

  private static String user(String mark) {
    return "seller" + mark + ".user";
  }

  Webhook webhook(Seller seller) {
    return new Webhook(
            seller.webhookUrl(), said("shopify.webhook.secret").getBytes(StandardCharsets.UTF_8))
        .header("X-Shopify-Shop-Domain", seller.shop());
  }

  /** The process that runs the portal; empty while there is none. */
  Optional<ProcessHandle> portal() {
    return portalAt(ports.get(0));
  }

  private Optional<ProcessHandle> portalAt(int port) {
    return launcher
        .descendants()
        .filter(
            child -> {
              List<String> arguments = List.of(child.info().arguments().orElse(new String[0]));
              int said = arguments.indexOf("--port");
              return said >= 0 && arguments.get(said + 1).equals(String.valueOf(port));
            })
        .findFirst();
  }

  /** SIGKILL to the portal, and to nothing else. */
  void killPortal() {
    kill(ports.get(0));
  }

  /** SIGKILL to the second portal, and to nothing else. */
  void killSecondPortal() {
    kill(ports.get(4));
  }

  private void kill(int port) {
    ProcessHandle portal =
        Await.value("the portal runs, so that it can be killed", () -> portalAt(port));
    portal.destroyForcibly();
    Await.that("the portal is dead", () -> !portal.isAlive());
    Await.that(
        "the portal is started again",
        () -> portalAt(port).filter(next -> next.pid() != portal.pid()).isPresent());
  }

  /** The processes that work for the database, without the one that starts them. */
  List<ProcessHandle> databaseWorkers() {
    return postmaster().stream().flatMap(ProcessHandle::children).toList();
  }

  /** Waits until the portal answers with its own page. */
  void awaitPortal() {
    Await.that(
        "the portal answers",
        READY_WITHIN,
        () -> {
          try {
            return visitor().get("/sign-in").status() == 200;
          } catch (UncheckedIOException e) {
            return false;
          }
        });
  }

  /**
   * Everything that the launcher has started and that lives, PostgreSQL's first process included.
   */
  List<ProcessHandle> parts() {
    List<ProcessHandle> parts = new ArrayList<>(launcher.descendants().toList());
    postmaster().ifPresent(parts::add);
    return parts.stream().distinct().toList();
  }

  /** It is no child of the launcher: the program that starts it ends at once. */
  private Optional<ProcessHandle> postmaster() {
    try {
      return Files.readAllLines(data.resolve("postgres/postmaster.pid")).stream()
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Sends the launcher a signal and waits until it has ended; returns its exit code. */
  int end(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(launcher.pid())).start().waitFor();
      if (!launcher.waitFor(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher did not end after " + signal);
      }
      return launcher.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts again with what was kept, on the same ports. */
  void startAgain() {
    try {
      launcher = launch(false);
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether anything listens on one of the product's ports. */
  boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the product after the last test, and complains if a part of it goes on. */
  @Override
  public void close() {
    List<ProcessHandle> parts = parts();
    try {
      if (launcher.isAlive()) {
        end("TERM");
        Await.that("every part has ended", () -> parts.stream().noneMatch(ProcessHandle::isAlive));
      }
    } finally {
      kill();
    }
  }

  private void kill() {
    List<ProcessHandle> parts = parts();
    launcher.destroyForcibly();
    parts.forEach(ProcessHandle::destroyForcibly);
  }
}
