package org.lockkeeper.integration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * What leaves the machine, and to whom: every socket is made here, says which address it was told
 * to connect to, and leads to a server on this machine.
 */
class WireTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final String HOST = "ada.myshopify.com";
  private static final String PUBLIC = "23.227.38.74";
  private static final char[] PASSWORD = "not-a-secret-here".toCharArray();

  @TempDir private static Path folder;

  private final Deque<List<String>> answers = new ArrayDeque<>();
  private final List<String> connected = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final TestOutbound notes = new TestOutbound();

  @BeforeAll
  static void certificates() throws Exception {
    keytool("ca", "CN=Test CA", "-ext", "bc:c", "-validity", "30");
    signed("good", HOST, "-validity", "30");
    signed("elsewhere", "eve.myshopify.com", "-validity", "30");
    signed("expired", HOST, "-startdate", "-10d", "-validity", "5");
    keytool("unknown", "CN=" + HOST, "-ext", "san=dns:" + HOST, "-validity", "30");
  }

  private static void signed(String name, String host, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", "ca", "-ext", "san=dns:" + host));
    options.addAll(List.of(more));
    keytool(name, "CN=" + host, options.toArray(String[]::new));
  }

  private static void keytool(String alias, String name, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("keys").toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = keytool.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(keytool.exitValue()).as(text).isZero();
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    notes.close();
  }

  private static KeyStore all() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static KeyStore keys(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        name, all().getKey(name, PASSWORD), PASSWORD, all().getCertificateChain(name));
    return store;
  }

  /** Trusts the authority that signed all but the unknown one. */
  private static SSLContext trust() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("ca", all().getCertificate("ca"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private int server(String name, String... protocols) throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys(name), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
            SSLParameters choice = getSSLContext().getDefaultSSLParameters();
            if (protocols.length > 0) {
              choice.setProtocols(protocols);
            }
            parameters.setSSLParameters(choice);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            if (exchange.getRequestURI().getPath().equals("/redirect")) {
              exchange.getResponseHeaders().add("Location", "https://169.254.169.254/latest");
              exchange.sendResponseHeaders(307, -1);
            } else {
              exchange.sendResponseHeaders(200, -1);
            }
          }
        });
    server.start();
    opened.add(() -> server.stop(0));
    return server.getAddress().getPort();
  }

  /** Answers names with what is said here, one answer after the other, the last one for ever. */
  private InetAddress[] names(String host) throws UnknownHostException {
    List<String> next = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    InetAddress[] found = new InetAddress[next.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = InetAddress.getByAddress(host, InetAddress.getByName(next.get(i)).getAddress());
    }
    return found;
  }

  private Outbound outbound(int port) throws Exception {
    Destinations destinations =
        new Destinations(List.of("*.myshopify.com"), Optional.empty(), this::names);
    Outbound outbound =
        new Outbound(
            destinations,
            notes,
            new MemoryBudgets(),
            new Rates(name -> Optional.empty()),
            new Lanes(new Lanes.Limits(8, 8, 8, 8)),
            new SecureRandom(),
            new Wire(destinations, Optional.of(trust()), proxy -> new Led(port)),
            Duration.ofSeconds(10));
    opened.add(outbound::close);
    return outbound;
  }

  /** Connects to the server of the test, and says where it should have gone. */
  private final class Led extends Socket {

    private final int port;

    Led(int port) {
      this.port = port;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      InetSocketAddress asked = (InetSocketAddress) endpoint;
      connected.add(asked.getAddress().getHostAddress() + ":" + asked.getPort());
      super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
    }
  }

  private static Outbound.Request get(String path) {
    return new Outbound.Request(
        SELLER,
        "test.get",
        "GET",
        URI.create("https://" + HOST + path),
        new HashMap<>(Map.of("X-Shopify-Access-Token", "shpat_secret")),
        Optional.empty());
  }

  private PlatformTrouble.Kind kindOf(Outbound outbound, String path) {
    try {
      outbound.send(get(path));
    } catch (PlatformTrouble e) {
      return e.kind();
    }
    throw new AssertionError("sent");
  }

  @Test
  void a_listed_host_that_proves_its_name_is_called_at_the_address_that_was_looked_at()
      throws Exception {
    answers.add(List.of(PUBLIC));
    Outbound outbound = outbound(server("good"));
    assertThat(outbound.send(get("/a?b=c")).status()).isEqualTo(200);
    assertThat(connected).containsExactly(PUBLIC + ":443");
    assertThat(requests).containsExactly("/a?b=c");
    assertThat(notes.log).containsExactly(HOST + " test.get 200 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.8",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fd00:ec2::254",
        "fe80::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::"
      })
  void a_name_that_leads_inside_gets_no_packet(String address) throws Exception {
    answers.add(List.of(address));
    Outbound outbound = outbound(server("good"));
    assertThat(kindOf(outbound, "/")).isEqualTo(PlatformTrouble.Kind.REFUSED);
    assertThat(connected).isEmpty();
    assertThat(notes.refusals).containsExactly(HOST + " test.get PRIVATE_ADDRESS");
    assertThat(notes.log).isEmpty();
  }

  @Test
  void one_inner_address_among_public_ones_is_enough_to_refuse() throws Exception {
    answers.add(List.of(PUBLIC, "10.0.0.8"));
    assertThat(kindOf(outbound(server("good")), "/")).isEqualTo(PlatformTrouble.Kind.REFUSED);
    assertThat(connected).isEmpty();
  }

  @Test
  void a_name_that_answers_differently_the_second_time_leads_nowhere_else() throws Exception {
    answers.add(List.of(PUBLIC));
    answers.add(List.of("169.254.169.254"));
    Outbound outbound = outbound(server("good"));
    assertThat(outbound.send(get("/")).status()).isEqualTo(200);
    assertThat(connected).as("looked up once for one connection").containsExactly(PUBLIC + ":443");
    Outbound fresh = outbound(server("good"));
    assertThat(kindOf(fresh, "/")).isEqualTo(PlatformTrouble.Kind.REFUSED);
    assertThat(connected).hasSize(1);
  }

  @Test
  void a_redirect_to_the_inside_gets_no_packet() throws Exception {
    answers.add(List.of(PUBLIC));
    Outbound outbound = outbound(server("good"));
    assertThat(outbound.send(get("/redirect")).status()).isEqualTo(307);
    assertThat(connected).containsExactly(PUBLIC + ":443");
  }

  @Test
  void a_name_that_nobody_knows_is_no_refusal() throws Exception {
    Outbound outbound = outbound(server("good"));
    answers.add(List.of());
    assertThat(kindOf(outbound, "/")).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE);
    assertThat(notes.refusals).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"elsewhere", "expired", "unknown"})
  void who_cannot_prove_to_be_the_host_is_told_nothing(String certificate) throws Exception {
    answers.add(List.of(PUBLIC));
    Outbound outbound = outbound(server(certificate));
    assertThat(kindOf(outbound, "/")).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE);
    assertThat(requests).isEmpty();
    assertThat(notes.refusals).containsExactly(HOST + " test.get TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tls_from_1_2_on_is_spoken(String protocol) throws Exception {
    answers.add(List.of(PUBLIC));
    assertThat(outbound(server("good", protocol)).send(get("/")).status()).isEqualTo(200);
  }

  /** A server that answers in an old protocol, byte by byte: the machine's own would refuse to. */
  @ParameterizedTest(name = "version 3.{0}")
  @CsvSource({"0", "1", "2"})
  void older_protocols_are_not_spoken(byte minor) throws Exception {
    answers.add(List.of(PUBLIC));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> heard =
          CompletableFuture.supplyAsync(
              () -> helloIn(server, minor), work -> Thread.ofPlatform().start(work));
      Outbound outbound = outbound(server.getLocalPort());
      assertThat(kindOf(outbound, "/")).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE);
      byte[] answer = heard.get(10, TimeUnit.SECONDS);
      assertThat(Arrays.copyOf(answer, 1)).as("an alert").containsExactly(21);
      assertThat(Arrays.copyOfRange(answer, 5, 7)).as("fatal, version").containsExactly(2, 70);
      assertThat(notes.refusals).containsExactly(HOST + " test.get TLS");
    }
  }

  private static byte[] helloIn(ServerSocket server, byte minor) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      byte[] record = in.readNBytes(5);
      in.readNBytes(((record[3] & 0xFF) << 8) | (record[4] & 0xFF));
      byte[] hello = new byte[5 + 4 + 38];
      System.arraycopy(new byte[] {22, 3, minor, 0, 42, 2, 0, 0, 38, 3, minor}, 0, hello, 0, 11);
      hello[44] = (byte) 0xC0;
      hello[45] = 0x13;
      socket.getOutputStream().write(hello);
      socket.getOutputStream().flush();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_host_is_called_under_no_other_name_of_the_same_address() throws Exception {
    answers.add(List.of(PUBLIC));
    Outbound outbound = outbound(server("good"));
    Outbound.Request other =
        new Outbound.Request(
            SELLER,
            "test.get",
            "GET",
            URI.create("https://bob.myshopify.com/"),
            Map.of(),
            Optional.empty());
    outbound.send(get("/"));
    assertThatThrownBy(() -> outbound.send(other)).isInstanceOf(PlatformTrouble.class);
    assertThat(requests).hasSize(1);
  }
}
