package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees what: one seller's order seen by its owner, and by nobody else, whatever they send. */
@Order(2)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondSellerIT {

  private static final Pattern INPUT =
      Pattern.compile("<(?:input|button)[^>]*\\bname=\"([^\"]+)\"[^>]*>");
  private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");

  private final RunningProduct product;
  private final Rows rows;
  private final Seller owner;
  private final Seller neighbour;
  private final Visitor atOwner;
  private final Visitor atNeighbour;
  private final Visitor atAdmin;
  private String order = "";
  private String label = "";
  private long number;

  SecondSellerIT(RunningProduct product) {
    this.product = product;
    this.rows = product.rows();
    this.owner = product.seller(1);
    this.neighbour = product.seller(2);
    rows.run("delete from access.sign_in_throttle");
    this.atOwner = product.visitor().as(owner);
    this.atNeighbour = product.visitor().as(neighbour);
    this.atAdmin = product.visitor().as(product.said("admin.user"), product.said("admin.password"));
  }

  @BeforeAll
  void the_owner_has_an_order() {
    Outside outside = product.outside();
    // It stays as it is: a product without stock at Amazon goes nowhere.
    number = outside.placeOne(Outside.wish(owner, owner.shopOnlySku()).to(Buyers.ada()));
    rows.awaitTrouble(number, "UNMAPPED_SKU");
    order = rows.order(number).orElseThrow();
    // Shops count for themselves: the neighbour may have an order of the same label.
    label = "#7770001";
    rows.run("update orders.sales_order set label = ? where id = ?::uuid", label, order);
  }

  @AfterEach
  void nobody_is_locked_out() {
    rows.run("delete from access.sign_in_throttle");
  }

  private String row() {
    return rows.text(
            "select (o.*)::text || (select count(*) from orders.order_line l where l.order_id ="
                + " o.id) from (select id, status, label, sealed_name, sealed_address, stripped_at,"
                + " recipient_version, units, seller_id from orders.sales_order) o where id ="
                + " ?::uuid",
            order)
        .orElseThrow();
  }

  /** Every way to name an order in an address. */
  private static List<String> addresses(String id) {
    List<String> paths = new ArrayList<>();
    for (String page : List.of("/seller/order", "/seller/order.xhtml", "/admin/order")) {
      paths.add(page + "?id=" + id);
      paths.add(page + "?order=" + id);
      paths.add(page + "?id=" + id + "&id=00000000-0000-7000-8000-000000000000");
      paths.add(page + "/" + id);
    }
    for (String page :
        List.of(
            "/seller/orders",
            "/seller/today",
            "/seller/deliveries",
            "/seller/profile",
            "/admin/retention",
            "/admin/profile")) {
      paths.add(page + "?id=" + id);
      paths.add(page + "?seller=" + id);
    }
    paths.add("/seller/orders/" + id);
    paths.add("/seller/../seller/order?id=" + id);
    paths.add("/seller/order;jsessionid=x?id=" + id);
    paths.add("/api/orders/" + id);
    paths.add("/jakarta.faces.resource/" + id);
    return paths;
  }

  @Test
  void the_owner_sees_the_order() {
    Answer page = atOwner.get("/seller/order?id=" + order);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains(label).contains(order).doesNotContain("Lovelace");
  }

  static Stream<Arguments> strangers() {
    return Stream.of("seller 2", "an admin", "nobody", "somebody with a made-up session")
        .map(Arguments::of);
  }

  private Visitor stranger(String who) {
    return switch (who) {
      case "seller 2" -> atNeighbour;
      case "an admin" -> atAdmin;
      case "nobody" -> product.visitor();
      default -> product.visitor().withSession("0123456789abcdef0123456789ab");
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void an_id_of_another_seller_answers_as_an_id_that_nobody_has(String who) {
    Visitor stranger = stranger(who);
    String before = row();
    String nobodys = UUID.randomUUID().toString();
    List<String> theirs = addresses(order);
    List<String> none = addresses(nobodys);
    for (int i = 0; i < theirs.size(); i++) {
      Answer nowhere = stranger.get(none.get(i));
      Answer there = stranger.get(theirs.get(i));
      // A page that tells what happens may change by itself between the two.
      for (int tries = 0; tries < 5; tries++) {
        Answer after = stranger.get(none.get(i));
        if (after.lasting(nobodys).equals(nowhere.lasting(nobodys))) {
          break;
        }
        nowhere = after;
        there = stranger.get(theirs.get(i));
      }
      assertThat(there.status()).as(theirs.get(i)).isEqualTo(nowhere.status());
      assertThat(there.lasting(order))
          .as(theirs.get(i))
          .isEqualTo(nowhere.lasting(nobodys))
          .doesNotContain(label)
          .doesNotContain(owner.sku());
      assertThat(there.location().replace(order, "ID"))
          .as(theirs.get(i))
          .isEqualTo(nowhere.location().replace(nobodys, "ID"));
    }
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void a_stranger_who_names_an_order_is_noted() {
    assertThat(atNeighbour.get("/seller/order?id=" + order).status()).isEqualTo(404);
    Await.that(
        "the refused access is in the audit log",
        () ->
            rows.count(
                    "select count(*) from audit.audit_event where action = 'access.denied'"
                        + " and object = ? and seller_id = ?::uuid",
                    "order:" + order,
                    neighbour.id())
                >= 1);
    assertThat(
            rows.count(
                "select count(*) from audit.audit_event where action = 'access.denied'"
                    + " and object = ? and seller_id = ?::uuid",
                "order:" + order,
                owner.id()))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/seller/today", "/seller/orders", "/seller/order", "/seller/profile"})
  void an_admin_has_no_sellers_pages(String page) {
    assertThat(atAdmin.get(page).status()).isEqualTo(404);
  }

  @Test
  void a_seller_has_no_admins_pages_and_that_they_asked_is_noted() {
    Answer refused = atNeighbour.get("/admin/retention");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.lasting("/admin/retention"))
        .isEqualTo(atNeighbour.get("/admin/no-such-page").lasting("/admin/no-such-page"));
    assertThat(
            rows.count(
                "select count(*) from audit.audit_event where action = 'access.denied'"
                    + " and object = 'page:admin' and seller_id = ?::uuid",
                neighbour.id()))
        .isPositive();
  }

  /** All fields of a page's forms, as a browser would send them. */
  private static Map<String, String> fields(Answer page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(page.body());
    while (input.find()) {
      Matcher value = VALUE.matcher(input.group());
      fields.put(input.group(1), value.find() ? value.group(1) : "");
    }
    // A browser sends only the button that was pressed.
    fields.keySet().removeIf(name -> name.matches("theme:.*|out|out:.*"));
    fields.putAll(page.hidden());
    return fields;
  }

  @Test
  void a_posted_id_of_another_seller_touches_nothing() {
    long own =
        product
            .outside()
            .placeOne(Outside.wish(neighbour, neighbour.shopOnlySku()).to(Buyers.ada()));
    rows.awaitTrouble(own, "UNMAPPED_SKU");
    String ownId = rows.order(own).orElseThrow();
    Answer page = atNeighbour.get("/seller/order?id=" + ownId);
    assertThat(page.status()).isEqualTo(200);
    Map<String, String> honest = fields(page);
    assertThat(honest).containsKeys("id", "one:retry");
    String before = row();
    String nobodys = UUID.randomUUID().toString();

    Map<String, String> theirs = new LinkedHashMap<>(honest);
    theirs.replace("id", order);
    Map<String, String> none = new LinkedHashMap<>(honest);
    none.replace("id", nobodys);
    Answer there = atNeighbour.post("/seller/order", theirs);
    none.putAll(atNeighbour.get("/seller/order?id=" + ownId).hidden());
    Answer nowhere = atNeighbour.post("/seller/order", none);

    assertThat(there.status()).isEqualTo(nowhere.status()).isEqualTo(404);
    assertThat(there.lasting(order)).isEqualTo(nowhere.lasting(nobodys));
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void a_posted_row_key_or_selection_of_another_seller_shows_nothing() {
    Answer page = atNeighbour.get("/seller/orders");
    String before = row();
    for (Map<String, String> more :
        List.of(
            Map.of("list:orders_instantSelectedRowKey", order, "list:orders_selection", order),
            Map.of("list:orders_rowExpansion", "true", "list:orders_expandedRowIndex", order),
            Map.of("q", label),
            Map.of("q", order),
            Map.of("list:orders_filtering", "true", "list:orders:globalFilter", label),
            Map.of("seller_id", owner.id(), "seller", owner.id()),
            Map.of("signedIn.account", owner.id(), "role", "ADMIN"))) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("list", "list");
      form.putAll(page.hidden());
      form.put("jakarta.faces.partial.ajax", "true");
      form.put("jakarta.faces.source", "list:orders");
      form.put("jakarta.faces.partial.execute", "list:orders");
      form.put("jakarta.faces.partial.render", "list:orders");
      form.put("list:orders_pagination", "true");
      form.put("list:orders_first", "0");
      form.put("list:orders_rows", "50");
      form.putAll(more);
      Answer answer = atNeighbour.post("/seller/orders", form);
      assertThat(answer.status()).as(more.toString()).isLessThan(500);
      // What was typed may be repeated; the order's own page may not be reachable from it.
      assertThat(answer.body())
          .as(more.toString())
          .doesNotContain("/seller/order?id=" + order)
          .doesNotContain(owner.shopOnlySku());
    }
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void a_search_for_another_sellers_order_finds_nothing() {
    Answer found = atNeighbour.post("/seller/orders", Map.of("q", label));
    Answer none = atNeighbour.post("/seller/orders", Map.of("q", "#0000001"));
    assertThat(found.status()).isEqualTo(none.status());
    assertThat(found.lasting(label)).isEqualTo(none.lasting("#0000001"));
  }

  @Test
  @Tag("ASVS-V15.3.3")
  void fields_that_a_page_does_not_have_change_nobody() {
    String before = accounts();
    Answer page = atNeighbour.get("/seller/profile");
    Map<String, String> form = fields(page);
    form.put("role", "ADMIN");
    form.put("seller_id", owner.id());
    form.put("account.role", "ADMIN");
    form.put("form:role", "ADMIN");

    assertThat(atNeighbour.post("/seller/profile", form).status()).isLessThan(500);

    assertThat(accounts()).isEqualTo(before);
  }

  private String accounts() {
    return rows.all(
            "select seller_id, id, login, role, disabled, password_hash from access.account order"
                + " by 2")
        .toString();
  }

  @Test
  void after_five_failures_nobody_is_asked_any_more_and_a_made_up_login_looks_the_same() {
    String real = neighbour.login();
    String madeUp = "nobody-" + UUID.randomUUID() + "@example.com";
    List<String> real5 = new ArrayList<>();
    List<String> madeUp5 = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      real5.add(text(product.visitor().signIn(real, "wrong"), real));
      madeUp5.add(text(product.visitor().signIn(madeUp, "wrong"), madeUp));
    }

    assertThat(real5).isEqualTo(madeUp5);
    assertThat(real5.getFirst()).isNotEqualTo(real5.getLast());
    Answer right = product.visitor().signIn(real, neighbour.password());
    assertThat(right.status()).as("not even the right password opens it now").isEqualTo(200);
    assertThat(text(right, real)).isEqualTo(real5.getLast());
  }

  private static String text(Answer answer, String login) {
    return answer.status()
        + answer
            .body()
            .replace(login, "LOGIN")
            .lines()
            .filter(line -> line.contains("role=\"alert\""))
            .toList()
            .toString();
  }

  @Test
  @Tag("ASVS-V7.2.3")
  void who_knows_the_id_of_a_session_and_not_its_key_is_nobody() {
    Visitor visitor = product.visitor().as(neighbour);
    Visitor thief = product.visitor().withSession(visitor.session().orElseThrow());

    assertThat(thief.get("/seller/today").location()).startsWith("/sign-in");
    assertThat(visitor.get("/seller/today").status()).isEqualTo(200);
  }

  @Test
  @Tag("ASVS-V7.2.4")
  void a_session_known_before_signing_in_is_worth_nothing_after() {
    Visitor visitor = product.visitor();
    visitor.get("/sign-in");
    String known = visitor.session().orElseThrow();
    Visitor attacker = visitor.twin();

    visitor.as(neighbour);

    assertThat(visitor.session()).isPresent().isNotEqualTo(Optional.of(known));
    assertThat(attacker.get("/seller/today").status()).isEqualTo(302);
    assertThat(attacker.get("/seller/today").location()).startsWith("/sign-in");
  }

  @Test
  @Tag("ASVS-V3.3.2")
  @Tag("ASVS-V3.3.4")
  void the_sessions_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    Answer answer = product.visitor().signIn(neighbour.login(), neighbour.password());

    List<String> cookies = answer.all("Set-Cookie");
    assertThat(cookies).isNotEmpty();
    assertThat(cookies)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .contains("HttpOnly")
                    .containsIgnoringCase("SameSite=Strict")
                    .contains("Path=/")
                    .doesNotContainIgnoringCase("Domain="));
    assertThat(answer.location()).doesNotContain(";");
  }

  @Test
  @Tag("ASVS-V7.4.1")
  @Tag("ASVS-V14.3.1")
  void after_signing_out_neither_the_session_nor_a_kept_page_is_of_use() {
    Visitor visitor = product.visitor().as(neighbour);
    Answer kept = visitor.get("/seller/orders");
    Visitor thief = visitor.twin();

    Answer out = visitor.signOut("/seller/today");

    assertThat(out.status()).isEqualTo(302);
    assertThat(out.location()).isEqualTo("/sign-in");
    assertThat(out.header("Clear-Site-Data")).contains("\"cache\"");
    assertThat(thief.get("/seller/orders").location()).startsWith("/sign-in");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("list", "list");
    form.putAll(kept.hidden());
    Answer replayed = thief.post("/seller/orders", form);
    assertThat(replayed.status()).isNotEqualTo(200);
    assertThat(replayed.body()).doesNotContain("/seller/order?id=");
    // Nor in the session of somebody else.
    Answer elsewhere = product.visitor().as(owner).post("/seller/orders", form);
    assertThat(elsewhere.body()).doesNotContain(neighbour.shop());
    assertThat(elsewhere.body()).doesNotContain(neighbour.login());
  }

  @Test
  @Tag("ASVS-V1.5.2")
  void a_made_up_page_state_is_refused_and_not_taken_for_an_object() {
    for (String state :
        List.of(
            "stateless",
            "1:2",
            "rO0ABXNyABdqYXZhLnV0aWwuUHJpb3JpdHlRdWV1ZQ==",
            "x".repeat(10_000),
            "-1:-1'\"<script>")) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("list", "list");
      form.put("jakarta.faces.ViewState", state);
      Answer answer = atNeighbour.post("/seller/orders", form);
      String shown = state.substring(0, Math.min(20, state.length()));
      assertThat(answer.status()).as(shown).isNotEqualTo(200);
      assertThat(answer.body()).as(shown).doesNotContain("<script>\"").doesNotContain("Exception:");
    }
  }

  static Stream<Arguments> crossSite() {
    return Stream.of(
        Arguments.of(Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")),
        Arguments.of(Map.of("Sec-Fetch-Site", "same-site")),
        Arguments.of(Map.of("Origin", "https://evil.example")),
        Arguments.of(Map.of("Origin", "null")),
        Arguments.of(Map.of("Origin", "http://127.0.0.1:1")));
  }

  @ParameterizedTest
  @MethodSource("crossSite")
  @Tag("ASVS-V3.5.1")
  void what_another_site_makes_a_browser_send_is_refused(Map<String, String> headers) {
    Visitor visitor = product.visitor().as(neighbour);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("out", "out");
    form.put("out:sign-out", "");
    form.putAll(visitor.get("/seller/today").hidden());

    assertThat(visitor.post("/seller/today", form, headers).status()).isEqualTo(403);
    assertThat(visitor.get("/seller/today").status()).as("still signed in").isEqualTo(200);

    Visitor stranger = product.visitor();
    Map<String, String> signIn = new LinkedHashMap<>();
    signIn.put("sign-in", "sign-in");
    signIn.put("login", owner.login());
    signIn.put("password", owner.password());
    signIn.put("enter", "");
    signIn.putAll(stranger.get("/sign-in").hidden());
    assertThat(stranger.post("/sign-in", signIn, headers).status()).isEqualTo(403);
  }

  @Test
  @Tag("ASVS-V3.5.3")
  void looking_has_no_effect() {
    Visitor visitor = product.visitor().as(owner);
    String before = row();
    String state = visitor.get("/seller/order?id=" + order).viewState().orElseThrow();
    for (String path :
        List.of(
            "/seller/order?id=" + order + "&one=one&one:retry=",
            "/seller/order?id="
                + order
                + "&one=one&one%3Aretry=&jakarta.faces.ViewState="
                + state.replace(":", "%3A"),
            "/seller/today?out=out&out%3Asign-out=&jakarta.faces.ViewState="
                + state.replace(":", "%3A"))) {
      visitor.get(path);
    }
    assertThat(visitor.get("/seller/today").status()).as("still signed in").isEqualTo(200);
    assertThat(row()).isEqualTo(before);
  }

  private static final List<String> HEADERS =
      List.of(
          "Content-Security-Policy",
          "X-Content-Type-Options",
          "X-Frame-Options",
          "Referrer-Policy",
          "Permissions-Policy",
          "Cross-Origin-Opener-Policy",
          "Cross-Origin-Resource-Policy");

  @Test
  @Tag("ASVS-V3.4.4")
  @Tag("ASVS-V3.4.5")
  @Tag("ASVS-V3.4.6")
  void every_answer_tells_a_browser_what_it_must_not_do() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers.put("the sign-in page", product.visitor().get("/sign-in"));
    answers.put("a page", atOwner.get("/seller/order?id=" + order));
    answers.put("the orders", atOwner.get("/seller/orders"));
    answers.put("a redirect", product.visitor().get("/seller/today"));
    answers.put("the home redirect", atOwner.get("/"));
    answers.put("a missing page", atOwner.get("/seller/nothing"));
    answers.put("a foreign page", atOwner.get("/admin/retention"));
    answers.put("a missing order", atOwner.get("/seller/order?id=" + UUID.randomUUID()));
    answers.put("a bad id", atOwner.get("/seller/order?id=%27"));
    answers.put("hidden files", atOwner.get("/WEB-INF/web.xml"));
    answers.put(
        "a refused post", atOwner.post("/seller/orders", Map.of(), Map.of("Origin", "null")));
    answers.put("the door", product.visitor().get("/webhooks/shopify/x"));
    answers.forEach(
        (what, answer) -> {
          for (String header : HEADERS) {
            assertThat(answer.all(header)).as(what + ": " + header).hasSize(1);
          }
          assertThat(answer.header("Content-Security-Policy"))
              .as(what)
              .contains("default-src 'self'")
              .contains("frame-ancestors 'none'")
              .contains("object-src 'none'")
              .doesNotContain("script-src 'self' 'unsafe")
              .doesNotContain("unsafe-eval");
          assertThat(answer.header("X-Powered-By")).as(what).isEmpty();
          assertThat(answer.body())
              .as(what)
              .doesNotContain("org.lockkeeper")
              .doesNotContain("Exception:")
              .doesNotContain("\tat ")
              .doesNotContain("Payara");
        });
    answers.forEach(
        (what, answer) -> assertThat(answer.header("Cache-Control")).as(what).contains("no-store"));
    for (String file : List.of("theme", "no-such-file")) {
      Answer style =
          product.visitor().get("/jakarta.faces.resource/" + file + ".css.xhtml?ln=lockkeeper");
      assertThat(style.status()).isEqualTo(file.equals("theme") ? 200 : 404);
      HEADERS.forEach(header -> assertThat(style.all(header)).as(header).hasSize(1));
    }
  }

  @Test
  @Tag("ASVS-V14.2.2")
  void a_page_behind_a_detour_is_kept_in_no_cache() {
    for (String detour :
        List.of(
            "/jakarta.faces.resource/../seller/orders",
            "/jakarta.faces.resource/%2e%2e/seller/orders")) {
      Answer answer = atOwner.get(detour);
      assertThat(answer.header("Cache-Control")).as(detour).contains("no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi",
        "/metrics",
        "/metrics/base",
        "/asadmin",
        "/__asadmin/version",
        "/management/domain",
        "/monitoring/domain",
        "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
        "/jakarta.faces.resource/org/lockkeeper/portal/api/WebhookDoor.class.xhtml",
        "/META-INF/MANIFEST.MF",
        "/.git/config",
        "/seller/today.jsf",
        "/WEB-INF/templates/page.xhtml"
      })
  @Tag("ASVS-V13.4.1")
  @Tag("ASVS-V13.4.5")
  void what_the_server_brings_along_is_not_for_visitors(String path) {
    for (Visitor visitor : List.of(product.visitor(), atOwner)) {
      Answer answer = visitor.get(path);
      assertThat(answer.status()).isIn(302, 403, 404);
    }
  }

  @Test
  void a_message_to_the_apps_one_address_counts_for_the_shop_that_it_speaks_of_alone() {
    Seller first = product.seller(1);
    Seller second = product.seller(2);
    long id = product.outside().placeOne(Outside.wish(second, second.sku()).to(Buyers.ada()));
    product.rows().awaitStatus(id, "ROUTED");
    String order = product.rows().order(id).orElseThrow();
    Webhook redact =
        product
            .webhook(second)
            .to(product.said("portal.url") + "/webhooks/shopify")
            .topic("customers/redact");

    ObjectNode ofTheFirst = Outside.json().put("shop_domain", first.shop());
    ofTheFirst.withArray("orders_to_redact").add(id);
    redact.body(ofTheFirst).send();
    assertThat(forgetRequests(order)).isZero();
    // Only what is about privacy may come here: everything else has an address of its own.
    assertThat(redact.topic("orders/updated").body(ofTheFirst).send().status()).isEqualTo(401);
    assertThat(redact.topic("app/uninstalled").body(ofTheFirst).send().status()).isEqualTo(401);

    ObjectNode ofTheSecond = ofTheFirst.deepCopy().put("shop_domain", second.shop());
    Webhook right = redact.id(UUID.randomUUID().toString()).body(ofTheSecond);
    assertThat(right.header(Webhook.MAC, right.mac(new byte[] {1})).send().status()).isEqualTo(401);
    assertThat(forgetRequests(order)).isZero();
    assertThat(right.send().status()).isEqualTo(200);
    assertThat(forgetRequests(order)).isOne();
  }

  @Test
  void a_buyer_who_is_named_without_orders_is_forgotten_at_the_shop_that_names_them_alone() {
    Seller first = product.seller(1);
    Seller second = product.seller(2);
    ObjectNode buyer = Buyers.ada().put("email", "grace.hopper@example.com");
    long there = product.outside().placeOne(Outside.wish(first, first.sku()).to(buyer));
    long here = product.outside().placeOne(Outside.wish(second, second.sku()).to(buyer));
    product.rows().awaitStatus(there, "ROUTED");
    product.rows().awaitStatus(here, "ROUTED");
    ObjectNode redact = Outside.json().put("shop_domain", second.shop());
    redact.putObject("customer").put("email", "Grace.Hopper@example.com");
    assertThat(
            product
                .webhook(second)
                .to(product.said("portal.url") + "/webhooks/shopify")
                .topic("customers/redact")
                .body(redact)
                .send()
                .status())
        .isEqualTo(200);
    assertThat(forgetRequests(product.rows().order(here).orElseThrow())).isOne();
    assertThat(forgetRequests(product.rows().order(there).orElseThrow())).isZero();
  }

  private long forgetRequests(String order) {
    return product
        .rows()
        .count(
            "select count(*) from audit.audit_event"
                + " where action = 'recipient.forget-requested' and object = ?",
            "order:" + order);
  }
}
