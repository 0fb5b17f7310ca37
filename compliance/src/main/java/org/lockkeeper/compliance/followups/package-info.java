/**
 * Follow-ups: what has to be done because of something that happened, by whom and until when (R-25,
 *
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.followups.WorkFollowUps}. <b>Owns</b> the
 * lessons of drills and the wishes to look at the incident plan. <b>Does not own</b> the tasks of
 * an incident that is open: those keep it from being closed and stand in its room.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.followups.FollowUps}.
 */
@NullMarked
package org.lockkeeper.compliance.followups;

import org.jspecify.annotations.NullMarked;
