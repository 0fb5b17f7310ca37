package org.lockkeeper.local;

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
             {"login": "%s", "name": "%s", "role": "SELLER_OWNER", "password": "%s"}],
           "grants": [
             {"platform": "shopify", "account": "%s", "secret": "%s", "endpoint": "%s",
              "scopes": ["read_orders", "write_fulfillments"]},
             {"platform": "amazon", "account": "%s", "secret": "Atzr|%s",
              "scopes": ["amazon-fulfillment"]}]}
          """
              .formatted(
                  seller.id(),
                  seller.name(),
                  seller.login(),
                  seller.person(),
                  demo.password("password.seller." + n),
                  seller.shop(),
                  demo.secret("shopify.token." + n),
                  demo.secret("endpoint." + n),
                  seller.amazonId(),
                  demo.secret("amazon.token." + n)));
      n++;
    }
    return """
        {"secrets": [
           {"platform": "shopify", "current": "%s"},
           {"platform": "amazon", "current": "%s"}],
         "people": [
           {"login": "%s", "name": "Nadia Keller", "role": "ADMIN", "password": "%s"},
           {"login": "%s", "name": "Omar Haddad", "role": "ADMIN", "password": "%s"}],
         "sellers": [%s]}
        """
        .formatted(
            demo.secret("shopify.client"),
            demo.secret("amazon.client"),
            DemoData.ADMIN,
            demo.password("password.admin"),
            DemoData.SECOND_ADMIN,
            demo.password("password.admin.2"),
            sellers);
  }
}
