/**
 * Passwords: how people change, lose and outlive them, and how the first
 * admin of a new installation gets one.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.passwords.ChangePassword}, {@link
 * org.lockkeeper.compliance.access.passwords.RequestReset} and {@link
 * org.lockkeeper.compliance.access.passwords.FirstAdmin}. <b>Owns</b> the ways to a new password,
 * the links that are mailed for it, the warnings before its end, and the ending of locks by an
 * admin. <b>Does not own</b> signing in, the policy and its counting (access), nor sessions.
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.PasswordBook}, {@link
 * org.lockkeeper.compliance.access.passwords.ResetLinks} and the mail of {@code notices}.
 */
@NullMarked
package org.lockkeeper.compliance.access.passwords;

import org.jspecify.annotations.NullMarked;
