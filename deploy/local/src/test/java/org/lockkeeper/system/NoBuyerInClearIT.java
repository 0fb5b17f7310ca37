package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No piece of a buyer is anywhere in clear: not in the database, its files, or any log. */
@Order(7)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoBuyerInClearIT {

  private static final Duration KEPT_AFTER_DELIVERY = Duration.ofDays(90);

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final Needles needles;
  private final List<String> delivered = new ArrayList<>();

  NoBuyerInClearIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(2);
    Set<String> words = new LinkedHashSet<>();
    people().forEach(person -> pieces(person, words));
    this.needles = new Needles(words);
  }

  /** People whose every piece can be told from everything else in the world. */
  private static List<ObjectNode> people() {
    return List.of(
        Buyers.ada(),
        Buyers.person(
            "Wilhelmine-Zsófia",
            "Ørstedlund-O'Quackenbush",
            "4711 Mühlgrabenweg",
            "Stiege Zwölf",
            "Llanfairpwllton",
            "Idaho",
            "ID",
            "83713-9917",
            "+12085550177",
            "w.oquackenbush@mühlgraben.example"),
        Buyers.person(
            "Xiomara",
            "Featherstonehaugh",
            "99 Quillfeather Crescent",
            "Turret 5",
            "Snickerville",
            "Vermont",
            "VT",
            "05401-8823",
            "(802) 555-0143",
            "xiomara.featherstonehaugh@example.org"),
        Buyers.person(
            "<b>Mallory</b>\r\nINFO fake",
            "${jndi:ldap://x}Trentwood",
            "1 O'Neil'); drop table x;--",
            "",
            "Zzyzxborough",
            "Nevada",
            "NV",
            "89049-7731",
            "+1 775 555 0166",
            "mallory.trentwood@example.net"));
  }

  private static void pieces(ObjectNode person, Set<String> words) {
    String first = person.path("firstName").asText();
    String last = person.path("lastName").asText();
    String zip = person.path("zip").asText();
    String digits = person.path("phone").asText().replaceAll("\\D", "");
    String national = digits.substring(digits.length() - 10);
    words.addAll(List.of(first, last, first + " " + last, last + ", " + first));
    words.addAll(List.of(person.path("address1").asText(), person.path("address2").asText()));
    words.addAll(List.of(person.path("city").asText(), zip, zip.replace("-", "")));
    words.addAll(List.of(person.path("email").asText(), person.path("phone").asText()));
    words.addAll(
        List.of(
            "1" + national,
            national,
            national.substring(0, 3) + "-" + national.substring(3, 6) + "-" + national.substring(6),
            national.substring(0, 3) + " " + national.substring(3, 6) + " " + national.substring(6),
            "(" + national.substring(0, 3) + ") " + national.substring(3, 6)));
    Stream.of(first, last, person.path("address1").asText())
        .flatMap(text -> Stream.of(text.split("[^\\p{L}]+", -1)))
        .filter(word -> word.length() > 6)
        .forEach(words::add);
    // Words of ours, too.
    words.removeAll(Set.of("drop table"));
  }

  @BeforeAll
  void orders_of_these_people_have_gone_well_and_wrong() throws IOException {
    outside.noFaults();
    List<Long> good = new ArrayList<>();
    for (ObjectNode person : people()) {
      good.add(outside.placeOne(Outside.wish(seller, seller.sku()).to(person)));
      outside.placeOne(Outside.wish(seller, seller.shopOnlySku()).to(person));
      outside.placeOne(
          Outside.wish(seller, seller.sku()).to(person.deepCopy().put("zip", "").put("city", "")));
      // Longer than Amazon takes.
      outside.placeOne(
          Outside.wish(seller, seller.sku())
              .to(person.deepCopy().put("address1", person.path("address1").asText().repeat(8))));
      String nonsense =
          Webhook.order(1, seller.sku(), person, outside.now())
              .put("updated_at", person.path("lastName").asText())
              .toString();
      product.webhook(seller).body(nonsense).send();
      product.webhook(seller).body(nonsense.substring(0, nonsense.length() / 2)).send();
      product
          .webhook(seller)
          .body(Webhook.order(2, seller.sku(), person, outside.now()))
          .without(Webhook.MAC)
          .send();
      product
          .webhook(seller)
          .id(person.path("lastName").asText().replaceAll("[^A-Za-z]", ""))
          .body(nonsense)
          .without(Webhook.MAC)
          .send();
      Visitor visitor = product.visitor();
      visitor.signIn(person.path("email").asText(), person.path("lastName").asText());
    }
    rows.run("delete from access.sign_in_throttle");
    outside.fault("amazon", "createFulfillmentOrder", "FAIL_500", 2);
    outside.fault("amazon", "getFulfillmentPreview", "FAIL_503", 1);
    outside.fault("shopify", "Order", "FAIL_500", 1);
    good.add(outside.placeOne(Outside.wish(seller, seller.sku()).to(people().get(2))));
    for (long id : good) {
      Await.that(
          "order " + id + " is at Amazon or stands still",
          () -> rows.status(id).filter("ROUTED"::equals).or(() -> rows.trouble(id)).isPresent());
    }
    rows.awaitStatus(good.getFirst(), "ROUTED");
    rows.awaitStatus(good.get(1), "ROUTED");
    Visitor visitor = product.visitor().as(seller);
    for (long id : good) {
      String order = rows.order(id).orElseThrow();
      assertThat(visitor.get("/seller/order?id=" + order).status()).isEqualTo(200);
      if (rows.status(id).filter("ROUTED"::equals).isPresent()) {
        outside.move(seller, order, "DELIVERED");
        rows.awaitStatus(id, "DELIVERED");
        delivered.add(order);
      }
    }
    assertThat(visitor.get("/seller/orders").status()).isEqualTo(200);
    assertThat(delivered).hasSizeGreaterThanOrEqualTo(2);
    outside.noFaults();
  }

  @AfterAll
  void time_goes_on() {
    outside.letTimeRun();
  }

  private void nothingIsFound() throws IOException {
    assertThat(new Dump(rows).find(needles)).as("in the tables").isEmpty();
    rows.run("checkpoint");
    rows.run("select pg_switch_wal()");
    rows.run("checkpoint");
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path file : files()) {
      try {
        found.addAll(needles.in(file));
        files++;
      } catch (NoSuchFileException e) {
        // PostgreSQL took it away while we looked.
      }
    }
    assertThat(files).isGreaterThan(500);
    assertThat(found.stream().distinct()).as("in files").isEmpty();
    nothingIsInMail();
    nothingIsInExports();
    nothingIsInThreads();
  }

  /** What was sent; what waits to be sent is in the tables. */
  private void nothingIsInMail() {
    assertThat(needles.in("mail", outside.get("mail?limit=5000").toString()))
        .as("in mail")
        .isEmpty();
  }

  /** What people take away: the seller's own data and log, the admin's record. */
  private void nothingIsInExports() throws IOException {
    Visitor visitor = product.visitor().as(seller);
    List<String> found = new ArrayList<>();
    found.addAll(inZip(taken(visitor, "/seller/privacy", "all", "all:download", Map.of())));
    found.addAll(inZip(taken(visitor, "/seller/my-log", "take", "take:download", Map.of())));
    Visitor admin =
        product.visitor().as(product.said("admin.user"), product.said("admin.password"));
    byte[] csv =
        taken(
            admin,
            "/admin/audit-log?span=day",
            "export",
            "export:take",
            Map.of("span", "day", "export:reason", "REVIEW", "export:ticket", "OPS-35"));
    found.addAll(needles.in("record", csv));
    assertThat(found).as("in exports").isEmpty();
  }

  /**
   * Presses a button whose answer is a file; what is sealed a second later comes a second later.
   */
  private static byte[] taken(
      Visitor visitor, String path, String form, String button, Map<String, String> fields) {
    return Await.value(
        "a file of " + path,
        () -> {
          Map<String, String> all = new LinkedHashMap<>(visitor.get(path).hidden());
          all.put(form, form);
          all.put(button, "");
          all.putAll(fields);
          return visitor.download(path.replaceFirst("\\?.*", ""), all);
        });
  }

  private List<String> inZip(byte[] archive) throws IOException {
    List<String> found = new ArrayList<>();
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.addAll(needles.in(entry.getName(), entry.getName()));
        found.addAll(needles.in(entry.getName(), zip.readAllBytes()));
        entries++;
      }
    }
    assertThat(entries).as("files in the archive").isPositive();
    return found;
  }

  private void nothingIsInThreads() {
    String pid = String.valueOf(product.portal().orElseThrow().pid());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    RunningProduct.Ended threads =
        RunningProduct.ended(List.of(jcmd, pid, "Thread.print", "-l", "-e"));
    assertThat(threads.said()).contains("http-thread-pool");
    assertThat(needles.in("threads", threads.said())).as("in threads").isEmpty();
  }

  /** All that the product writes; not what is outside of it, nor what it is made of. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part :
        List.of(
            "postgres",
            "logs",
            "keys",
            "payara",
            "erasure-ledger",
            "backups",
            "backups-second-region")) {
      if (!Files.exists(product.data().resolve(part))) {
        continue;
      }
      try (Stream<Path> all = Files.walk(product.data().resolve(part))) {
        all.filter(Files::isRegularFile)
            .filter(file -> !file.toString().matches(".*\\.(jar|class|war|rar)"))
            .forEach(files::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return files;
  }

  @Test
  @Order(1)
  void the_search_finds_what_is_there() {
    assertThat(needles.in("here", "x Quillfeather y")).isNotEmpty();
    assertThat(needles.in("here", "x qUILLFEATHER y")).isNotEmpty();
    assertThat(needles.in("here", "5175696c6c66656174686572")).isNotEmpty();
    assertThat(
            needles.in("here", "Quillfeather".getBytes(java.nio.charset.StandardCharsets.UTF_16BE)))
        .isNotEmpty();
    for (String before : List.of("", "a", "ab")) {
      assertThat(
              needles.in(
                  "here",
                  java.util.Base64.getEncoder()
                      .encodeToString(
                          (before + "Featherstonehaugh")
                              .getBytes(java.nio.charset.StandardCharsets.UTF_8))))
          .as(before)
          .isNotEmpty();
    }
    assertThat(needles.in("here", "nothing of that kind")).isEmpty();
  }

  @Test
  @Order(2)
  @Tag("ASVS-V14.3.3")
  void a_browser_keeps_nothing_of_a_buyer_it_has_shown(@TempDir Path profile) throws IOException {
    try (Chromium chromium = Chromium.before(product)) {
      Page page = chromium.keptIn(profile);
      chromium.signIn(page, seller.login(), seller.password());
      page.navigate(product.said("portal.url") + "/seller/order?id=" + delivered.getFirst());
      assertThat(needles.in("page", page.content())).as("it was shown").isNotEmpty();
      page.locator("[id='out:sign-out']").dispatchEvent("click");
      page.waitForURL(url -> url.contains("/sign-in"));
      page.context().close();
    }
    List<String> found = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(profile)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        found.addAll(needles.in(file));
        files++;
      }
    }
    assertThat(files).isPositive();
    assertThat(found).as("in the browser's profile").isEmpty();
  }

  @Test
  @Order(3)
  @Tag("ASVS-V14.2.4")
  void while_an_order_is_under_way_its_buyer_is_nowhere_in_clear() throws IOException {
    nothingIsFound();
  }

  @Test
  @Order(4)
  void after_the_strip_there_is_neither_the_buyer_nor_a_key_to_them() throws IOException {
    List<String> kept =
        rows
            .all(
                "select encode(wrapped, 'hex') from keys.order_key where order_id = any(?::uuid[])",
                (Object) delivered.toArray(String[]::new))
            .stream()
            .map(List::getFirst)
            .toList();
    assertThat(kept).hasSize(delivered.size());
    Instant end =
        Instant.parse(
                rows.text(
                        "select to_char(max(anchored_at) at time zone 'UTC',"
                            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                            + " from retention.buyer_retention where order_id = any(?::uuid[])",
                        (Object) delivered.toArray(String[]::new))
                    .orElseThrow())
            .plus(KEPT_AFTER_DELIVERY);
    outside.freeze(end.minus(Duration.ofHours(1)));
    // What the planner remembers of columns is in the backup as well.
    rows.run("analyze orders.sales_order");
    rows.run("analyze keys.order_key");
    rows.run("analyze keys.look_up_token");
    RunningProduct.Ended backup = product.program("BackupRun");
    assertThat(backup.code()).as(backup.said()).isZero();
    assertThat(
            rows.count(
                "select count(*) from retention.backup"
                    + " where first_whole and second_whole and key_held and removed_at is null"))
        .isOne();

    outside.freeze(end);

    for (String order : delivered) {
      Await.that(
          "the buyer of " + order + " is stripped",
          () ->
              rows.count(
                      "select count(*) from orders.sales_order"
                          + " where id = ?::uuid and stripped_at is not null",
                      order)
                  == 1);
      assertThat(rows.count("select count(*) from keys.order_key where order_id = ?::uuid", order))
          .isZero();
      assertThat(
              rows.count("select count(*) from keys.look_up_token where order_id = ?::uuid", order))
          .isZero();
    }
    nothingIsFound();
    String all = rows.all("select k::text from keys.order_key k").toString();
    assertThat(kept).noneMatch(all::contains);
  }

  @Test
  @Order(5)
  void a_backup_from_before_the_strip_restored_after_it_gives_no_buyer_back() throws IOException {
    RunningProduct.Ended drill = product.program("Drill", "keep=true");
    Path restored = product.data().resolve("drill/postgres");
    try {
      assertThat(drill.code()).as(drill.said()).isZero();
      assertThat(drill.said())
          .contains("PASSED")
          .contains("while behind, pages answer 503")
          .contains("while behind, webhooks answer 503");
      List<String> outcome =
          rows.all(
                  "select passed, came_back, still_held, lines_replayed"
                      + " from retention.restore_drill")
              .getFirst();
      assertThat(outcome.get(0)).isEqualTo("t");
      assertThat(Long.parseLong(outcome.get(1))).isGreaterThanOrEqualTo(delivered.size());
      assertThat(outcome.get(2)).isEqualTo("0");
      assertThat(Long.parseLong(outcome.get(3))).isPositive();
      List<String> found = new ArrayList<>();
      int files = 0;
      try (Stream<Path> all = Files.walk(restored)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          found.addAll(needles.in(file));
          files++;
        }
      }
      assertThat(files).isGreaterThan(500);
      assertThat(found.stream().distinct()).as("in restored files").isEmpty();
    } finally {
      remove(product.data().resolve("drill"));
    }
  }

  private static void remove(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
