package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Support answers "where is my parcel?" from one box, and the seller sees who looked and why. */
@Order(12)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupportDeskIT {

  private static final String EMAIL = "ada.desk@example.com";
  private static final String PHONE = "+12085550177";

  private final RunningProduct product;
  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final Visitor support;
  private final Visitor owner;
  private String order = "";

  SupportDeskIT(RunningProduct product) {
    this.product = product;
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
    this.support =
        product.visitor().as(product.said("support.user"), product.said("support.password"));
    this.owner = product.visitor().as(seller);
  }

  @BeforeAll
  void an_order_is_on_its_way() {
    outside.noFaults();
    long number =
        outside.placeOne(
            Outside.wish(seller, seller.sku())
                .to(
                    Buyers.person(
                        "Ada",
                        "Lovelace",
                        "12 St James Sq",
                        "Apt 4",
                        "Boise",
                        "Idaho",
                        "ID",
                        "83702",
                        PHONE,
                        EMAIL)));
    rows.awaitStatus(number, "ROUTED");
    order = rows.order(number).orElseThrow();
    outside.move(seller, order, "SHIPPED");
    rows.awaitStatus(number, "SHIPPED");
  }

  private Answer search(String said) {
    String path = "/support/find?seller=" + seller.id();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("find", "find");
    form.put("seller", seller.id());
    form.put("find:said", said);
    form.put("find:look", "");
    form.putAll(support.get(path).hidden());
    return support.post("/support/find", form);
  }

  private Answer reveal(Visitor who, String path, String prefix, String field, String ticket) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put(prefix, prefix);
    form.put("seller", seller.id());
    form.put("id", order);
    form.put("reveal-field", field);
    form.put("reveal-reason", "CONTACT_BUYER");
    form.put("reveal-ticket", ticket);
    form.put(prefix + ":show", "");
    form.putAll(who.get(path).hidden());
    return who.post(path, form);
  }

  private String card() {
    return "/support/order?seller=" + seller.id() + "&id=" + order;
  }

  @Test
  @Order(1)
  void an_order_is_found_by_tracking_number_and_by_email_and_the_buyer_is_masked() {
    String tracking =
        rows.text(
                "select tracking from orders.parcel where order_id = ?::uuid and tracking is not"
                    + " null",
                order)
            .orElseThrow();
    for (String said : new String[] {tracking, EMAIL, PHONE}) {
      Answer found = search(said);
      assertThat(found.status()).as("the only one is opened at once").isEqualTo(302);
      assertThat(found.location()).isEqualTo(card());
    }
    Answer named = search("Lovelace, 83702");
    assertThat(named.status()).isIn(200, 302);
    assertThat(named.body() + named.location()).contains("id=" + order);
    Answer card = support.get(card());
    assertThat(card.body()).contains("A•• L•••••••").doesNotContain(EMAIL, PHONE, "St James");
    assertThat(
            rows.count(
                "select count(*) from audit.audit_event where seller_id = ?::uuid"
                    + " and action = 'desk.searched'",
                seller.id()))
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  @Order(2)
  @Tag("ASVS-V15.3.1")
  void the_card_tells_where_it_is_in_two_languages_and_nothing_of_the_buyer() {
    Answer card = support.get(card());
    assertThat(card.status()).isEqualTo(200);
    assertThat(card.body())
        .contains("What to tell the buyer", "left the warehouse", "salió del almacén");
    assertThat(card.body()).doesNotContain(EMAIL, PHONE, "St James", "Lovelace");
  }

  @Test
  @Order(3)
  void a_field_is_shown_with_a_ticket_and_the_seller_sees_who_when_and_why() {
    assertThat(reveal(support, card(), "card", "PHONE", "").body())
        .doesNotContain(PHONE)
        .contains("number of the ticket");
    Answer shown = reveal(support, card(), "card", "PHONE", "ZD-4711");
    assertThat(shown.body()).contains(PHONE, "data-vanish=\"60\"").doesNotContain(EMAIL);
    assertThat(
            rows.text(
                "select facts::text from audit.audit_event where object = ?"
                    + " and action = 'recipient.revealed'",
                "order:" + order))
        .get()
        .asString()
        .contains("ZD-4711", "phone", "CONTACT_BUYER")
        .doesNotContain(PHONE);
    Answer privacy = owner.get("/seller/privacy");
    assertThat(privacy.body())
        .contains("Lockkeeper support", "Saw one field of a buyer", "ZD-4711")
        .doesNotContain("Sam Okafor", PHONE);
  }

  @Test
  @Order(4)
  void the_sellers_own_people_see_a_field_the_same_way() {
    Answer shown = reveal(owner, "/seller/order?id=" + order, "one", "EMAIL", "HG-1");
    assertThat(shown.body()).contains(EMAIL);
  }

  @Test
  @Order(5)
  void a_seller_that_is_not_assigned_is_not_there() {
    String other =
        rows.text(
                "select seller_id from access.account where login = ?",
                product.said("seller3.user"))
            .orElseThrow();
    assertThat(support.get("/support/find?seller=" + other).status()).isEqualTo(404);
    assertThat(support.get("/support/order?seller=" + other + "&id=" + order).status())
        .isEqualTo(404);
    assertThat(support.get("/seller/orders").status()).isEqualTo(404);
    assertThat(owner.get("/support/find").status()).isEqualTo(404);
    rows.run(
        "update access.assignment set ended_at = now() where seller_id = ?::uuid",
        product.seller(2).id());
    assertThat(support.get("/support/find?seller=" + product.seller(2).id()).status())
        .as("from the next request on")
        .isEqualTo(404);
  }

  @Test
  @Order(6)
  void every_page_of_the_desk_answers() {
    for (String page :
        new String[] {
          "cases",
          "exceptions",
          "privacy-requests",
          "seller",
          "report",
          "activity",
          "access",
          "profile"
        }) {
      Answer answer = support.get("/support/" + page + "?seller=" + seller.id());
      assertThat(answer.status()).as(page).isEqualTo(200);
      assertThat(answer.body()).as(page).doesNotContain(EMAIL, PHONE);
    }
    Visitor admin =
        product.visitor().as(product.said("admin.user"), product.said("admin.password"));
    assertThat(admin.get("/admin/support-oversight").status()).isEqualTo(200);
  }

  @Test
  @Order(7)
  void an_agent_with_a_keyboard_alone_answers_where_the_parcel_is_within_ten_seconds() {
    String tracking =
        rows.text(
                "select tracking from orders.parcel where order_id = ?::uuid and tracking is not"
                    + " null",
                order)
            .orElseThrow();
    try (Chromium browser = Chromium.before(product)) {
      Page page = browser.page();
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      page.navigate(product.said("portal.url") + "/");
      awaitField(page);
      page.keyboard().type(product.said("support.user"));
      page.keyboard().press("Tab");
      page.keyboard().type(product.said("support.password"));
      page.keyboard().press("Enter");
      page.waitForURL(url -> url.contains("second-factor"));
      awaitField(page);
      page.keyboard().type(product.code(product.said("support.user")));
      page.keyboard().press("Enter");
      page.waitForURL(url -> url.contains("/support/find"));
      page.navigate(product.said("portal.url") + "/support/find?seller=" + seller.id());
      Instant asked = Instant.now();
      awaitField(page);
      page.keyboard().type(tracking);
      page.keyboard().press("Enter");
      page.waitForURL(url -> url.contains("/support/order"));
      page.waitForFunction("() => document.activeElement.dataset.copy === 'told-en'");
      page.keyboard().press("t");
      page.waitForFunction("() => document.activeElement.textContent.includes('Copied')");
      Object told = page.evaluate("() => navigator.clipboard.readText()");
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
      assertThat(String.valueOf(told))
          .contains("left the warehouse", tracking)
          .doesNotContain("Lovelace", EMAIL, PHONE);
    }
    assertThat(owner.get("/seller/privacy").body())
        .contains("Lockkeeper support", "Searched for a buyer or order", "found by number");
  }

  /** The browser gives the focus to a page's first field a frame after the page is there. */
  private static void awaitField(Page page) {
    page.waitForFunction("() => document.activeElement.matches('input')");
  }

  private Answer pressed(
      Visitor who, String path, String form, String button, Map<String, String> more) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put(form, form);
    sent.put("seller", seller.id());
    sent.putAll(more);
    sent.put(form + ":" + button, "");
    sent.putAll(who.get(path).hidden());
    return who.post(path, sent);
  }

  @Test
  @Order(8)
  void the_pages_of_a_seller_are_seen_read_only_and_the_seller_knows() {
    String cardOfSeller = "/support/seller?seller=" + seller.id();
    assertThat(support.get("/seller/orders").status()).isEqualTo(404);
    assertThat(
            pressed(support, cardOfSeller, "view", "look", Map.of("view-reason", "TROUBLE")).body())
        .contains("number of the ticket");
    Answer begun =
        pressed(
            support,
            cardOfSeller,
            "view",
            "look",
            Map.of("view-reason", "TROUBLE", "view-ticket", "ZD-99"));
    assertThat(begun.location()).isEqualTo("/seller/orders");
    Answer seen = support.get("/seller/orders");
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body()).contains("Nothing can be changed");
    assertThat(support.get("/seller/order?id=" + order).body()).doesNotContain(EMAIL, PHONE);
    for (String hidden : new String[] {"privacy", "my-log", "team", "networks", "leave"}) {
      assertThat(support.get("/seller/" + hidden).status()).as(hidden).isEqualTo(404);
    }
    Map<String, String> retry = new LinkedHashMap<>();
    retry.put("one", "one");
    retry.put("id", order);
    retry.put("one:retry", "");
    retry.putAll(support.get("/seller/order?id=" + order).hidden());
    assertThat(support.post("/seller/order?id=" + order, retry).status())
        .as("whatever is sent")
        .isEqualTo(404);
    assertThat(owner.get("/seller/today").body()).contains("looks at your pages");
    assertThat(
            rows.text(
                "select facts::text from audit.audit_event where seller_id = ?::uuid"
                    + " and action = 'desk.view-began'",
                seller.id()))
        .get()
        .asString()
        .contains("ZD-99", "TROUBLE");
    assertThat(
            rows.count(
                "select count(*) from audit.audit_event where seller_id = ?::uuid"
                    + " and action = 'desk.page-seen'",
                seller.id()))
        .isGreaterThanOrEqualTo(2);
    pressed(support, cardOfSeller, "view", "leave", Map.of());
    assertThat(support.get("/seller/orders").status()).isEqualTo(404);
  }
}
