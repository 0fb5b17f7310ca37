/**
 * The incident plan as a document: versions, each approved by another person than wrote it, and
 * looked at every six months.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.plan.WorkOnPlan}. <b>Owns</b> the text of
 * the plan, all of its versions, and the sign-offs after which it stays as it is. <b>Does not
 * own</b> spans and duties of incidents, which the dated incident policy holds.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.plan.Plans}.
 */
@NullMarked
package org.lockkeeper.compliance.plan;

import org.jspecify.annotations.NullMarked;
