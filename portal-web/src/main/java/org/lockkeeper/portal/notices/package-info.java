/**
 * Notices on pages: what the signed-in person's organisation has to know, until somebody puts it
 * away.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.notices.NoticeBoard}. <b>Owns</b> how a notice
 * looks. <b>Does not own</b> what it says or when it is raised (compliance).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.notices.TellPeople}.
 */
@NullMarked
package org.lockkeeper.portal.notices;

import org.jspecify.annotations.NullMarked;
