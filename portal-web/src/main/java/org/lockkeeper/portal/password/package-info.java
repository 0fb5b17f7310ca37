/**
 * Password: the pages on which people change, lose and get a password.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.portal.password.ChangePasswordPage}, {@link
 * org.lockkeeper.portal.password.ResetPage} and {@link
 * org.lockkeeper.portal.password.FirstAdminPage}. <b>Owns</b> nothing. <b>Does not own</b> any
 * rule: {@code compliance.access.passwords} does.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.portal.session.SignedIn}.
 */
@NullMarked
package org.lockkeeper.portal.password;

import org.jspecify.annotations.NullMarked;
