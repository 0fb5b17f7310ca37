package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody is kept out by how a page is made: axe finds nothing serious on any of them. */
@Order(7)
@ExtendWith(RunningProduct.Extension.class)
class AccessibilityIT {

  private static final List<String> SELLER =
      List.of(
          "today",
          "orders",
          "channels",
          "onboarding",
          "deliveries",
          "profile",
          "privacy",
          "retention",
          "certificates",
          "my-log",
          "incidents",
          "report",
          "leave",
          "team",
          "networks",
          "factors",
          "change-password");
  private static final List<String> ADMIN =
      List.of(
          "retention",
          "retention-policy",
          "deletion-cases",
          "backups",
          "controls",
          "evidence-pack",
          "audit-log",
          "keys",
          "credentials-room",
          "external-api-calls",
          "incidents",
          "drills",
          "incident-plan",
          "log-review",
          "settings",
          "control-room",
          "alerts",
          "registers",
          "register?kind=training",
          "register?kind=vulnerability",
          "register?kind=sub-processor",
          "register?kind=asset&view=software",
          "register-entry?kind=risk",
          "register-import",
          "report",
          "profile",
          "users",
          "canaries",
          "roles",
          "access-requests",
          "access-reviews",
          "service-accounts",
          "networks",
          "locks",
          "support-oversight",
          "factors");

  private static final List<String> SUPPORT =
      List.of(
          "find",
          "cases",
          "exceptions",
          "privacy-requests",
          "seller",
          "incident-plan",
          "report",
          "activity",
          "access",
          "profile",
          "factors");

  /** Serious and critical findings, each as one line. */
  private static final String FINDINGS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .filter(one => ['serious', 'critical'].includes(one.impact))
        .flatMap(one => one.nodes.map(node => one.id + ' ' + node.target.join(' ')))
      """;

  private final RunningProduct product;

  AccessibilityIT(RunningProduct product) {
    this.product = product;
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void axe_finds_nothing_serious_on_any_page() throws IOException {
    String axe = axe();
    List<String> found = new ArrayList<>();
    try (Chromium browser = Chromium.before(product)) {
      walk(
          browser,
          axe,
          "",
          "/",
          List.of("sign-in", "certificate", "reset", "invitation", "first-admin", "here"),
          found);
      walk(browser, axe, "seller", "/seller/", SELLER, found);
      walk(browser, axe, "admin", "/admin/", ADMIN, found);
      walk(browser, axe, "support", "/support/", SUPPORT, found);
    }
    assertThat(found).isEmpty();
  }

  private void walk(
      Chromium browser,
      String axe,
      String who,
      String folder,
      List<String> pages,
      List<String> found) {
    Page page = who.isEmpty() ? browser.page() : browser.of(who);
    for (String name : pages) {
      String seller = who.equals("support") ? "?seller=" + product.seller(1).id() : "";
      page.navigate(product.said("portal.url") + folder + name + seller);
      page.evaluate(axe);
      if (page.evaluate(FINDINGS) instanceof List<?> lines) {
        lines.forEach(line -> found.add(folder + name + ": " + line));
      }
    }
  }
}
