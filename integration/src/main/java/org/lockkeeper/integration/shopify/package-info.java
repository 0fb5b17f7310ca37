/**
 * Shopify: everything that only this sales channel needs.
 *
 * <p><b>Starts at</b> {@code ShopifyChannel}. <b>Owns</b> signatures, topics, GraphQL and its ways
 * of saying no. <b>Does not own</b> orders.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.http.Outbound}, the seller's grant and its
 * secret.
 */
@NullMarked
package org.lockkeeper.integration.shopify;

import org.jspecify.annotations.NullMarked;
