package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The same product with one file of settings more: keys in KMS, secrets in Secrets Manager. */
@Order(20)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsAdaptersIT {

  private RunningProduct product;
  private Outside outside;
  private Rows rows;
  private Seller seller;

  @BeforeAll
  void start() {
    Path file = Contracts.repository().resolve("deploy/local/aws.properties");
    product = RunningProduct.of("aws-it", "settings.file=" + file);
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
  void an_order_goes_from_the_shop_to_the_delivery() {
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(id, "ROUTED");
    outside.move(seller, rows.order(id).orElseThrow(), "DELIVERED");
    rows.awaitStatus(id, "DELIVERED");
  }

  @Test
  @Order(2)
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
