/**
 * Admin: the pages of the people who keep the promises; figures of all sellers, orders of none.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.admin.Retention}. <b>Owns</b> what is shown of
 * the strip runs. <b>Does not own</b> the schedule nor the runs.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.retention.BuyerRetentions}, {@link
 * org.lockkeeper.retention.Sweeps}, {@link org.lockkeeper.retention.RetentionSchedule}.
 */
@NullMarked
package org.lockkeeper.portal.admin;

import org.jspecify.annotations.NullMarked;
