/**
 * Seller: the pages of one seller's people.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.seller.Today}. <b>Owns</b> what is shown of
 * orders and of the seller's own log, and how a list is narrowed. <b>Does not own</b> any rule: it
 * asks the ports, always with the signed-in seller's id, whatever the browser sent.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.orders.OrderBoard}, {@link
 * org.lockkeeper.retention.BuyerRetentions}, {@link org.lockkeeper.orders.RecipientVault}, {@link
 * org.lockkeeper.compliance.evidence.DownloadLog}.
 */
@NullMarked
package org.lockkeeper.portal.seller;

import org.jspecify.annotations.NullMarked;
