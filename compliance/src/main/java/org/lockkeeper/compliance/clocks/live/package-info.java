/**
 * Dates that the product itself knows: of each promised clock, when its duty was last done, what is
 * open and what is overdue.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.clocks.live.LiveClocks}. <b>Owns</b> the
 * question alone; whoever owns the data answers it with a bean of {@link
 * org.lockkeeper.compliance.clocks.live.LiveClock}. <b>Does not own</b> the table of clocks.
 *
 * <p><b>Needs</b> nothing of ours, so that every package may answer.
 */
@NullMarked
package org.lockkeeper.compliance.clocks.live;

import org.jspecify.annotations.NullMarked;
