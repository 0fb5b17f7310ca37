/**
 * Clocks: every span that we promised, in one dated table, with who keeps it and when it is due
 * (requirements, section 3).
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.clocks.ClockWall}. <b>Owns</b> the table of
 * clocks and the marks with which people say that a duty that comes back was done. <b>Does not
 * own</b> clocks that run in a case of their own (deletion, leavers, incidents) nor what the
 * product removes by itself: of these it says where they are seen.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.clocks.ClockMarks}.
 */
@NullMarked
package org.lockkeeper.compliance.clocks;

import org.jspecify.annotations.NullMarked;
