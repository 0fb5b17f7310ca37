package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same product with one file of settings more: keys in KMS, secrets in Secrets Manager; and two
 * portals on one database. It is a product of its own, so it runs beside the tests of the shared
 * one; its own steps follow each other.
 */
@Order(20)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsAdaptersIT {

  private static final int CROWD = 100;

  private RunningProduct product;
  private Outside outside;
  private Rows rows;
  private Seller seller;

  @BeforeAll
  void start() {
    Path file = Contracts.repository().resolve("deploy/local/aws.properties");
    product = RunningProduct.withTwoPortals("aws-it", "settings.file=" + file);
    outside = product.outside();
    rows = product.rows();
    seller = product.seller(1);
  }

  @AfterAll
  void stop() {
    product.close();
  }

  @Test
  @Order(1)
  @Execution(ExecutionMode.SAME_THREAD)
  void an_order_goes_from_the_shop_to_the_delivery() {
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(id, "ROUTED");
    outside.move(seller, rows.order(id).orElseThrow(), "DELIVERED");
    rows.awaitStatus(id, "DELIVERED");
  }

  @Test
  @Order(2)
  @Execution(ExecutionMode.SAME_THREAD)
  void a_session_that_is_ended_at_one_portal_is_refused_at_the_other_within_two_seconds() {
    Visitor here = product.visitor().as(seller);
    Visitor there = product.secondVisitor().as(seller);
    assertThat(there.get("/seller/today").status()).isEqualTo(200);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("my-sessions", "my-sessions");
    form.put("my-sessions:others", "");
    form.putAll(here.get("/seller/profile").hidden());
    long ended = System.nanoTime();
    assertThat(here.post("/seller/profile", form).status()).isEqualTo(200);

    assertThat(there.get("/seller/today").location()).startsWith("/sign-in");
    assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(2));
    assertThat(here.get("/seller/today").status()).isEqualTo(200);
  }

  @Test
  @Order(2)
  @Execution(ExecutionMode.SAME_THREAD)
  void of_two_portals_that_are_shown_the_same_code_one_lets_in() throws Exception {
    Visitor here = product.visitor();
    Visitor there = product.secondVisitor();
    here.password(seller.login(), seller.password());
    there.password(seller.login(), seller.password());
    String code = product.code(seller.login());
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (Future<Answer> answer :
          both.invokeAll(
              List.<Callable<Answer>>of(
                  () -> here.second("/second-factor", code),
                  () -> there.second("/second-factor", code)))) {
        answers.add(answer.get().status());
      }
    }

    assertThat(answers).containsExactlyInAnyOrder(302, 200);
  }

  @Test
  @Order(2)
  @Execution(ExecutionMode.SAME_THREAD)
  void each_cohort_has_an_independent_key_in_each_region_and_no_key_is_in_a_file() {
    assertThat(rows.all("select cohort, custodian_key from keys.cohort"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.get(1).split(",", -1))
                    .hasSize(2)
                    .anySatisfy(arn -> assertThat(arn).contains(":us-east-1:"))
                    .anySatisfy(arn -> assertThat(arn).contains(":us-west-2:")));
    assertThat(product.data().resolve("keys")).doesNotExist();
  }

  @Test
  @Order(3)
  @Execution(ExecutionMode.SAME_THREAD)
  @Tag("ASVS-V10.1.1")
  @Tag("ASVS-V13.3.1")
  void no_secret_is_in_the_database_and_each_reading_is_in_the_audit_log() throws IOException {
    assertThat(rows.count("select count(*) from credentials.sealed_secret")).isZero();
    Properties demo = new Properties();
    try (InputStream in = Files.newInputStream(product.data().resolve("demo.properties"))) {
      demo.load(in);
    }
    Set<String> secrets =
        demo.stringPropertyNames().stream()
            .filter(name -> name.startsWith("shopify.") || name.startsWith("amazon."))
            .map(demo::getProperty)
            .collect(Collectors.toSet());
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(4);
    assertThat(new Dump(rows).find(new Needles(secrets))).isEmpty();
    List<String> names = new ArrayList<>();
    outside.get("aws/secrets").forEach(one -> names.add(one.path("name").asText()));
    assertThat(names)
        .anySatisfy(name -> assertThat(name).endsWith("/app/amazon/client-secret/value"))
        .anySatisfy(name -> assertThat(name).contains("/" + seller.id() + "/connection/"))
        .allSatisfy(name -> assertThat(name).startsWith("lockkeeper/local/"));
    assertThat(
            rows.count(
                "select count(*) from audit.audit_event where action = 'secret.read'"
                    + " and object like 'secret:connection/%'"))
        .isPositive();
  }

  @Test
  @Order(4)
  @Execution(ExecutionMode.SAME_THREAD)
  void a_new_client_secret_of_amazons_arrives_by_the_queue_and_is_used_in_time() {
    String before = currentClientSecret();
    outside.post("aws/lwa-secret", Outside.json());
    Await.that(
        "the new secret is the current one",
        Duration.ofMinutes(1),
        () -> !currentClientSecret().equals(before));
    assertThat(outside.get("aws/queue").path("messages").asInt()).isZero();
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(id, "ROUTED");
  }

  @Test
  @Order(5)
  @Execution(ExecutionMode.SAME_THREAD)
  void with_the_key_service_down_the_keys_in_memory_serve() {
    outside.post("aws/faults", Outside.json().put("service", "kms").put("kind", "DOWN"));
    try {
      long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
      rows.awaitStatus(id, "ROUTED");
    } finally {
      outside.delete("aws/faults");
    }
  }

  @Test
  @Order(6)
  @Execution(ExecutionMode.SAME_THREAD)
  void two_portals_renew_a_hundred_connections_once_each_and_no_kill_loses_one()
      throws IOException {
    List<String> accounts = connectCrowd();
    awaitRenewals(accounts, 1);
    assertThat(refreshes(accounts).values()).as("one renewal for each").containsOnly(1);
    assertThat(renewals("portal.log")).as("by the first portal").isPositive();
    assertThat(renewals("portal-2.log")).as("by the second portal").isPositive();

    long before = renewals("portal-2.log");
    renewAllNow();
    Await.that("the second portal is in the midst", () -> renewals("portal-2.log") > before);
    product.killSecondPortal();
    awaitRenewals(accounts, 2);
    assertThat(refreshes(accounts).values())
        .as("once more; twice where a portal died in between")
        .allSatisfy(count -> assertThat(count).isBetween(2, 3));
    assertThat(refreshes(accounts).values().stream().filter(count -> count == 3).count())
        .as("what the dead portal had in hand")
        .isLessThanOrEqualTo(10);

    renewAllNow();
    awaitRenewals(accounts, 3);
    assertThat(
            rows.count(
                "select count(*) from credentials.grant_of_seller"
                    + " where account like 'crowd-%' and standing = 'ACTIVE'"))
        .isEqualTo(CROWD);
  }

  /** Consents at the shops, as the callback would have stored them. */
  private List<String> connectCrowd() {
    List<String> accounts = new ArrayList<>();
    for (JsonNode one : outside.post("grants/crowd", Outside.json().put("count", CROWD))) {
      String account = one.path("account").asText();
      UUID connection = UUID.randomUUID();
      String path = "connection/" + connection;
      createSecret(path, one.path("refreshToken").asText());
      rows.run(
          """
          insert into credentials.grant_of_seller (seller_id, id, platform, account, label, scopes,
            secret_path, token_style, details, lasting_until, standing, standing_since)
          values (?::uuid, ?, 'shopify', ?, ?, '{read_orders}', ?, 'REPLACED', '{}',
            ?::timestamptz, 'ACTIVE', ?::timestamptz)
          """,
          seller.id(),
          connection,
          account,
          account,
          path,
          outside.now().plus(Duration.ofDays(80)).toString(),
          outside.now().toString());
      accounts.add(account);
    }
    return accounts;
  }

  private void createSecret(String path, String refreshToken) {
    ObjectNode body =
        Outside.json()
            .put("Name", "lockkeeper/local/" + seller.id() + "/" + path + "/value")
            .put("ClientRequestToken", UUID.randomUUID().toString())
            .put(
                "SecretString",
                Outside.json()
                    .put("seller", seller.id())
                    .put("path", path)
                    .put("value", refreshToken)
                    .toString());
    ArrayNode tags = body.putArray("Tags");
    tags.addObject().put("Key", "product").put("Value", "lockkeeper");
    tags.addObject().put("Key", "seller").put("Value", seller.id());
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(product.said("sandbox.url") + "/aws/"))
                      .header("X-Amz-Target", "secretsmanager.CreateSecret")
                      .header("Content-Type", "application/x-amz-json-1.1")
                      .header("X-Amz-Date", "20261122T000000Z")
                      .header(
                          "Authorization",
                          "AWS4-HMAC-SHA256 Credential=AKIALOCAL/20261122/us-east-1/secretsmanager"
                              + "/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target,"
                              + " Signature="
                              + "0".repeat(64))
                      .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void renewAllNow() {
    rows.run(
        "update credentials.access_token set renew_at = ?::timestamptz where connection_id in"
            + " (select id from credentials.grant_of_seller where account like 'crowd-%')",
        outside.now().minusSeconds(1).toString());
  }

  private Map<String, Integer> refreshes(List<String> accounts) {
    Map<String, Integer> refreshes = new HashMap<>();
    for (JsonNode grant : outside.get("grants")) {
      if (accounts.contains(grant.path("account").asText())) {
        refreshes.put(grant.path("account").asText(), grant.path("refreshes").asInt());
      }
    }
    return refreshes;
  }

  /** Waits until each is renewed so often, stored, and nobody is at it any more. */
  private void awaitRenewals(List<String> accounts, int least) {
    Await.that(
        "every connection is renewed " + least + " times",
        Duration.ofMinutes(3),
        () ->
            refreshes(accounts).size() == CROWD
                && refreshes(accounts).values().stream().allMatch(count -> count >= least)
                && rows.count(
                        "select count(*) from credentials.access_token t"
                            + " join credentials.grant_of_seller g on g.id = t.connection_id"
                            + " where g.account like 'crowd-%' and t.version >= ?"
                            + " and t.begun_at is null",
                        least)
                    == CROWD);
  }

  private long renewals(String log) {
    try {
      return Files.readString(product.data().resolve("logs").resolve(log))
          .lines()
          .filter(line -> line.contains("grant.renewed connection="))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(7)
  @Execution(ExecutionMode.SAME_THREAD)
  void with_a_disabled_key_nothing_is_taken_in_and_with_the_key_everything_is_again() {
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()).untold());
    Webhook webhook =
        product.webhook(seller).body(Webhook.order(id, seller.sku(), Buyers.ada(), outside.now()));
    enable(false);
    try {
      // Keys in use are held for a while; a portal that starts anew holds none.
      product.killPortal();
      product.awaitPortal();
      assertThat(webhook.send().status()).isEqualTo(503);
      assertThat(rows.orders(id)).isZero();
      rows.nowDue("key-care");
      Await.that(
          "that keys are lost while orders live is told",
          Duration.ofMinutes(2),
          () ->
              rows.count("select count(*) from audit.audit_event where action = 'cohort.key-lost'")
                  > 0);
    } finally {
      enable(true);
    }
    Await.that("the webhook is taken in", () -> webhook.send().status() == 200);
    rows.awaitStatus(id, "ROUTED");
  }

  private void enable(boolean enabled) {
    for (JsonNode key : outside.get("aws/keys")) {
      outside.post(
          "aws/keys", Outside.json().put("arn", key.path("arn").asText()).put("enabled", enabled));
    }
  }

  /** The version that stands under the label of the one in use. */
  private String currentClientSecret() {
    for (JsonNode secret : outside.get("aws/secrets")) {
      if (secret.path("name").asText().endsWith("/app/amazon/client-secret/value")) {
        for (var version : secret.path("versions").properties()) {
          if (version.getValue().toString().contains("AWSCURRENT")) {
            return version.getKey();
          }
        }
      }
    }
    throw new AssertionError("there is no client secret");
  }
}
