/**
 * Retention: how long each kind of data is kept, and when one order's buyer must be gone.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.retention.StartBuyerRetention}.
 *
 * <p><b>Owns</b> the dated schedule and each order's end date. <b>Does not own</b> how data is
 * erased: every holder of data brings its {@link org.lockkeeper.retention.Eraser}.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}.
 */
@NullMarked
package org.lockkeeper.retention;

import org.jspecify.annotations.NullMarked;
