/**
 * People on pages: the invitation that somebody answers, asking for access, and the words for
 * roles, states and outcomes that the pages of sellers and admins share.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.people.InvitationPage}. <b>Owns</b> no state.
 * <b>Does not own</b> the rules (compliance.access.people). <b>Needs</b> the use cases of people.
 */
@NullMarked
package org.lockkeeper.portal.people;

import org.jspecify.annotations.NullMarked;
