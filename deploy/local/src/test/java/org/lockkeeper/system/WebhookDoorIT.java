package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door at which anybody may knock. */
@Order(1)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookDoorIT {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int SLOW = 100;

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final Seller other;
  private final List<RawDoor> slow = new ArrayList<>();

  WebhookDoorIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
    this.other = product.seller(2);
  }

  @BeforeAll
  void slow_callers_are_at_the_door() throws IOException {
    outside.noFaults();
    String start = head(created(untold()), "Content-Length: 1000") + "{";
    for (int i = 0; i < SLOW; i++) {
      RawDoor door = new RawDoor(product.portalPort(), Duration.ofSeconds(90));
      door.write(start);
      slow.add(door);
    }
  }

  @AfterAll
  void slow_callers_go() throws IOException {
    for (RawDoor door : slow) {
      door.close();
    }
  }

  /** An order that the shop has and has not told of yet. */
  private long untold() {
    return outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()).untold());
  }

  private Webhook created(long id) {
    return product
        .webhook(seller)
        .body(Webhook.order(id, seller.sku(), Buyers.ada(), outside.now()));
  }

  private String stored(Webhook webhook, long id) {
    return rows.orders(id)
        + " orders, "
        + rows.count("select count(*) from orders.delivery where delivery_id = ?", webhook.id())
        + " deliveries, "
        + rows.count(
            "select count(*) from orders.unreadable_delivery where delivery_id = ?", webhook.id())
        + " unreadable";
  }

  private static final String NOTHING = "0 orders, 0 deliveries, 0 unreadable";

  /** It makes the seller's first key, in a transaction of its own within that of the delivery. */
  @Test
  @Order(1)
  void the_first_delivery_of_all_is_taken_at_once_or_leaves_nothing_behind() {
    for (Seller one : List.of(seller, other)) {
      long id = outside.placeOne(Outside.wish(one, one.sku()).to(Buyers.ada()).untold());
      Webhook webhook =
          product.webhook(one).body(Webhook.order(id, one.sku(), Buyers.ada(), outside.now()));

      int status = webhook.send().status();

      assertThat(stored(webhook, id))
          .isEqualTo(status == 200 ? "1 orders, 1 deliveries, 0 unreadable" : NOTHING);
      assertThat(status).isEqualTo(200);
    }
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged(
            "a MAC of another secret",
            w -> w.header(Webhook.MAC, new Webhook("", new byte[] {1}).mac(w.body()))),
        forged("no MAC", w -> w.without(Webhook.MAC)),
        forged("an empty MAC", w -> w.header(Webhook.MAC, "")),
        forged(
            "the MAC of the same JSON, written again",
            w -> w.header(Webhook.MAC, w.mac(writtenAgain(w.body())))),
        forged(
            "the MAC in hexadecimal",
            w -> w.header(Webhook.MAC, HexFormat.of().formatHex(w.digest(w.body())))),
        forged(
            "a MAC cut short",
            w ->
                w.header(
                    Webhook.MAC,
                    Base64.getEncoder().encodeToString(Arrays.copyOf(w.digest(w.body()), 16)))),
        forged(
            "a MAC with more behind it",
            w ->
                w.header(
                    Webhook.MAC,
                    Base64.getEncoder().encodeToString(Arrays.copyOf(w.digest(w.body()), 33)))),
        forged("a MAC that is no base64", w -> w.header(Webhook.MAC, "%%%%")),
        forged(
            "an address that nobody has",
            w -> w.to(w.url().replaceFirst("[0-9a-f]{48}$", "0".repeat(48)))),
        forged("an address that is none", w -> w.to(w.url() + "/more")),
        forged("a channel that is none", w -> w.to(w.url().replace("/shopify/", "/nowhere/"))));
  }

  private static Arguments forged(String what, UnaryOperator<Webhook> how) {
    return Arguments.of(what, how);
  }

  private static byte[] writtenAgain(byte[] json) {
    try {
      return Outside.JSON
          .writerWithDefaultPrettyPrinter()
          .writeValueAsBytes(Outside.JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void what_is_not_signed_by_the_channel_is_refused_in_one_way_and_not_kept(
      String what, UnaryOperator<Webhook> forge) {
    long id = untold();
    Webhook honest = created(id);

    Answer answer = forge.apply(honest).send();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    assertThat(stored(honest, id)).isEqualTo(NOTHING);
    Answer plain = honest.without(Webhook.MAC).send();
    assertThat(headers(answer)).as("gives nothing away").isEqualTo(headers(plain));
  }

  private static Map<String, List<String>> headers(Answer answer) {
    Map<String, List<String>> headers = new java.util.TreeMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }

  @Test
  void another_shops_name_under_a_right_signature_has_no_effect() {
    long id = untold();
    Webhook webhook = created(id).header(Webhook.SHOP, other.shop());

    assertThat(webhook.send().body()).isEmpty();

    assertThat(stored(webhook, id)).isEqualTo(NOTHING);
    // At the other seller's address it is that seller's shop, which has no such order.
    Webhook elsewhere = webhook.to(other.webhookUrl());
    elsewhere.send();
    Await.that(
        "the other seller's delivery has come to nothing",
        () -> rows.status(id).filter(s -> !s.equals("CANCELLED")).isEmpty());
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order where channel_number = ?"
                    + " and seller_id = ?::uuid",
                String.valueOf(id),
                seller.id()))
        .isZero();
  }

  @Test
  @Tag("ASVS-V5.2.1")
  void more_than_a_mebibyte_is_refused_whether_its_length_is_told_or_not() throws IOException {
    long id = untold();
    ObjectNode order = Webhook.order(id, seller.sku(), Buyers.ada(), outside.now());
    order.put("note", "x".repeat(MEBIBYTE));
    Webhook large = product.webhook(seller).body(order);

    try (RawDoor told = new RawDoor(product.portalPort(), Duration.ofSeconds(20));
        RawDoor untold = new RawDoor(product.portalPort(), Duration.ofSeconds(20))) {
      told.write(head(large, "Content-Length: " + large.body().length));
      assertThat(told.status()).hasValue(413);
      untold.write(head(large, "Transfer-Encoding: chunked"));
      for (int i = 0; i < large.body().length; i += 65_536) {
        byte[] chunk =
            Arrays.copyOfRange(large.body(), i, Math.min(i + 65_536, large.body().length));
        if (!untold.write(Integer.toHexString(chunk.length) + "\r\n")
            || !untold.write(chunk)
            || !untold.write("\r\n")) {
          break;
        }
      }
      untold.write("0\r\n\r\n");
      assertThat(untold.status()).hasValue(413);
    }
    assertThat(stored(large, id)).isEqualTo(NOTHING);
  }

  @Test
  void a_hundred_mebibytes_are_not_taken_in() throws IOException {
    Webhook webhook = created(untold());
    try (RawDoor door = new RawDoor(product.portalPort(), Duration.ofSeconds(20))) {
      door.write(head(webhook, "Transfer-Encoding: chunked"));
      byte[] chunk = new byte[MEBIBYTE];
      int taken = 0;
      while (taken < 100
          && door.write(Integer.toHexString(chunk.length) + "\r\n")
          && door.write(chunk)
          && door.write("\r\n")) {
        taken++;
      }
      assertThat(door.status().orElse(-1)).isIn(413, 0);
    }
    assertThat(product.visitor().get("/sign-in").status()).isEqualTo(200);
  }

  private static String head(Webhook webhook, String... more) {
    StringBuilder head = new StringBuilder();
    URI uri = URI.create(webhook.url());
    head.append("POST ").append(uri.getPath()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getAuthority()).append("\r\n");
    webhook.headers().forEach((name, value) -> line(head, name + ": " + value));
    for (String one : more) {
      line(head, one);
    }
    return head.append("\r\n").toString();
  }

  private static void line(StringBuilder head, String text) {
    head.append(text).append("\r\n");
  }

  @Test
  @Tag("ASVS-V5.2.3")
  void what_is_packed_is_refused_unopened() throws IOException {
    long id = untold();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[20 * MEBIBYTE]);
    }
    Webhook bomb =
        product.webhook(seller).body(packed.toByteArray()).header("Content-Encoding", "gzip");

    assertThat(bomb.send().status()).isEqualTo(413);

    assertThat(stored(bomb, id)).isEqualTo(NOTHING);
  }

  /** They have been there since before the first test of this class. */
  @Test
  void a_caller_who_sends_byte_by_byte_is_let_go() throws IOException {
    long id = untold();
    Webhook webhook = created(id);
    try (RawDoor door = new RawDoor(product.portalPort(), Duration.ofSeconds(1))) {
      door.write(head(webhook, "Content-Length: 1000000"));
      Await.that("the slow one is let go", () -> door.isAnswered() || !door.write("x"));
      assertThat(door.status().orElse(0)).isIn(408, 0);
    }
    assertThat(stored(webhook, id)).isEqualTo(NOTHING);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Tag("ASVS-V15.2.2")
  void slow_callers_keep_nobody_waiting_and_are_let_go_in_the_end() {
    assertThat(created(untold()).send().status()).isEqualTo(200);
    for (RawDoor door : slow) {
      assertThat(door.status().orElse(-1)).as("let go, and not as taken").isNotIn(200, -1);
    }
  }

  @Test
  void signed_nonsense_is_taken_noted_by_ids_only_and_harms_nobody() {
    long id = untold();
    String deep = "{\"id\":" + id + ",\"note\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    List<String> nonsense =
        List.of(
            deep,
            "[1,2,3]",
            "not json",
            "",
            "{\"id\":\"Ada Lovelace\"}",
            "{\"id\":1e400}",
            "{\"id\":" + id + ",\"created_at\":\"Ada Lovelace\",\"updated_at\":true}",
            "\u0000\u0001");
    for (String body : nonsense) {
      Webhook webhook = product.webhook(seller).body(body);

      assertThat(webhook.send().status())
          .as(body.substring(0, Math.min(40, body.length())))
          .isEqualTo(200);

      List<List<String>> noted =
          rows.all(
              "select u::text from orders.unreadable_delivery u where delivery_id = ?",
              webhook.id());
      assertThat(noted).as(body.substring(0, Math.min(40, body.length()))).hasSize(1);
      assertThat(noted.getFirst().getFirst()).doesNotContainIgnoringCase("lovelace");
    }
    assertThat(rows.orders(id)).isLessThanOrEqualTo(1);
    assertThat(created(untold()).send().status()).isEqualTo(200);
  }

  @Test
  void a_body_that_says_two_things_is_never_two_orders() {
    long id = untold();
    String once = Webhook.order(id, seller.sku(), Buyers.ada(), outside.now()).toString();
    String twice = once.replaceFirst("\\{", "{\"id\":" + (id + 9_000_000) + ",");
    Webhook webhook = product.webhook(seller).body(twice);

    assertThat(webhook.send().status()).isEqualTo(200);

    long unreadable =
        rows.count(
            "select count(*) from orders.unreadable_delivery where delivery_id = ?", webhook.id());
    assertThat(rows.orders(id) + rows.orders(id + 9_000_000) + unreadable).isOne();
  }

  @Test
  void a_delivery_that_comes_again_is_one_order_also_under_a_new_id() {
    long id = untold();
    Webhook webhook = created(id);

    assertThat(webhook.send().status()).isEqualTo(200);
    assertThat(webhook.send().status()).isEqualTo(200);
    assertThat(webhook.id(UUID.randomUUID().toString()).send().status()).isEqualTo(200);

    assertThat(rows.orders(id)).isOne();
    rows.awaitStatus(id, "ROUTED");
    assertThat(accepted(id)).isOne();
  }

  private int accepted(long id) {
    return outside
        .fulfilment(rows.order(id).orElseThrow())
        .map(one -> one.path("acceptedCreates").asInt())
        .orElse(0);
  }

  @Test
  void ten_at_the_same_instant_are_one_order() throws Exception {
    long id = untold();
    Webhook webhook = created(id);
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Webhook one = i % 2 == 0 ? webhook : webhook.id(UUID.randomUUID().toString());
      calls.add(() -> one.send().status());
    }
    List<Integer> statuses = atOnce(calls);

    assertThat(statuses).allMatch(status -> status == 200 || status == 503);
    assertThat(statuses).contains(200);
    assertThat(rows.orders(id)).isOne();
    rows.awaitStatus(id, "ROUTED");
    assertThat(accepted(id)).isOne();
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : callers.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void a_change_that_overtakes_its_order_ends_in_the_right_last_state() {
    long id = untold();
    ObjectNode body = Webhook.order(id, seller.sku(), Buyers.ada(), outside.now());
    Webhook changed = product.webhook(seller).topic("orders/updated").body(body);

    assertThat(changed.send().status()).isEqualTo(200);
    assertThat(created(id).send().status()).isEqualTo(200);

    rows.awaitStatus(id, "ROUTED");
    assertThat(rows.orders(id)).isOne();
    assertThat(accepted(id)).isOne();
  }

  @Test
  void a_cancellation_that_overtakes_its_order_leaves_nothing_to_ship() {
    long id = untold();
    Webhook late = created(id);
    outside.post("orders/" + id + "/cancel", Outside.json());
    Await.that(
        "the shop has told of the cancellation",
        () -> {
          for (var delivery : outside.get("deliveries?order=" + id)) {
            if (delivery.path("topic").asText().equals("orders/cancelled")
                && delivery.path("state").asText().equals("DELIVERED")) {
              return true;
            }
          }
          return false;
        });

    assertThat(late.send().status()).isEqualTo(200);

    Await.that(
        "the order has come to nothing",
        () -> rows.status(id).equals(Optional.of("CANCELLED")) || rows.orders(id) == 0);
    assertThat(rows.order(id).flatMap(outside::fulfilment).isEmpty())
        .as("nothing was ordered at Amazon")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST"})
  @Tag("ASVS-V4.2.1")
  void a_body_is_never_taken_for_another_request(String method) throws IOException {
    String smuggled = "GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n";
    Webhook webhook = product.webhook(seller).body(smuggled).without(Webhook.MAC);
    try (RawDoor door = new RawDoor(product.portalPort(), Duration.ofMillis(700))) {
      door.write(
          head(webhook, "Content-Length: " + smuggled.length()).replaceFirst("POST", method)
              + smuggled);
      assertThat(door.rest().split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }
  }

  @Test
  void only_a_post_has_an_effect() {
    long id = untold();
    Webhook webhook = created(id);
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")) {
      assertThat(webhook.send(method).status()).as(method).isNotEqualTo(500);
      assertThat(stored(webhook, id)).as(method).isEqualTo(NOTHING);
    }
    assertThat(new String(webhook.body(), StandardCharsets.UTF_8)).contains("Lovelace");
  }
}
