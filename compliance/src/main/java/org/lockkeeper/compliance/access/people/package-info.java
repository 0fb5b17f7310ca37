/**
 * People: how access begins, is changed, looked at and ended.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.people.InvitePeople} and ends at
 * {@link org.lockkeeper.compliance.access.people.EndAccount}, which every way out calls.
 * <b>Owns</b> invitations, requests, leavers, the registers of training and service accounts,
 * access reviews, and who may set whose factors back. <b>Does not own</b> how somebody signs in,
 * factors and sessions.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.people.Roster}, {@link
 * org.lockkeeper.compliance.access.Assignments}, {@link
 * org.lockkeeper.compliance.access.people.WaysIn} and the stores named like what they keep.
 */
@NullMarked
package org.lockkeeper.compliance.access.people;

import org.jspecify.annotations.NullMarked;
