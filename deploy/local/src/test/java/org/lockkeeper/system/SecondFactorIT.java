package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody gets in with a password alone, whatever the way; and the ways that do lead in. */
@Order(9)
@ExtendWith(RunningProduct.Extension.class)
class SecondFactorIT {

  private static final String STEP = "/second-factor";

  private final RunningProduct product;

  SecondFactorIT(RunningProduct product) {
    this.product = product;
  }

  @Test
  @Tag("ASVS-V2.3.1")
  @Tag("ASVS-V6.3.3")
  void with_the_password_alone_no_path_leads_to_anything() {
    Seller seller = product.seller(1);
    Visitor visitor = product.visitor();
    Answer first = visitor.password(seller.login(), seller.password());
    assertThat(first.location()).isEqualTo(STEP);

    for (String path :
        List.of(
            "/",
            "/seller/",
            "/seller/today",
            "/seller/today.xhtml",
            "/seller/orders?mfa=done&level=FULL",
            "/seller/profile",
            "/seller/factors?add=yes",
            "/seller/my-log",
            "/admin/retention",
            "/connect/shopify",
            "/nothing")) {
      Answer answer = visitor.get(path);
      assertThat(answer.status()).as(path).isEqualTo(302);
      assertThat(answer.location()).as(path).startsWith(STEP);
      assertThat(answer.body()).as(path).doesNotContain("/seller/order?id=");
    }
    Answer enroll = visitor.get("/enroll");
    assertThat(enroll.location()).as("who has a factor takes none on").startsWith(STEP);
    for (String path : List.of("/seller/orders", "/seller/profile", "/seller/channels")) {
      Map<String, String> forged = new LinkedHashMap<>();
      forged.put("mfa", "done");
      forged.put("level", "FULL");
      forged.put("jakarta.faces.ViewState", "0:0");
      assertThat(visitor.post(path, forged).location()).as(path).startsWith(STEP);
    }
    assertThat(visitor.second(STEP, "000000 or so").status()).isEqualTo(200);
    assertThat(visitor.get("/seller/today").location()).startsWith(STEP);
    assertThat(visitor.signOut(STEP).location()).isEqualTo("/sign-in");
  }

  @Test
  @Tag("ASVS-V7.2.4")
  void a_code_opens_the_page_that_was_asked_for_once_and_under_a_new_session() {
    Seller seller = product.seller(1);
    Visitor visitor = product.visitor();
    String asked = visitor.get("/seller/orders").location();
    assertThat(asked).contains("to=%2Fseller%2Forders");
    String step = visitor.password(asked, seller.login(), seller.password()).location();
    assertThat(step).isEqualTo(STEP + "?to=%2Fseller%2Forders");
    Visitor halfway = visitor.twin();
    String code = product.code(seller.login());

    assertThat(visitor.second(step, code).location()).isEqualTo("/seller/orders");
    assertThat(visitor.get("/seller/orders").status()).isEqualTo(200);
    assertThat(halfway.get("/seller/today").location()).startsWith("/sign-in");

    Visitor again = product.visitor();
    again.password(seller.login(), seller.password());
    assertThat(again.second(STEP, code).status()).as("the same code").isEqualTo(200);
    assertThat(again.get("/seller/today").location()).startsWith(STEP);
  }

  @Test
  void a_newcomer_adds_a_passkey_before_the_first_page_and_comes_in_with_it() {
    Seller seller = product.seller(2);
    String login = "newcomer-" + UUID.randomUUID() + "@alpine-outfitters.example";
    product
        .rows()
        .run(
            """
            insert into access.account
            select seller_id, gen_random_uuid(), ?, 'New Comer', role, password_hash, false, zone,
              'en', theme, created_at, null, 1
            from access.account where login = ?
            """,
            login,
            seller.login());
    List<String> codes;
    try (Chromium browser = Chromium.before(product)) {
      Page page = browser.page();
      CDPSession devtools = page.context().newCDPSession(page);
      devtools.send("WebAuthn.enable");
      JsonObject options = new JsonObject();
      options.addProperty("protocol", "ctap2");
      options.addProperty("transport", "internal");
      options.addProperty("hasResidentKey", true);
      options.addProperty("hasUserVerification", true);
      options.addProperty("isUserVerified", true);
      options.addProperty("automaticPresenceSimulation", true);
      JsonObject added = new JsonObject();
      added.add("options", options);
      devtools.send("WebAuthn.addVirtualAuthenticator", added);

      // A passkey is bound to a name; an address of numbers is none.
      String portal = "http://localhost:" + product.portalPort();
      password(page, portal, login, seller.password());
      heading(page, "Add a second factor");
      assertThat(page.locator("img.qr").getAttribute("src"))
          .startsWith("data:image/svg+xml;base64,");
      page.navigate(portal + "/seller/today");
      heading(page, "Add a second factor");
      button(page, "Add a passkey");
      heading(page, "Your recovery codes");
      codes = page.locator(".recovery-codes li").allInnerTexts();
      assertThat(codes).hasSize(10).doesNotHaveDuplicates();
      page.getByText("I have kept them").click();
      heading(page, "Today");

      page.context().clearCookies();
      password(page, portal, login, seller.password());
      heading(page, "One more step");
      button(page, "Use a passkey");
      heading(page, "Today");
      page.navigate(portal + "/seller/factors");
      heading(page, "Second factors");
      assertThat(page.locator("#own-factors tbody tr").count()).isEqualTo(1);
      assertThat(page.locator("#own-factors tbody").innerText()).doesNotContain("Not yet");
      assertThat(browser.complaints()).isEmpty();
    }

    Visitor visitor = product.visitor();
    visitor.password(login, seller.password());
    assertThat(visitor.second(STEP, codes.getFirst()).location()).isEqualTo("/seller/today");
    Visitor thief = product.visitor();
    thief.password(login, seller.password());
    assertThat(thief.second(STEP, codes.getFirst()).status()).isEqualTo(200);
    Await.that(
        "the newcomer is written to",
        () -> {
          String mails = product.outside().get("mail").toString();
          return mails.contains(login) && mails.contains("A second factor was added");
        });
    assertThat(
            product
                .rows()
                .all(
                    """
                    select e::text from audit.audit_event e
                    where e::text like '%factor-added%' or e::text like '%recovery-codes%'
                    """)
                .toString())
        .doesNotContain(codes.get(1));
  }

  private static void password(Page page, String portal, String login, String password) {
    page.navigate(portal + "/");
    page.getByLabel("E-mail").fill(login);
    page.getByLabel("Password").fill(password);
    button(page, "Sign in");
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void heading(Page page, String name) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true))
        .waitFor();
  }
}
