package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts fail; nothing is lost, nothing happens twice, and it goes on by itself. */
@Order(4)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;

  OutageIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
  }

  @Test
  void connections_to_the_database_that_break_under_load_cost_no_order_and_make_none_twice() {
    outside.noFaults();
    List<Long> ids = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      ids.addAll(outside.place(Outside.wish(seller, seller.sku()).times(6).to(Buyers.ada())));
      rows.run(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where usename in ('lockkeeper_portal', 'lockkeeper_jobs')");
    }
    for (long id : ids) {
      Await.that(
          "order " + id + " is at Amazon",
          Duration.ofMinutes(2),
          () -> rows.status(id).filter("ROUTED"::equals).isPresent());
      assertThat(rows.orders(id)).isOne();
      assertThat(
              outside
                  .fulfilment(rows.order(id).orElseThrow())
                  .orElseThrow()
                  .path("acceptedCreates")
                  .asInt())
          .isOne();
    }
    assertThat(product.visitor().get("/health/ready").status()).isEqualTo(200);
    assertThat(product.visitor().as(seller).get("/seller/orders").status()).isEqualTo(200);
  }

  @Test
  @Tag("ASVS-V16.5.2")
  void without_the_key_service_nothing_is_taken_in_and_with_it_everything_is_again()
      throws IOException {
    Path keys = product.data().resolve("keys/cohorts.p12");
    Path away = keys.resolveSibling("away.p12");
    long before = outside.placeOne(Outside.wish(seller, seller.shopOnlySku()).to(Buyers.ada()));
    rows.awaitTrouble(before, "UNMAPPED_SKU");
    String known = rows.order(before).orElseThrow();
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()).untold());
    Webhook webhook =
        product.webhook(seller).body(Webhook.order(id, seller.sku(), Buyers.ada(), outside.now()));
    Files.move(keys, away);
    try {
      // Keys in use are held for a while; a portal that starts anew holds none.
      product.killPortal();
      product.awaitPortal();

      assertThat(webhook.send().status()).isEqualTo(503);

      assertThat(rows.orders(id)).isZero();
      assertThat(
              rows.count(
                  "select count(*) from orders.delivery where delivery_id = ?", webhook.id()))
          .isZero();
      assertThat(keys).as("no new key takes the place of one that is away").doesNotExist();
      Answer page = product.visitor().as(seller).get("/seller/order?id=" + known);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("Boise").doesNotContain("Lovelace");
    } finally {
      Files.move(away, keys);
    }

    webhook.sendUntilTaken(Duration.ofMinutes(2));

    rows.awaitStatus(id, "ROUTED");
    assertThat(product.visitor().as(seller).get("/seller/order?id=" + known).body())
        .contains("Boise");
  }

  /**
   * A limit on the size of files makes a write fail as a full disk does; PostgreSQL's own words are
   * that it treats the two alike. It holds for the processes that work now, so those that take
   * their place after the crash find room again.
   */
  @Test
  void a_disk_that_is_full_takes_nothing_in_and_loses_nothing_that_was_taken_in() {
    outside.noFaults();
    List<Long> ids = new ArrayList<>();
    List<Webhook> hooks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()).untold());
      ids.add(id);
      hooks.add(
          product
              .webhook(seller)
              .body(Webhook.order(id, seller.sku(), Buyers.ada(), outside.now())));
    }
    assertThat(hooks.get(0).send().status()).isEqualTo(200);
    assertThat(hooks.get(1).send().status()).isEqualTo(200);

    for (ProcessHandle worker : product.databaseWorkers()) {
      // One that has ended meanwhile needs no limit.
      RunningProduct.ended(
          List.of("prlimit", "--pid", String.valueOf(worker.pid()), "--fsize=1:unlimited"));
    }
    Answer refused = hooks.get(2).send();

    assertThat(refused.status()).isEqualTo(503);
    for (Webhook hook : hooks.subList(2, hooks.size())) {
      hook.sendUntilTaken(Duration.ofMinutes(2));
    }
    for (long id : ids) {
      Await.that(
          "order " + id + " is at Amazon",
          Duration.ofMinutes(2),
          () -> rows.status(id).filter("ROUTED"::equals).isPresent());
      assertThat(rows.orders(id)).isOne();
    }
    Await.that("the portal is ready", () -> product.visitor().get("/health/ready").status() == 200);
  }

  /**
   * A volume without one byte left: meanwhile the tables of orders and deliveries lie on a small
   * volume of their own, and a file takes all the room that is left there. The write-ahead log's
   * volume has room; how a server meets a full one of those is the test above.
   */
  @Test
  void a_volume_that_is_full_takes_nothing_in_and_all_goes_on_by_itself_when_there_is_room()
      throws IOException {
    outside.noFaults();
    Path volume = Files.createDirectories(product.data().resolve("small-volume"));
    RunningProduct.Ended mounted =
        RunningProduct.ended(
            List.of("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", volume.toString()));
    assumeTrue(mounted.code() == 0, "only who may mount a volume can fill one");
    Path filler = volume.resolve("filler");
    try {
      moveTables(volume);
      fill(filler);
      List<Long> taken = new ArrayList<>();
      List<Long> refused = new ArrayList<>();
      List<Webhook> again = new ArrayList<>();
      for (int i = 0; i < 200 && refused.size() < 3; i++) {
        long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()).untold());
        Webhook hook =
            product
                .webhook(seller)
                .body(Webhook.order(id, seller.sku(), Buyers.ada(), outside.now()));
        int status = hook.send().status();
        if (status == 200) {
          taken.add(id);
        } else {
          assertThat(status).as("what cannot be kept is not acknowledged").isEqualTo(503);
          refused.add(id);
          again.add(hook);
        }
      }
      assertThat(refused).as("the last pages are full").hasSize(3);
      assertThat(refused).allSatisfy(id -> assertThat(rows.orders(id)).isZero());
      assertThat(taken).allSatisfy(id -> assertThat(rows.orders(id)).isOne());

      Files.delete(filler);

      again.forEach(hook -> hook.sendUntilTaken(Duration.ofMinutes(2)));
      taken.addAll(refused);
      for (long id : taken) {
        Await.that(
            "order " + id + " is at Amazon",
            Duration.ofMinutes(2),
            () -> rows.status(id).filter("ROUTED"::equals).isPresent());
        assertThat(rows.orders(id)).isOne();
      }
    } finally {
      Files.deleteIfExists(filler);
      tables("pg_default");
      rows.run("drop tablespace if exists small");
      RunningProduct.ended(List.of("umount", volume.toString()));
      Files.delete(volume);
    }
  }

  /** So that what comes next need not share the platform's patience with parcels on their way. */
  @AfterAll
  void nothing_is_left_to_watch() {
    for (JsonNode one : outside.get("fulfilment-orders?limit=5000")) {
      if (!one.path("settled").asBoolean()) {
        outside.post(
            "fulfilment-orders/"
                + one.path("seller").asText()
                + "/"
                + one.path("id").asText()
                + "/move",
            Outside.json().put("to", "CANCELLED"));
      }
    }
    Await.that(
        "no order is under way any more",
        Duration.ofMinutes(3),
        () ->
            rows.count(
                    "select count(*) from orders.sales_order"
                        + " where status in ('PLACING', 'ROUTED', 'SHIPPED')")
                == 0);
  }

  private void moveTables(Path volume) throws IOException {
    Path space = Files.createDirectory(volume.resolve("space"));
    rows.run("create tablespace small location '" + space + "'");
    tables("small");
    // Without gaps, or the first orders would find room in them.
    rows.run("vacuum full orders.sales_order");
    rows.run("vacuum full orders.delivery");
  }

  private void tables(String tablespace) {
    rows.run("alter table orders.sales_order set tablespace " + tablespace);
    rows.run("alter table orders.delivery set tablespace " + tablespace);
  }

  /** Writes until there is no room for one more page. */
  private static void fill(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(4096);
      while (channel.write(page) > 0) {
        page.clear();
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
