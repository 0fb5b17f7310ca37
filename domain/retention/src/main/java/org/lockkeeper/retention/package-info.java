/**
 * Retention: how long each kind of data is kept, when one order's buyer must be gone, what a seller
 * may choose, what a law suspends, and whether the clock can be believed.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.retention.StartBuyerRetention} and {@link
 * org.lockkeeper.retention.ChangeSpan}.
 *
 * <p><b>Owns</b> the dated schedule, each order's end date, sellers' spans and legal holds. <b>Does
 * not own</b> how data is erased: every holder of data brings its {@link
 * org.lockkeeper.retention.Eraser}.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, {@link
 * org.lockkeeper.retention.ChannelSpans}, {@link org.lockkeeper.retention.HoldRegister}.
 */
@NullMarked
package org.lockkeeper.retention;

import org.jspecify.annotations.NullMarked;
