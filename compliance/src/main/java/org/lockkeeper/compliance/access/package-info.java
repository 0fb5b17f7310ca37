/**
 * Access: sellers and people; who may sign in, and as what.
 *
 * <p><b>Starts at</b> {@link org.lockkeeper.compliance.access.SignIn}. <b>Owns</b> accounts, roles,
 * password rules and throttling. <b>Does not own</b> the web session (portal).
 *
 * <p><b>Needs</b> {@link org.lockkeeper.compliance.access.Accounts}, {@link
 * org.lockkeeper.compliance.access.Sellers}, {@link
 * org.lockkeeper.compliance.access.SignInThrottle}, {@link
 * org.lockkeeper.compliance.access.PasswordBook}, {@link
 * org.lockkeeper.compliance.access.KnownDevices} and {@link
 * org.lockkeeper.compliance.access.LockOuts}.
 */
@NullMarked
package org.lockkeeper.compliance.access;

import org.jspecify.annotations.NullMarked;
