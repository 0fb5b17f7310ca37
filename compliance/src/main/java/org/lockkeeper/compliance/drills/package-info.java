/**
 * Drills: incidents that are practiced by scenario, on a planned day, and measured.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.drills.PlanDrills} and {@link
 * org.lockkeeper.compliance.drills.RunDrills}. <b>Owns</b> the dated book of scenarios, the
 * calendar and the results. <b>Does not own</b> the practiced incident itself, its clock and its
 * room, which are those of a real one; what it sends goes to a sink.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.drills.Drills}.
 */
@NullMarked
package org.lockkeeper.compliance.drills;

import org.jspecify.annotations.NullMarked;
