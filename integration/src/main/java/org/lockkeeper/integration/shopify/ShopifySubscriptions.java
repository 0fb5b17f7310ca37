package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** Where a shop's webhooks go: one subscription for each topic. */
@ApplicationScoped
class ShopifySubscriptions {

  /** Looked up once: the look-up reads the class path each time. */
  private static final JsonProvider JSON = JsonProvider.provider();

  static final List<String> TOPICS =
      List.of(
          "ORDERS_CREATE",
          "ORDERS_UPDATED",
          "ORDERS_EDITED",
          "ORDERS_CANCELLED",
          "APP_UNINSTALLED");

  private static final String ALL =
      """
      query Subscriptions {
        webhookSubscriptions(first: 100) { nodes { id topic uri } }
      }
      """;

  private static final String CREATE =
      """
      mutation Subscribe($topic: WebhookSubscriptionTopic!, $to: WebhookSubscriptionInput!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: $to) {
          webhookSubscription { id }
          userErrors { field message }
        }
      }
      """;

  private static final String DELETE =
      """
      mutation Unsubscribe($id: ID!) {
        webhookSubscriptionDelete(id: $id) {
          deletedWebhookSubscriptionId
          userErrors { field message }
        }
      }
      """;

  private final ShopifyAdmin admin;

  @Inject
  ShopifySubscriptions(ShopifyAdmin admin) {
    this.admin = admin;
  }

  private record Subscription(String id, String topic, String uri) {}

  /** Whether each topic goes to an address of ours. */
  boolean complete(SellerId seller, ConnectionId connection, Predicate<URI> ours) {
    Set<String> missing = new HashSet<>(TOPICS);
    for (Subscription one : all(seller, connection)) {
      if (isOurs(one.uri(), ours)) {
        missing.remove(one.topic());
      }
    }
    return missing.isEmpty();
  }

  private static boolean isOurs(String uri, Predicate<URI> ours) {
    try {
      return ours.test(URI.create(uri));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Subscribes each topic at the address first, and only then ends what goes elsewhere. */
  void to(SellerId seller, ConnectionId connection, URI address) {
    List<Subscription> before = all(seller, connection);
    for (String topic : TOPICS) {
      boolean there =
          before.stream()
              .anyMatch(s -> s.topic().equals(topic) && s.uri().equals(address.toString()));
      if (!there) {
        subscribe(seller, connection, topic, address);
      }
    }
    for (Subscription old : before) {
      if (TOPICS.contains(old.topic()) && !old.uri().equals(address.toString())) {
        admin.callToListen(
            seller,
            connection,
            "webhookSubscriptionDelete",
            DELETE,
            JSON.createObjectBuilder().add("id", old.id()).build());
      }
    }
  }

  private void subscribe(SellerId seller, ConnectionId connection, String topic, URI address) {
    String operation = "webhookSubscriptionCreate";
    JsonObject answer =
        admin.callToListen(
            seller,
            connection,
            operation,
            CREATE,
            JSON.createObjectBuilder()
                .add("topic", topic)
                .add("to", JSON.createObjectBuilder().add("uri", address.toString()))
                .build());
    boolean taken =
        ShopifyOrderJson.object(answer, operation)
            .map(payload -> ShopifyOrderJson.objects(payload, "userErrors").isEmpty())
            .orElse(false);
    if (!taken) {
      throw new PlatformTrouble("shopify." + operation, PlatformTrouble.Kind.REFUSED);
    }
  }

  private List<Subscription> all(SellerId seller, ConnectionId connection) {
    JsonObject data =
        admin.call(
            seller, connection, "webhookSubscriptions", ALL, JsonValue.EMPTY_JSON_OBJECT, false);
    return ShopifyOrderJson.nodes(data, "webhookSubscriptions").stream()
        .map(
            node ->
                new Subscription(
                    node.getString("id", ""),
                    node.getString("topic", ""),
                    node.getString("uri", "")))
        .toList();
  }
}
