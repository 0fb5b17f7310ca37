package org.lockkeeper.sandbox;

import graphql.schema.DataFetchingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop's webhook subscriptions and the app's own end, as GraphQL has them. */
final class GraphSubscriptions {

  private final ShopAccess access;

  GraphSubscriptions(ShopAccess access) {
    this.access = access;
  }

  List<Map<String, Object>> all(String shop) {
    return access.subscriptions(shop).stream().map(GraphSubscriptions::view).toList();
  }

  Map<String, @Nullable Object> create(String shop, DataFetchingEnvironment env) {
    Map<String, Object> input = env.getArgumentOrDefault("webhookSubscription", Map.of());
    String topic = String.valueOf(env.<Object>getArgument("topic"));
    String uri = String.valueOf(input.get("uri"));
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    try {
      payload.put("webhookSubscription", view(access.subscribe(shop, topic, uri)));
      payload.put("userErrors", List.of());
    } catch (ShopDesk.Refused e) {
      payload.put("webhookSubscription", null);
      payload.put(
          "userErrors",
          List.of(
              Map.of(
                  "field",
                  List.of("webhookSubscription", "uri"),
                  "message",
                  String.valueOf(e.getMessage()))));
    }
    return payload;
  }

  Map<String, @Nullable Object> delete(String shop, DataFetchingEnvironment env) {
    String id = String.valueOf(env.<Object>getArgument("id"));
    boolean gone = access.unsubscribe(shop, GraphViews.number("WebhookSubscription", id));
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("deletedWebhookSubscriptionId", gone ? id : null);
    payload.put(
        "userErrors",
        gone
            ? List.of()
            : List.of(
                Map.of("field", List.of("id"), "message", "Webhook subscription does not exist")));
    return payload;
  }

  Map<String, Object> uninstall(String shop) {
    access.revoke(shop);
    return Map.of("userErrors", List.of());
  }

  private static Map<String, Object> view(ShopAccess.Subscription one) {
    return Map.of(
        "id", "gid://shopify/WebhookSubscription/" + one.id(),
        "topic", one.topic(),
        "uri", one.uri());
  }
}
