/**
 * Retention: how long each kind of data is kept, when one order's buyer must be gone, what a seller
 * may choose, what a law suspends, whether the clock can be believed, and what is deleted before
 * its time because somebody asks for it.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.retention.StartBuyerRetention}, {@link
 * org.lockkeeper.retention.ChangeSpan} and {@link org.lockkeeper.retention.OpenDeletionCase}.
 *
 * <p><b>Owns</b> the dated schedule, each order's end date, sellers' spans, legal holds, and the
 * deletion cases with their clocks. <b>Does not own</b> how data is erased: every holder of buyers
 * brings its {@link org.lockkeeper.retention.Eraser}, every store of sellers its {@link
 * org.lockkeeper.retention.Stores}.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, {@link
 * org.lockkeeper.retention.ChannelSpans}, {@link org.lockkeeper.retention.HoldRegister} and {@link
 * org.lockkeeper.retention.DeletionCases}.
 */
@NullMarked
package org.lockkeeper.retention;

import org.jspecify.annotations.NullMarked;
