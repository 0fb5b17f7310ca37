package org.lockkeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/** Steers who agreed to what: revokes, expires, counts; uninstalls the app from a shop. */
final class GrantControl {

  private final Settings settings;
  private final ShopAccess shops;
  private final AmazonConsents amazon;
  private final World world;
  private final SandboxClock clock;
  private final WebhookSender sender;

  GrantControl(
      Settings settings,
      ShopAccess shops,
      AmazonConsents amazon,
      World world,
      SandboxClock clock,
      WebhookSender sender) {
    this.settings = settings;
    this.shops = shops;
    this.amazon = amazon;
    this.world = world;
    this.clock = clock;
    this.sender = sender;
  }

  Answer all() {
    ArrayNode all = Json.array();
    for (Settings.Shop shop : settings.shops()) {
      ObjectNode view = all.addObject().put("platform", "shopify").put("account", shop.domain());
      view.put("revoked", shops.isRevoked(shop.domain()));
      shops
          .grant(shop.domain())
          .ifPresent(
              grant -> {
                view.put("refreshes", grant.refreshes());
                ArrayNode scopes = view.putArray("scopes");
                new TreeSet<>(grant.scopes()).forEach(scopes::add);
              });
      ArrayNode topics = view.putArray("topics");
      shops.subscriptions(shop.domain()).forEach(one -> topics.add(one.topic()));
    }
    for (ShopAccess.Grant grant : shops.crowd()) {
      all.addObject()
          .put("platform", "shopify")
          .put("account", grant.shop())
          .put("refreshes", grant.refreshes());
    }
    for (Settings.Seller seller : settings.sellers()) {
      ObjectNode view = all.addObject().put("platform", "amazon").put("account", seller.id());
      view.put("revoked", amazon.isRevoked(seller.id()));
      amazon
          .consent(seller.id())
          .ifPresent(
              consent -> {
                view.put("region", consent.region());
                view.put("refreshes", consent.refreshes());
                view.put("consentUntil", consent.until().toString());
              });
    }
    return Answer.json(200, all);
  }

  /**
   * {@code grants/strict}, {@code grants/crowd}, {@code grants/{platform}/{account}/{revoke,
   * expire, drop-webhooks, uninstall, redact}}.
   */
  Answer posted(List<String> at, JsonNode body) {
    if (at.size() == 2 && at.get(1).equals("strict")) {
      shops.strict(body.path("strict").asBoolean(true));
      return Answer.json(200, Json.object().put("strict", shops.strict()));
    }
    if (at.size() == 2 && at.get(1).equals("crowd")) {
      ArrayNode made = Json.array();
      for (ShopAccess.Grant grant : shops.crowd(Math.clamp(body.path("count").asInt(1), 1, 1000))) {
        ShopAccess.Token refresh = grant.refresh();
        made.addObject()
            .put("account", grant.shop())
            .put("refreshToken", refresh == null ? "" : refresh.value());
      }
      return Answer.json(201, made);
    }
    if (at.size() != 4) {
      return nothing();
    }
    String account = at.get(2);
    return switch (at.get(1)) {
      case "shopify" ->
          settings.shop(account).isPresent() ? shop(account, at.get(3), body) : nothing();
      case "amazon" ->
          settings.seller(account).isPresent() ? seller(account, at.get(3)) : nothing();
      default -> nothing();
    };
  }

  private Answer shop(String shop, String what, JsonNode body) {
    switch (what) {
      case "revoke" -> shops.revoke(shop);
      case "drop-webhooks" -> shops.dropSubscriptions(shop);
      case "uninstall" -> {
        String address = shops.address(shop, "app/uninstalled");
        shops.revoke(shop);
        if (address != null) {
          send(
              shop,
              "app/uninstalled",
              Json.object()
                  .put("id", 1)
                  .put("name", shop)
                  .put("domain", shop)
                  .put("myshopify_domain", shop),
              address);
        }
      }
      case "redact" -> {
        ObjectNode json = Json.object().put("shop_id", 1).put("shop_domain", shop);
        json.putObject("customer").put("id", 1).put("email", "ada@example.com");
        json.set(
            "orders_to_redact", body.path("orders").isArray() ? body.path("orders") : Json.array());
        send(shop, "customers/redact", json, settings.portalUrl() + "/webhooks/shopify");
      }
      default -> {
        return nothing();
      }
    }
    return all();
  }

  private Answer seller(String seller, String what) {
    switch (what) {
      case "revoke" -> amazon.revoke(seller);
      case "expire" -> amazon.expire(seller);
      default -> {
        return nothing();
      }
    }
    return all();
  }

  private void send(String shop, String topic, ObjectNode payload, String address) {
    sender.send(
        new Delivery(
            world.next("delivery"),
            shop,
            topic,
            0,
            "",
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            clock.now(),
            Json.text(payload),
            Delivery.State.WAITING,
            0,
            null,
            null,
            null),
        address);
  }

  private static Answer nothing() {
    return Answer.json(404, Json.object().put("error", "There is nothing at this address."));
  }
}
