/**
 * Reviews of the log: every two weeks somebody looks at what stands in it, and signs.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.logreview.ReviewLog}. <b>Owns</b> the
 * figures that are looked at, and the signed reviews. <b>Does not own</b> the log ({@code
 * compliance.audit}) nor alerts, which are looked at as they come.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.logreview.LogReviews}.
 */
@NullMarked
package org.lockkeeper.compliance.logreview;

import org.jspecify.annotations.NullMarked;
