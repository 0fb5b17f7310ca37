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
import org.junit.jupiter.api.Tag;
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

  /** Sends, over no network at all: a name that is looked up leads nowhere public. */
  private void send(List<String> hosts, Optional<String> plain, String uri) {
    platform.outbound(new Destinations(hosts, plain), Duration.ofSeconds(5)).send(get(uri));
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
  @Tag("ASVS-V1.3.6")
  @Tag("ASVS-V13.2.4")
  void who_is_not_listed_is_not_called(String uri) {
    assertThatThrownBy(() -> send(LISTED, Optional.empty(), uri))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.REFUSED));
    assertThat(platform.refusals).hasSize(1);
    assertThat(platform.log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "[::1]",
        "[fd00::1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "0x7f000001"
      })
  void a_number_is_not_called_even_if_it_is_listed(String host) {
    assertThatThrownBy(() -> send(List.of(host), Optional.empty(), "https://" + host + "/"))
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
    "192.0.0.170, false",
    "192.0.2.1, false",
    "192.0.1.1, true",
    "198.17.255.255, true",
    "198.18.0.1, false",
    "198.19.255.255, false",
    "198.20.0.1, true",
    "198.51.100.7, false",
    "203.0.113.7, false",
    "203.0.114.7, true",
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
    "2001:0:1::1, false",
    "2001:db8::1, false",
    "2001:4860::1, true",
    "3fff:1::1, false",
    "2600:9000::1, true"
  })
  @Tag("ASVS-V1.3.6")
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
    assertThatThrownBy(() -> send(List.of(), Optional.of("127.0.0.1:8080"), uri))
        .isInstanceOfSatisfying(
            PlatformTrouble.class,
            e -> assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.REFUSED));
  }

  @Test
  @Tag("ASVS-V13.2.5")
  void nothing_is_sent_to_who_is_not_listed() {
    Outbound outbound =
        platform.outbound(new Destinations(LISTED, Optional.empty()), Duration.ofSeconds(5));
    assertThatThrownBy(() -> outbound.send(get("http://" + platform.address() + "/")))
        .isInstanceOf(PlatformTrouble.class);
    assertThat(platform.calls).isEmpty();
    assertThat(platform.log).isEmpty();
  }

  @Test
  @Tag("ASVS-V15.3.2")
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
    Outbound outbound =
        platform.outbound(new Destinations(List.of(), Optional.of(address)), Duration.ofSeconds(5));
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
          platform.outbound(
              new Destinations(List.of(), Optional.of(address)), Duration.ofMillis(300));
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

  @Test
  @Tag("ASVS-V1.2.2")
  void every_call_says_who_we_are_and_a_request_cannot_smuggle_in_a_header() {
    Outbound outbound = platform.outbound();
    outbound.send(get("http://" + platform.address() + "/"));
    assertThat(platform.calls.getFirst().userAgent().orElseThrow())
        .matches(
            "Lockkeeper/[A-Za-z0-9.+_-]+ \\(Language=Java/[0-9]+; Platform=[A-Za-z0-9 ._/-]+\\)");
    Outbound.Request odd =
        new Outbound.Request(
            SELLER,
            "test.get",
            "GET",
            URI.create("http://" + platform.address() + "/"),
            Map.of("X-Token", "one\r\nX-Admin: yes"),
            Optional.empty());
    assertThatThrownBy(() -> outbound.send(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("X-Admin");
    assertThat(platform.calls).hasSize(1);
  }

  @Test
  void the_name_we_go_by_is_clean_and_never_longer_than_500_characters() {
    assertThat(Agent.text("1.0\r\n(x)", 21, "Linux; evil)"))
        .isEqualTo("Lockkeeper/1.0x (Language=Java/21; Platform=Linux evil)");
    assertThat(Agent.text("1.0", 21, "L".repeat(900))).hasSize(500).endsWith("L)");
  }

  @ParameterizedTest(name = "{0}: kept = {1}")
  @CsvSource({
    "6a5e0a7c-0f5c-4a4e-9d7b-0c8f1d2e3f40, true",
    "short, false",
    "ada@example.com-1234, false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
  })
  void the_platforms_own_number_of_the_call_is_kept_if_it_looks_like_one(String id, boolean kept) {
    platform.answers(call -> new TestOutbound.Reply(200, "{}", Map.of("x-amzn-requestid", id)));
    platform.outbound().send(get("http://" + platform.address() + "/"));
    assertThat(platform.noted.getFirst().requestId()).isEqualTo(Optional.of(id).filter(i -> kept));
  }

  private Outbound.Request counted(Throttling throttling) {
    return get("http://" + platform.address() + "/")
        .outOf(Budget.ofCalls("app-1", "test.get", 2, 30, throttling));
  }

  @Test
  void a_throttled_call_is_noted_as_such_and_nobody_calls_until_the_pause_is_over() {
    platform.answers(call -> new TestOutbound.Reply(429, "", Map.of("Retry-After", "7")));
    Outbound outbound = platform.outbound();
    Throttling style = Throttling.byStatus("x-amzn-RateLimit-Limit");
    assertThat(pauseOf(outbound, style)).isEqualTo(Duration.ofSeconds(7));
    assertThat(platform.noted.getFirst().throttled()).isTrue();
    assertThat(pauseOf(outbound, style)).isEqualTo(Duration.ofSeconds(7));
    assertThat(platform.calls).as("sent away without a call").hasSize(1);
    platform.budgets.pass(Duration.ofSeconds(7));
    pauseOf(outbound, style);
    assertThat(platform.noted).extracting(CallLog.Call::attempt).containsExactly(1, 2);
  }

  @Test
  void without_a_word_of_the_platform_the_pause_doubles_up_to_a_minute_and_is_scattered() {
    platform.answers(call -> new TestOutbound.Reply(429, ""));
    Outbound outbound = platform.outbound();
    for (long most : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(pauseOf(outbound, Throttling.byStatus()))
          .isBetween(Duration.ofMillis(most * 500), Duration.ofSeconds(most));
      platform.budgets.pass(Duration.ofMinutes(2));
    }
    platform.answers(call -> new TestOutbound.Reply(200, ""));
    outbound.send(counted(Throttling.byStatus()));
    platform.answers(call -> new TestOutbound.Reply(429, ""));
    assertThat(pauseOf(outbound, Throttling.byStatus())).isLessThan(Duration.ofSeconds(2));
  }

  private Duration pauseOf(Outbound outbound, Throttling style) {
    try {
      outbound.send(counted(style));
    } catch (PlatformTrouble e) {
      assertThat(e.kind()).isEqualTo(PlatformTrouble.Kind.THROTTLED);
      return e.retryAfter().orElseThrow();
    }
    throw new AssertionError("not throttled");
  }

  @Test
  void the_settings_replace_a_published_plan() {
    Rates rates =
        new Rates(
            name ->
                Optional.of(name)
                    .filter(n -> n.equals("lockkeeper.budget.test.get"))
                    .map(n -> "0.5/3"));
    Budget published = Budget.ofCalls("app-1", "test.get", 2, 30, Throttling.byStatus());
    assertThat(rates.of(published).perSecond()).isEqualTo(0.5);
    assertThat(rates.of(published.patiently()).burst()).isEqualTo(3);
    assertThat(rates.of(published.patiently()).patient()).isTrue();
    Budget other = Budget.ofCalls("app-1", "test.put", 2, 30, Throttling.byStatus());
    assertThat(rates.of(other)).isEqualTo(other);
    assertThatThrownBy(() -> new Rates(name -> Optional.of("fast")).of(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lockkeeper.budget.test.put is to be <per second>/<burst>, such as 2/30");
  }
}
