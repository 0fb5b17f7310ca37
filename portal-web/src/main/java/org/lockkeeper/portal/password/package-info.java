/**
 * Password: the pages on which people change, lose and get a password, and on which admins end
 * locks.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.password.ChangePasswordPage}, {@link
 * org.lockkeeper.portal.password.ResetPage}, {@link org.lockkeeper.portal.password.FirstAdminPage}
 * and {@link org.lockkeeper.portal.password.Locks}. <b>Owns</b> nothing. <b>Does not own</b> any
 * rule: {@code compliance.access.passwords} does.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.portal.session.SignedIn}.
 */
@NullMarked
package org.lockkeeper.portal.password;

import org.jspecify.annotations.NullMarked;
