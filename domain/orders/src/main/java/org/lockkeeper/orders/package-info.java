/**
 * Orders: what a buyer bought on a sales channel and how Amazon ships it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.orders.ReceiveOrder}; ends when the recipient is
 * stripped.
 *
 * <p><b>Owns</b> the order, its lines, its parcels and its recipient. <b>Does not own</b> how long
 * the recipient may be kept (retention) nor the seller's tokens (credentials).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.orders.Orders}, {@link
 * org.lockkeeper.orders.RecipientVault}, {@link org.lockkeeper.orders.SalesChannel}, {@link
 * org.lockkeeper.orders.FulfilmentNetwork}.
 */
@NullMarked
package org.lockkeeper.orders;

import org.jspecify.annotations.NullMarked;
