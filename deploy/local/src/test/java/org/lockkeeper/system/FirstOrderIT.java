package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A seller's first order, from the shop to the day on which its buyer is forgotten. */
@Order(8)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstOrderIT {

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;

  FirstOrderIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
  }

  @AfterAll
  void time_goes_on() {
    outside.letTimeRun();
  }

  private static Duration kept(String anchor) throws IOException {
    Properties policy = new Properties();
    try (InputStream in =
        Files.newInputStream(
            Contracts.repository()
                .resolve("domain/retention/src/main/resources/policy/2026-11-22.properties"))) {
      policy.load(in);
    }
    return Duration.parse(
        Optional.ofNullable(policy.getProperty("buyer." + anchor + ".keep")).orElseThrow());
  }

  private static Locator named(Page page, AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Loads the page again and again until it shows what is waited for. */
  private static void awaitOn(Page page, String what, Locator sign) {
    Await.that(
        what,
        () -> {
          page.reload();
          return sign.count() > 0;
        });
  }

  @Test
  @Order(1)
  void an_order_arrives_is_delivered_and_its_buyer_is_gone_after_90_days_to_the_second()
      throws IOException {
    outside.noFaults();
    outside.letTimeRun();
    try (Chromium browser = Chromium.before(product)) {
      Page page = browser.signIn(browser.page(), seller.login(), seller.password());
      named(page, AriaRole.HEADING, "Today").waitFor();

      long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
      rows.awaitStatus(id, "ROUTED");
      String order = rows.order(id).orElseThrow();
      String label = outside.order(id).path("name").asText();
      page.locator("nav#nav a[href='/seller/orders']").click();
      named(page, AriaRole.HEADING, "Orders").waitFor();
      Locator row =
          page.getByRole(AriaRole.ROW)
              .filter(new Locator.FilterOptions().setHas(named(page, AriaRole.LINK, label)));
      awaitOn(page, "the order is listed", row);
      assertThat(row.innerText()).contains("Boise").doesNotContain("Lovelace", "St James", "83702");

      named(page, AriaRole.LINK, label).click();
      named(page, AriaRole.HEADING, label).waitFor();
      assertThat(page.content()).contains(order).doesNotContain("Lovelace", "St James", "@example");
      for (String step :
          List.of(
              "RECEIVED", "PLANNING", "PROCESSING", "SHIPPED", "OUT_FOR_DELIVERY", "DELIVERED")) {
        outside.move(seller, order, step);
      }
      rows.awaitStatus(id, "DELIVERED");
      awaitOn(page, "the page shows the delivery", page.locator(".title-line .tag.delivered"));
      String tracking =
          outside.fulfilment(order).orElseThrow().at("/shipments/0/trackingNumber").asText();
      assertThat(tracking).isNotEmpty();
      Await.that(
          "the shop knows the tracking number",
          () -> outside.order(id).path("fulfillments").toString().contains(tracking));
      assertThat(outside.order(id).path("fulfillments")).hasSize(1);
      awaitOn(page, "the page shows the tracking number", page.getByText(tracking));

      Instant delivered = instant("anchored_at", order);
      Instant end = instant("ends_at", order);
      assertThat(end).isEqualTo(delivered.plus(kept("delivered")));
      assertThat(kept("delivered")).isEqualTo(Duration.ofDays(90));
      assertThat(page.locator(".clock").first().getAttribute("title")).contains(EXACT.format(end));
      page.locator("li", new Page.LocatorOptions().setHasText("The order was delivered"))
          .first()
          .waitFor();

      outside.freeze(end.minusSeconds(1));
      awaitSweep(end.minusSeconds(1));
      assertThat(stripped(order)).isFalse();
      page.reload();
      // No session lasts for 90 days; signing in leads back to the order.
      browser.goOn(page, seller.login(), seller.password());
      assertThat(page.locator(".masked").first().innerText()).contains("Boise");
      assertThat(keys(order)).isEqualTo("1 keys, tokens");
      List<List<String>> metadata = metadata(order);

      outside.freeze(end);
      Await.that("the buyer is stripped", () -> stripped(order));
      awaitOn(page, "the page says so", page.locator(".masked.gone"));
      assertThat(page.content()).doesNotContain("Boise").contains(tracking).contains(label);
      page.locator("#stripped").waitFor();
      assertThat(keys(order)).isEqualTo("0 keys, no tokens");
      assertThat(
              rows.count(
                  "select count(*) from orders.erasure_tombstone where order_id = ?::uuid", order))
          .isOne();
      assertThat(metadata(order)).isEqualTo(metadata);
      assertThat(instant("ended_at", order)).isEqualTo(end);

      named(page, AriaRole.LINK, "Orders").first().click();
      assertThat(browser.complaints()).as("of the browser").isEmpty();
    }
  }

  @Test
  @Order(2)
  void an_order_whose_delivery_is_never_told_of_is_stripped_at_its_fallback_date()
      throws IOException {
    outside.letTimeRun();
    long id = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(id, "ROUTED");
    String order = rows.order(id).orElseThrow();
    outside.step(seller, order, "lose-delivery", Outside.json());
    rows.awaitStatus(id, "SHIPPED");
    Instant end = instant("ends_at", order);
    assertThat(end).isEqualTo(instant("anchored_at", order).plus(kept("shipped")));

    outside.freeze(end.minusSeconds(1));
    awaitSweep(end.minusSeconds(1));
    assertThat(stripped(order)).isFalse();
    assertThat(rows.status(id)).hasValue("SHIPPED");

    outside.freeze(end);
    Await.that("the buyer is stripped", () -> stripped(order));
    assertThat(keys(order)).isEqualTo("0 keys, no tokens");
    outside.letTimeRun();

    long next = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    rows.awaitStatus(next, "ROUTED");
  }

  private Instant instant(String column, String order) {
    return Instant.parse(
        rows.text(
                "select to_char("
                    + column
                    + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " from retention.buyer_retention where order_id = ?::uuid",
                order)
            .orElseThrow());
  }

  private boolean stripped(String order) {
    return rows.count(
            "select count(*) from orders.sales_order where id = ?::uuid"
                + " and stripped_at is not null and sealed_name is null and sealed_address is null"
                + " and sealed_phone is null and sealed_email is null and sealed_masked is null",
            order)
        == 1;
  }

  private void awaitSweep(Instant asOf) {
    Await.that(
        "a sweep has run as of " + asOf,
        () ->
            rows.count(
                    "select count(*) from retention.sweep_run where as_of = ?::timestamptz",
                    asOf.toString())
                >= 1);
  }

  private String keys(String order) {
    return rows.count("select count(*) from keys.order_key where order_id = ?::uuid", order)
        + " keys, "
        + (rows.count("select count(*) from keys.look_up_token where order_id = ?::uuid", order)
                == 0
            ? "no tokens"
            : "tokens");
  }

  private List<List<String>> metadata(String order) {
    return rows.all(
        "select o.label, o.status, o.units, o.fulfilment_id, o.channel_number, l.sku, l.title,"
            + " l.quantity, p.tracking, p.carrier from orders.sales_order o"
            + " join orders.order_line l on l.order_id = o.id"
            + " join orders.parcel p on p.order_id = o.id where o.id = ?::uuid",
        order);
  }
}
