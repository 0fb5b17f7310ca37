package org.lockkeeper.integration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

class OutboundTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final int MEGABYTE = 1024 * 1024;

  private final TestOutbound platform = new TestOutbound();

  @AfterEach
  void close() {
    platform.close();
  }

  private static Outbound.Request get(String uri) {
    return new Outbound.Request(
        SELLER, "test.get", "GET", URI.create(uri), Map.of(), Optional.empty());
  }

  private static void check(List<String> hosts, Optional<String> plain, String uri) {
    new Destinations(hosts, plain).check(URI.create(uri), "test.get");
  }

  private static final List<String> LISTED =
      List.of("*.myshopify.com", "api.amazon.com", "sellingpartnerapi-na.amazon.com");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "https://api.amazon.com.example.com/",
        "https://example.com/api.amazon.com",
        "https://example.com#api.amazon.com",
        "https://xapi.amazon.com/",
        "https://myshopify.com/",
        "https://a.b.myshopify.com/",
        "https://ada.myshopify.com.example.com/",
        "https://adamyshopify.com/",
        "http://api.amazon.com/",
        "ftp://api.amazon.com/",
        "https://ada@api.amazon.com/",
        "https://api.amazon.com@example.com/",
        "https://api.amazon.com:22/",
        "https://api.amazon.com:8443/",
        "https://ada.myshopify.com:80/",
        "https://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://localhost/",
        "https:///path",
        "https:opaque",
        "file:///etc/passwd",
        "relative"
      })
  void who_is_not_listed_is_not_called(String uri) {
    assertThatThrownBy(() -> check(LISTED, Optional.empty(), uri))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.REFUSED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]", "[fd00::1]", "2130706433"})
  void a_listed_host_at_an_inner_address_is_not_called(String host) {
    assertThatThrownBy(() -> check(List.of(host), Optional.empty(), "https://" + host + "/"))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.REFUSED));
  }

  @ParameterizedTest(name = "{0}: public = {1}")
  @CsvSource({
    "0.0.0.0, false",
    "10.1.2.3, false",
    "100.63.255.255, true",
    "100.64.0.1, false",
    "100.127.255.255, false",
    "100.128.0.1, true",
    "127.0.0.1, false",
    "127.255.255.254, false",
    "169.254.169.254, false",
    "172.15.255.255, true",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "172.32.0.1, true",
    "192.168.1.1, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "0.1.2.3, false",
    "52.94.225.1, true",
    "::, false",
    "::1, false",
    "::ffff:127.0.0.1, false",
    "::ffff:169.254.169.254, false",
    "::127.0.0.1, false",
    "64:ff9b::7f00:1, false",
    "64:ff9b::a9fe:a9fe, false",
    "2002:7f00:1::, false",
    "fe80::1, false",
    "fec0::1, false",
    "fc00::1, false",
    "fd12:3456::1, false",
    "ff02::1, false",
    "2600:9000::1, true"
  })
  void only_public_addresses_are_called(String address, boolean isPublic)
      throws UnknownHostException {
    assertThat(Destinations.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8443/",
        "http://127.0.0.2:8080/",
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://127.0.0.1.example.com:8080/"
      })
  void the_one_plain_address_is_that_host_and_port_and_no_other(String uri) {
    check(List.of(), Optional.of("127.0.0.1:8080"), "http://127.0.0.1:8080/x");
    assertThatThrownBy(() -> check(List.of(), Optional.of("127.0.0.1:8080"), uri))
        .isInstanceOf(PlatformTrouble.class);
  }

  @Test
  void nothing_is_sent_to_who_is_not_listed() {
    Outbound outbound = new Outbound(new Destinations(LISTED, Optional.empty()), platform);
    assertThatThrownBy(() -> outbound.send(get("http://" + platform.address() + "/")))
        .isInstanceOf(PlatformTrouble.class);
    assertThat(platform.calls).isEmpty();
    assertThat(platform.log).isEmpty();
  }

  @Test
  void a_redirect_is_an_answer_and_not_followed() {
    platform.answers(call -> new TestOutbound.Reply(302, ""));
    Outbound.Answer answer = platform.outbound().send(get("http://" + platform.address() + "/"));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(platform.calls).hasSize(1);
  }

  @ParameterizedTest(name = "{0} bytes more than four megabytes: taken = {1}")
  @CsvSource({"-1, true", "0, true", "1, false", "1000000, false"})
  void an_answer_of_more_than_four_megabytes_is_not_taken(int more, boolean taken) {
    platform.answers(call -> new TestOutbound.Reply(200, "a".repeat(4 * MEGABYTE + more)));
    Outbound outbound = platform.outbound();
    if (taken) {
      assertThat(outbound.send(get("http://" + platform.address() + "/")).body())
          .hasSize(4 * MEGABYTE + more);
    } else {
      assertThatThrownBy(() -> outbound.send(get("http://" + platform.address() + "/")))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.DOUBTFUL));
    }
  }

  @Test
  void where_nobody_listens_nothing_was_sent() throws IOException {
    String address;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + gone.getLocalPort();
    }
    Outbound outbound = new Outbound(new Destinations(List.of(), Optional.of(address)), platform);
    assertThatThrownBy(() -> outbound.send(get("http://" + address + "/")))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.UNAVAILABLE));
    assertThat(platform.log).containsExactly("127.0.0.1 test.get 0 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"})
  void an_answer_that_ends_or_never_ends_leaves_doubt(String sent) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                  socket.getOutputStream().flush();
                  done.await();
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      String address = "127.0.0.1:" + server.getLocalPort();
      Outbound outbound =
          new Outbound(
              new Destinations(List.of(), Optional.of(address)), platform, Duration.ofMillis(300));
      assertThatThrownBy(() -> outbound.send(get("http://" + address + "/")))
          .isInstanceOfSatisfying(
              PlatformTrouble.class,
              e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.DOUBTFUL));
    } finally {
      done.countDown();
    }
  }

  @Test
  void the_call_log_knows_host_operation_status_and_length_and_no_more() {
    platform.answers(call -> new TestOutbound.Reply(200, "Ada Lovelace"));
    Outbound.Answer answer =
        platform
            .outbound()
            .send(get("http://" + platform.address() + "/orders?email=ada@example.com"));
    assertThat(platform.log).containsExactly("127.0.0.1 test.get 200 12");
    assertThat(answer).hasToString("Answer[200]");
    assertThat(get("http://127.0.0.1/?q=ada")).hasToString("Request[test.get]");
  }
}
