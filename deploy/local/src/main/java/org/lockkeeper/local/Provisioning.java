package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/** The first sellers, people, grants and secrets, in the form that the portal takes them. */
final class Provisioning {

  private Provisioning() {}

  static String json(DemoData demo) {
    StringJoiner sellers = new StringJoiner(",");
    int n = 1;
    for (DemoData.Seller seller : DemoData.SELLERS) {
      sellers.add(
          """
          {"id": "%s", "name": "%s",
           "people": [
             {"login": "%s", "name": "%s", "role": "SELLER_OWNER", "password": "%s",
              "totp": "%s"}],
           "grants": [%s]}
          """
              .formatted(
                  seller.id(),
                  seller.name(),
                  seller.login(),
                  seller.person(),
                  demo.password("password.seller." + n),
                  demo.appKey("totp.seller." + n),
                  seller.connected() ? grants(demo, seller, n) + tikTok(demo, n) : ""));
      n++;
    }
    return """
        {"secrets": [
           {"platform": "shopify", "current": "%s"},
           {"platform": "amazon", "current": "%s"},
           {"platform": "tiktokshop", "current": "%s"}],
         "people": [
           {"login": "%s", "name": "Nadia Keller", "role": "ADMIN", "password": "%s",
            "totp": "%s"},
           {"login": "%s", "name": "Omar Haddad", "role": "ADMIN", "password": "%s",
            "totp": "%s"},
           {"login": "%s", "name": "Sam Okafor", "role": "SUPPORT", "password": "%s",
            "totp": "%s", "assigned": ["%s", "%s"]}],
         "plans": [%s],
         "sellers": [%s],
         "registers": %s}
        """
        .formatted(
            demo.secret("shopify.client"),
            demo.secret("amazon.client"),
            demo.secret("tiktok.client"),
            DemoData.ADMIN,
            demo.password("password.admin"),
            demo.appKey("totp.admin"),
            DemoData.SECOND_ADMIN,
            demo.password("password.admin.2"),
            demo.appKey("totp.admin.2"),
            DemoData.SUPPORT,
            demo.password("password.support"),
            demo.appKey("totp.support"),
            DemoData.SELLERS.get(0).id(),
            DemoData.SELLERS.get(1).id(),
            plans(),
            sellers,
            registers());
  }

  /** What the registers have from the first day, made up for the demonstration. */
  private static String registers() {
    try (InputStream in = Provisioning.class.getResourceAsStream("demo-registers.json")) {
      if (in == null) {
        throw new IllegalStateException("the registers of the demonstration are missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String grants(DemoData demo, DemoData.Seller seller, int n) {
    return """
        {"platform": "shopify", "account": "%s", "secret": "%s", "endpoint": "%s",
         "scopes": ["read_orders", "write_merchant_managed_fulfillment_orders",
                    "write_fulfillments"]},
        {"platform": "amazon", "account": "%s", "secret": "Atzr|%s",
         "scopes": ["amazon-fulfillment"]}
        """
        .formatted(
            seller.shop(),
            demo.secret("shopify.token." + n),
            demo.secret("endpoint." + n),
            seller.amazonId(),
            demo.secret("amazon.token." + n));
  }

  /** The TikTok shops that a seller has from the first day, each after a comma. */
  private static String tikTok(DemoData demo, int seller) {
    StringBuilder grants = new StringBuilder();
    for (DemoData.TikTokShop shop : DemoData.TIKTOK_SHOPS) {
      if (shop.connected() && shop.seller() == seller) {
        grants.append(
            """
            ,
             {"platform": "tiktokshop", "account": "%s", "label": "%s", "style": "REPLACED",
              "secret": "ROW_%s", "endpoint": "%s",
              "details": {"cipher": "%s", "answer": "US"},
              "scopes": ["seller.authorization.info", "seller.order.info",
                "seller.fulfillment.basic", "seller.logistics", "seller.return_refund.basic"]}\
            """
                .formatted(
                    shop.id(),
                    shop.name(),
                    demo.secret("tiktok.token." + shop.id()),
                    demo.secret("tiktok.endpoint." + shop.id()),
                    shop.cipher()));
      }
    }
    return grants.toString();
  }

  /**
   * What a demonstration cannot prove, and what an operator would do about it. Whatever else does
   * not hold shows as an open task.
   */
  private static String plans() {
    StringJoiner all = new StringJoiner(",");
    plan(all, "kms", "ENGINEERING", 60, "Move the top keys to AWS KMS before the first seller.");
    plan(all, "tls", "OPERATIONS", 60, "Serve this installation over https only.");
    plan(
        all, "sealing", "ENGINEERING", 7, "Look whether the nightly check of ciphertexts has run.");
    plan(all, "backups", "OPERATIONS", 30, "Turn on daily backups with a copy in a second region.");
    plan(all, "restore-drill", "OPERATIONS", 45, "Restore the newest backup and record the drill.");
    plan(all, "access-review", "SECURITY", 30, "Open the first access review and close it signed.");
    plan(all, "training", "SECURITY", 14, "Hold the first security training and record it.");
    plan(
        all, "service-accounts", "SECURITY", 30, "Register each way in that belongs to no person.");
    plan(
        all,
        "incident-contact",
        "SECURITY",
        14,
        "Name contact and deputy, and test them at night.");
    plan(all, "incident-plan", "SECURITY", 14, "Have a second person approve the incident plan.");
    plan(all, "audit-verified", "SECURITY", 7, "Verify the whole audit log from its page.");
    plan(all, "application-secrets", "ENGINEERING", 30, "Rotate each application secret once.");
    plan(all, "call-budgets", "OPERATIONS", 14, "Connect the first seller and look at its calls.");
    plan(all, "disposal-run", "OPERATIONS", 7, "Look whether the daily disposal has run.");
    plan(all, "duty-log-review", "SECURITY", 14, "Review the logs for the first time and sign.");
    plan(all, "duty-plan-review", "SECURITY", 30, "Review the incident plan and sign it off.");
    plan(all, "incident-drill", "SECURITY", 30, "Run the first drill to its end.");
    for (String register :
        List.of(
            "vulnerability-scan",
            "penetration-test",
            "fix-deadlines",
            "code-scan",
            "asset-list",
            "anti-malware",
            "third-parties",
            "risk-assessment",
            "registration-check",
            "written-policies",
            "change-process")) {
      plan(all, register, "SECURITY", 30, "Enter in the register what is missing there.");
    }
    for (String shown :
        List.of(
            "firewall",
            "intrusion-detection",
            "network-diagrams",
            "personal-devices",
            "media-disposal",
            "queue-encryption")) {
      plan(all, "attested-" + shown, "OPERATIONS", 30, "Export it from production and enter it.");
    }
    return all.toString();
  }

  private static void plan(StringJoiner all, String proof, String owner, int days, String text) {
    all.add(
        """
        {"proof": "%s", "owner": "%s", "days": %d, "text": "%s", "by": "%s"}
        """
            .formatted(proof, owner, days, text, DemoData.ADMIN));
  }
}
