package org.lockkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.sandbox.TestSandbox.OUTBOUND;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "FAIL_500, 500, false",
    "FAIL_503, 503, false",
    "TIMEOUT, 503, false",
    "THROTTLE, 429, false",
    "UNAUTHORIZED, 403, false",
    "SUCCEED_THEN_500, 500, true",
    "SUCCEED_THEN_TIMEOUT, 503, true"
  })
  void a_fault_hits_as_many_calls_as_ordered(String kind, int status, boolean done) {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      String token = sandbox.token();
      sandbox.control(
          "faults",
          "{\"platform\":\"amazon\",\"operation\":\"createFulfillmentOrder\",\"kind\":\""
              + kind
              + "\",\"count\":1,\"seconds\":0}");
      assertThat(sandbox.amazon(token, "GET", OUTBOUND + "/fulfillmentOrders", "").status())
          .isEqualTo(200);
      assertThat(sandbox.created(token, "LK-1", "HG-MUG-TIDE", 1).status()).isEqualTo(status);
      assertThat(sandbox.statusOf("LK-1")).isEqualTo(done ? "New" : "");
      assertThat(sandbox.control("faults")).isEmpty();
      assertThat(sandbox.created(token, "LK-1", "HG-MUG-TIDE", 1).status())
          .isEqualTo(done ? 400 : 200);
      assertThat(sandbox.control("fulfilment-orders").at("/0/createCalls").asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"shopify, FAIL_500, 500", "shopify, THROTTLE, 200", "shopify, UNAUTHORIZED, 401"})
  void shopify_fails_in_its_own_way(String platform, String kind, int status) {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      sandbox.control("faults", "{\"platform\":\"" + platform + "\",\"kind\":\"" + kind + "\"}");
      TestSandbox.Said said = sandbox.graph("{ shop { name } }", Json.object());
      assertThat(said.status()).isEqualTo(status);
      assertThat(said.json().has("errors")).isTrue();
      assertThat(sandbox.graph("{ shop { name } }", Json.object()).json().has("errors")).isFalse();
    }
  }

  @Test
  void a_withdrawn_consent_is_an_invalid_grant() {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      sandbox.control("faults", "{\"platform\":\"lwa\",\"kind\":\"UNAUTHORIZED\"}");
      assertThat(sandbox.token()).isEmpty();
      assertThat(sandbox.token()).startsWith("Atza|");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void other_sites_may_not_steer(String header, String value) {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      assertThat(sandbox.call("POST", "/control/reset", "{}", header, value).status())
          .isEqualTo(403);
      assertThat(
              sandbox
                  .call(
                      "POST",
                      "/control/reset",
                      "{}",
                      "Origin",
                      "http://127.0.0.1:" + sandbox.server.port(),
                      "Sec-Fetch-Site",
                      "same-origin")
                  .status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders {\"shop\":\"nowhere\"}",
        "orders {\"shop\":\"harbor-goods.myshopify.com\",\"lines\":[{\"sku\":\"NONE\"}]}",
        "orders {\"shop\":\"harbor-goods.myshopify.com\",\"count\":0}",
        "clock {\"add\":\"soon\"}",
        "clock {}",
        "stock {\"seller\":\"A1SELLERONE\",\"sku\":\"NONE\",\"quantity\":1}",
        "faults {\"platform\":\"amazon\",\"kind\":\"EXPLODE\"}",
        "automove {\"enabled\":true,\"secondsPerStep\":0}",
        "orders []"
      })
  void nonsense_is_refused_with_a_sentence(String pathAndBody) {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      int blank = pathAndBody.indexOf(' ');
      TestSandbox.Said said =
          sandbox.call(
              "POST",
              "/control/" + pathAndBody.substring(0, blank),
              pathAndBody.substring(blank + 1));
      assertThat(said.status()).isEqualTo(400);
      assertThat(said.json().path("error").asText()).endsWith(".");
    }
  }

  @Test
  void parcels_move_by_themselves_when_told_to() {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      sandbox.created(sandbox.token(), "LK-1", "HG-MUG-TIDE", 1);
      sandbox.control("automove", "{\"enabled\":true,\"secondsPerStep\":1}");
      TestSandbox.until(() -> !sandbox.statusOf("LK-1").equals("New"));
      assertThat(sandbox.control("automove", "{\"enabled\":false}").path("enabled").asBoolean())
          .isFalse();
    }
  }

  @Test
  void the_page_and_what_it_needs_are_served_with_a_strict_policy() {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      TestSandbox.Said page = sandbox.call("GET", "/", "");
      assertThat(page.http().body())
          .contains("nothing leaves this machine")
          .contains("id=\"place-order\"")
          .contains("id=\"clock-plus-90\"")
          .doesNotContain("style=\"");
      assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
      for (String part : new String[] {"/sandbox.js", "/sandbox.css", "/icon.svg"}) {
        assertThat(sandbox.call("GET", part, "").status()).as(part).isEqualTo(200);
      }
      assertThat(sandbox.control("setup").at("/shops/0/products")).hasSize(9);
      assertThat(sandbox.control("overview").path("fulfilmentOrders").isArray()).isTrue();
    }
  }

  @Test
  void the_clock_file_is_one_line_and_leaps_freezes_and_runs() throws IOException {
    TestTime time = new TestTime();
    Path file = folder.resolve("clock");
    SandboxClock clock = new SandboxClock(file, time);
    assertThat(file).hasContent("offset PT0S\n");
    clock.add(Duration.ofDays(90));
    assertThat(file).hasContent("offset PT2160H\n");
    assertThat(clock.now()).isEqualTo(TestTime.START.plus(Duration.ofDays(90)));
    clock.freeze(Instant.parse("2027-01-01T00:00:00Z"));
    time.pass(Duration.ofHours(5));
    assertThat(clock.now()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    clock.run();
    time.pass(Duration.ofSeconds(1));
    assertThat(new SandboxClock(file, time).now()).isEqualTo(Instant.parse("2027-01-01T00:00:01Z"));
    Files.writeString(file, "noon\n");
    assertThatThrownBy(() -> new SandboxClock(file, time))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clock file");
  }

  @Test
  void half_a_batch_is_as_if_it_had_never_been_written() throws IOException {
    try (Ledger ledger = new Ledger(folder)) {
      ledger.put("stock", "a", 1);
      ledger.flush();
      Files.writeString(
          folder.resolve("changes.jsonl"),
          "{\"kind\":\"stock\",\"id\":\"a\",\"value\":2}\n{\"kind\":\"sto",
          StandardOpenOption.APPEND);
      Files.copy(
          folder.resolve("state.jsonl"),
          Files.createDirectory(folder.resolve("b")).resolve("state.jsonl"));
      Files.copy(folder.resolve("changes.jsonl"), folder.resolve("b/changes.jsonl"));
    }
    try (Ledger again = new Ledger(folder.resolve("b"))) {
      again.each("stock", (id, value) -> assertThat(value.asInt()).isEqualTo(1));
    }
  }

  @Test
  void two_sandboxes_cannot_share_a_folder_or_a_port() {
    try (TestSandbox sandbox = new TestSandbox(folder)) {
      assertThatThrownBy(() -> new TestSandbox(folder))
          .isInstanceOf(Settings.Unusable.class)
          .hasMessageContaining("Another sandbox");
      Properties port = new Properties();
      port.put("sandbox.port", Integer.toString(sandbox.server.port()));
      assertThatThrownBy(
              () ->
                  new TestSandbox(
                      folder.resolve("other"), "http://127.0.0.1:1/", new TestTime(), port))
          .isInstanceOf(Settings.Unusable.class)
          .hasMessageContaining("is taken");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sandbox.port",
        "sandbox.data",
        "shopify.client.secret",
        "shop.1.domain",
        "amazon.client.id",
        "amazon.seller.1.id"
      })
  void a_missing_key_is_named(String key) {
    Properties properties = TestSandbox.properties(folder, "http://127.0.0.1:1/");
    properties.remove(key);
    assertThatThrownBy(() -> Settings.from(properties, "c.properties"))
        .isInstanceOf(Settings.Unusable.class)
        .hasMessage("The key " + key + " is missing in c.properties.");
  }

  @Test
  void mail_is_taken_and_goes_no_further() throws Exception {
    try (MailSink sink = MailSink.on("127.0.0.1", 0)) {
      Session session = Session.getInstance(new Properties());
      var message = new MimeMessage(session);
      message.setFrom("portal@example.com");
      message.setRecipients(Message.RecipientType.TO, "ada@example.com");
      message.setSubject("Your code");
      message.setText("123456");
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect("127.0.0.1", sink.port(), "", "");
        transport.sendMessage(message, message.getAllRecipients());
      }
      TestSandbox.until(() -> sink.count() == 1);
      assertThat(sink.received(5).getFirst().text().strip()).isEqualTo("123456");
    }
  }

  @Test
  void people_and_secrets_do_not_print_themselves() {
    JsonNode buyer = Json.tree(Buyer.first());
    String printed =
        Buyer.first().toString()
            + new ShopOrder(
                1,
                "s",
                1,
                1,
                TestTime.START,
                TestTime.START,
                null,
                null,
                Buyer.first(),
                List.of(),
                List.of())
            + Settings.from(TestSandbox.properties(folder, "http://127.0.0.1:1/secret"), "x");
    buyer
        .properties()
        .forEach(
            field -> {
              if (field.getValue().asText().length() > 2) {
                assertThat(printed).doesNotContain(field.getValue().asText());
              }
            });
    assertThat(printed)
        .doesNotContain("hush")
        .doesNotContain("Atzr")
        .doesNotContain("shpat")
        .doesNotContain("127.0.0.1:1");
  }
}
