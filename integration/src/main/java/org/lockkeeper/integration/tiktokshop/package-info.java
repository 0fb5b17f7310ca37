/**
 * TikTok Shop: everything that only this sales channel needs.
 *
 * <p><b>Starts at</b> {@code TikTokShopChannel} and {@code TikTokShopAuthorizationServer}.
 * <b>Owns</b> signatures of requests and webhooks, shop ciphers, single-unit lines, masked
 * addresses, and the codes with which TikTok says no. <b>Does not own</b> orders, nor how tokens
 * are kept.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.integration.http.Outbound}, the seller's grant and its
 * tokens, the app's secret.
 */
@NullMarked
package org.lockkeeper.integration.tiktokshop;

import org.jspecify.annotations.NullMarked;
