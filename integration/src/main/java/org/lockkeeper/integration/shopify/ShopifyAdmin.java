package org.lockkeeper.integration.shopify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.lockkeeper.credentials.AccessTokens;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/** Calls a shop with the seller's own grant. */
@ApplicationScoped
class ShopifyAdmin {

  private final FindAuthorization authorizations;
  private final AccessTokens tokens;
  private final ShopifyGraph graph;

  @Inject
  ShopifyAdmin(FindAuthorization authorizations, AccessTokens tokens, ShopifyGraph graph) {
    this.authorizations = authorizations;
    this.tokens = tokens;
    this.graph = graph;
  }

  /**
   * Runs one operation with the seller's own token. While the seller wants a rest one may look and
   * not change.
   *
   * @param changes whether the operation changes something at the shop
   * @return the {@code data} of the answer
   */
  JsonObject call(
      SellerId seller,
      ConnectionId connection,
      String operation,
      String query,
      JsonObject variables,
      boolean changes) {
    return call(
        changes
            ? authorizations.usable(seller, connection)
            : authorizations.readable(seller, connection),
        seller,
        operation,
        query,
        variables,
        changes);
  }

  /** The same for what belongs to listening, which goes on while the seller wants a rest. */
  JsonObject callToListen(
      SellerId seller,
      ConnectionId connection,
      String operation,
      String query,
      JsonObject variables) {
    return call(
        authorizations.readable(seller, connection), seller, operation, query, variables, true);
  }

  private JsonObject call(
      Optional<Authorization.Snapshot> found,
      SellerId seller,
      String operation,
      String query,
      JsonObject variables,
      boolean changes) {
    String name = "shopify." + operation;
    Authorization.Snapshot grant =
        found.orElseThrow(() -> new PlatformTrouble(name, PlatformTrouble.Kind.UNAUTHORIZED));
    ShopifyGraph.Call call =
        new ShopifyGraph.Call(seller, grant.account(), name, query, variables, changes);
    try {
      return once(call, grant);
    } catch (PlatformTrouble e) {
      if (e.kind() != PlatformTrouble.Kind.UNAUTHORIZED || grant.style() == TokenStyle.FIXED) {
        throw e;
      }
      // A token that was replaced elsewhere meanwhile; the shop did nothing with it.
      tokens.refused(grant);
      return once(call, grant);
    }
  }

  private JsonObject once(ShopifyGraph.Call call, Authorization.Snapshot grant) {
    try (Secret token = tokens.of(grant, new Actor.Task(call.operation()))) {
      return graph.send(call, token);
    }
  }
}
