package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A newcomer connects two pretend shops and a pretend Amazon account by hand, and lets them go. */
@Order(6)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectIT {

  /** New canary buyers stand over the channel that stays. */
  private static final String NOT_MADE_UP = " and id not in (select order_id from orders.apart)";

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final List<String> waysBack = new ArrayList<>();
  private final Chromium browser;
  private final Page page;

  ConnectIT(RunningProduct product) {
    this.product = product;
    this.browser = Chromium.before(product);
    this.page = browser.page();
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller =
        new Seller(
            rows.text(
                    "select seller_id from access.account where login = ?",
                    product.said("seller3.user"))
                .orElseThrow(),
            product.said("seller3.user"),
            product.said("seller3.password"),
            product.said("shopify3.shop"),
            product.said("amazon3.account"),
            "",
            "HG-MUG-TIDE",
            "HG-GIFTBOX");
  }

  @BeforeAll
  void sign_in() {
    outside.noFaults();
    outside.letTimeRun();
    page.onRequest(
        request -> {
          if (request.url().contains("/return?")) {
            waysBack.add(request.url());
          }
        });
    browser.signIn(page, seller.login(), seller.password());
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Today").setExact(true))
        .waitFor();
  }

  @AfterAll
  void close() {
    browser.close();
    outside.letTimeRun();
  }

  private void toConsent(String shop) {
    page.navigate(product.said("portal.url") + "/seller/channels");
    Locator offer = page.locator("section[aria-label='Shopify']");
    offer.locator("input[type=text]").fill(shop);
    offer.locator("button").click();
    page.locator("#deny").waitFor();
  }

  private String told() {
    page.waitForURL("**/seller/channels");
    page.locator("#news h2").waitFor();
    return page.locator("#news").innerText();
  }

  private void say(String id) {
    page.locator("[id='" + id + "']").click();
  }

  private long grants() {
    return rows.count(
        "select count(*) from credentials.grant_of_seller where seller_id = ?::uuid", seller.id());
  }

  private long secrets() {
    return rows.count(
        "select count(*) from credentials.sealed_secret where seller_id = ?::uuid", seller.id());
  }

  private JsonNode atTheShop() {
    for (JsonNode one : outside.get("grants")) {
      if (one.path("account").asText().equals(seller.shop())) {
        return one;
      }
    }
    throw new AssertionError("the sandbox does not know the shop");
  }

  @Test
  @Order(1)
  void whatever_is_refused_leaves_nothing_behind_and_says_why() {
    toConsent("fernway-supply");
    say("deny");
    assertThat(told()).contains("You said no at Shopify");

    toConsent("fernway-supply");
    say("without-write_fulfillments");
    assertThat(told()).contains("Some rights are missing", "write_fulfillments");

    toConsent("fernway-supply");
    say("as-harbor-goods.myshopify.com");
    assertThat(told()).contains("That is another account", "harbor-goods.myshopify.com");

    toConsent("harbor-goods.myshopify.com");
    say("agree");
    assertThat(told()).contains("That account is connected elsewhere");

    page.navigate(
        product.said("portal.url")
            + "/connect/shopify/callback?code=c&shop=x.myshopify.com&state=nobodys&timestamp=1"
            + "&hmac=00");
    assertThat(told()).contains("We did not expect that answer");

    assertThat(grants()).isZero();
    assertThat(secrets()).isZero();
  }

  @Test
  @Order(2)
  void a_newcomer_connects_a_shop_and_an_amazon_account_and_an_order_flows() {
    toConsent("https://fernway-supply.myshopify.com/admin");
    waysBack.clear();
    say("agree");
    assertThat(told()).contains("Shopify is connected");
    assertThat(page.url()).doesNotContain("?");

    String used = waysBack.getFirst();
    page.navigate(used);
    assertThat(told()).contains("That answer was used before");
    assertThat(grants()).isEqualTo(1);

    Locator amazon = page.locator("section[aria-label='Amazon']");
    amazon.locator("select").selectOption("DE");
    amazon.locator("button").click();
    say("as-" + seller.amazon());
    assertThat(told()).contains("Amazon is connected");
    assertThat(
            rows.text(
                "select details ->> 'region' from credentials.grant_of_seller"
                    + " where seller_id = ?::uuid and platform = 'amazon'",
                seller.id()))
        .contains("eu");

    Await.that("the shop sends us its webhooks", () -> atTheShop().path("topics").size() == 5);
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(id, "ROUTED");

    page.navigate(product.said("portal.url") + "/seller/onboarding");
    assertThat(page.locator(".step.done").count()).isEqualTo(5);
  }

  @Test
  @Order(3)
  void the_second_channel_is_connected_the_same_way_and_orders_of_both_are_tracked_back() {
    page.navigate(product.said("portal.url") + "/seller/channels");
    Locator offer = page.locator("section[aria-label='TikTok Shop']");
    offer.locator("select").selectOption("US");
    offer.locator("button").click();
    say("agree-" + product.said("tiktok3.shop"));
    assertThat(told()).contains("TikTok Shop is connected");

    ObjectNode wish =
        Outside.json().put("shop", product.said("tiktok3.shop")).put("status", "AWAITING_SHIPMENT");
    wish.withArray("lines").addObject().put("sku", seller.sku()).put("quantity", 1);
    wish.set("buyer", Buyers.ada());
    long atTikTok = outside.post("tiktok/orders", wish).get(0).path("id").asLong();
    long atShopify = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    for (long id : List.of(atTikTok, atShopify)) {
      rows.awaitStatus(id, "ROUTED");
      outside.move(seller, rows.order(id).orElseThrow(), "shipped");
    }
    Await.that(
        "TikTok Shop knows the number",
        () ->
            outside.get("tiktok/orders/" + atTikTok).path("units").findValues("tracking").stream()
                .noneMatch(JsonNode::isNull));
    Await.that(
        "Shopify knows the number", () -> !outside.order(atShopify).path("fulfillments").isEmpty());
  }

  @Test
  @Order(4)
  void while_it_is_paused_orders_come_in_and_wait_and_then_go_on() {
    page.navigate(product.said("portal.url") + "/seller/channels");
    Locator shop = page.locator("section[aria-label='Shopify fernway-supply']");
    shop.getByText("Pause", new Locator.GetByTextOptions().setExact(true)).click();
    shop.locator(".tag.exception").waitFor();
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitTrouble(id, "CHANNEL_PAUSED");
    assertThat(rows.status(id)).contains("RECEIVED");
    shop.getByText("Resume", new Locator.GetByTextOptions().setExact(true)).click();
    shop.locator(".tag.delivered").waitFor();
    rows.awaitStatus(id, "ROUTED");
  }

  @Test
  @Order(5)
  void subscriptions_that_the_shop_dropped_are_found_and_made_again() {
    outside.post("grants/shopify/" + seller.shop() + "/drop-webhooks", Outside.json());
    rows.run(
        "update jobs.scheduled_tasks set execution_time = now(), version = version + 1"
            + " where task_name = 'listen-to-channel' and task_instance like ?",
        seller.id() + "%");
    Await.that("the shop sends again", () -> atTheShop().path("topics").size() == 5);
    // The former address stays good until the shop has taken the new one.
    Await.that(
        "each shop has one address again",
        () ->
            rows.count(
                    "select count(*) from credentials.webhook_endpoint where seller_id = ?::uuid",
                    seller.id())
                <= 2);
  }

  @Test
  @Order(6)
  void disconnecting_ends_the_access_at_the_shop_and_destroys_the_secret() {
    page.navigate(product.said("portal.url") + "/seller/channels");
    Locator shop = page.locator("section[aria-label='Shopify fernway-supply']");
    shop.getByText("Disconnect …").click();
    page.locator("[id='end:typed']").fill("something else");
    page.locator("[id='end:now']").click();
    page.locator(".field-error").waitFor();
    page.locator("[id='end:typed']").fill("fernway-supply");
    page.locator("[id='end:now']").click();
    assertThat(told()).contains("Shopify is disconnected");
    Await.that("the shop has ended it", () -> atTheShop().path("revoked").asBoolean());
    Await.that(
        "the shop's secret is destroyed, and no other",
        () ->
            secrets() > 0
                && rows.count(
                        "select count(*) from credentials.sealed_secret s"
                            + " join credentials.grant_of_seller g"
                            + " on g.seller_id = s.seller_id and g.secret_path = s.path"
                            + " where s.seller_id = ?::uuid and g.platform = 'shopify'",
                        seller.id())
                    == 0);
    Await.that(
        "the ending is written down",
        () ->
            rows.count(
                    "select count(*) from credentials.connection_ending where seller_id = ?::uuid"
                        + " and stage = 'ENDED'"
                        + " and deletion_due_by = revoked_at + interval '30 days'",
                    seller.id())
                == 1);
  }

  @Test
  @Order(7)
  void what_came_over_the_shop_goes_store_by_store_before_the_sellers_eyes() {
    // Nothing is under way any more, so that nothing has to be waited for.
    rows.run(
        "update orders.sales_order set status = 'DELIVERED'"
            + " where seller_id = ?::uuid and channel = 'shopify'",
        seller.id());
    long others =
        rows.count(
            "select count(*) from orders.sales_order"
                + " where seller_id = ?::uuid and channel <> 'shopify'"
                + NOT_MADE_UP,
            seller.id());
    page.navigate(product.said("portal.url") + "/seller/privacy");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete now")).click();
    page.getByText("Deleted and proved").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    assertThat(page.locator("form[id='cases']").innerText())
        .contains("Orders, without their buyers")
        .contains("stores proved empty");
    assertThat(
            rows.count(
                "select count(*) from credentials.grant_of_seller"
                    + " where seller_id = ?::uuid and platform = 'shopify'",
                seller.id()))
        .isZero();
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order"
                    + " where seller_id = ?::uuid and channel = 'shopify'",
                seller.id()))
        .isZero();
    assertThat(
            rows.count(
                "select count(*) from orders.sales_order where seller_id = ?::uuid" + NOT_MADE_UP,
                seller.id()))
        .isEqualTo(others);
  }

  @Test
  @Order(8)
  void the_certificate_holds_without_us_and_with_one_bit_flipped_it_does_not() throws Exception {
    String portal = product.said("portal.url");
    page.navigate(portal + "/seller/certificates");
    Locator zips =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Download ZIP"));
    Locator ready = page.getByText("Ready", new Page.GetByTextOptions().setExact(true));
    Await.that(
        "the log has sealed it and the witness has signed",
        () -> {
          page.reload();
          return zips.count() > 0 && ready.count() > 0;
        });
    Path zip = product.data().resolveSibling("certificate.zip");
    page.waitForDownload(zips.first()::click).saveAs(zip);
    // The keys come another way than the file that they are to prove.
    Path keys = product.data().resolveSibling("lockkeeper-keys.json");
    Files.writeString(keys, product.visitor().get("/.well-known/lockkeeper-keys").body());
    Path said = product.data().resolveSibling("verifier.txt");
    assertThat(verified(zip, keys, said)).as(() -> text(said)).isZero();
    assertThat(text(said)).contains("SIGNATURE", "WITNESS", "INCLUSION");

    byte[] bytes = Files.readAllBytes(zip);
    int jws = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("eyJ");
    bytes[jws + 200] ^= 1;
    Path flipped = Files.write(product.data().resolveSibling("flipped.zip"), bytes);
    assertThat(verified(flipped, keys, said)).isOne();
    assertThat(text(said)).contains("FAILED");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the verifier as whoever has downloaded it does; its exit code. */
  private static int verified(Path zip, Path keys, Path said) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            Path.of(System.getProperty("app.directory", "target/app"), "lockkeeper-verifier.jar")
                .toString(),
            "--keys",
            keys.toString(),
            zip.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start()
        .waitFor();
  }

  @Test
  @Order(9)
  void no_code_and_no_state_stands_in_a_log_and_the_browser_had_nothing_to_complain_about()
      throws IOException {
    List<String> secrets = new ArrayList<>();
    for (String way : waysBack) {
      for (String pair : way.substring(way.indexOf('?') + 1).split("&", -1)) {
        if (pair.startsWith("code=") || pair.startsWith("state=")) {
          secrets.add(pair.substring(pair.indexOf('=') + 1));
        }
      }
    }
    assertThat(secrets).isNotEmpty();
    for (Path log : product.logs()) {
      String text = Files.readString(log);
      assertThat(secrets).noneMatch(secret -> secret.length() > 8 && text.contains(secret));
      // "Parameters were read before their encoding was known."
      assertThat(text).doesNotContain("PWC4011");
    }
    assertThat(browser.complaints()).isEmpty();
  }
}
